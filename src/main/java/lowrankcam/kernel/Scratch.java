package lowrankcam.kernel;

/// Working memory of a team of threads: a few arrays for each thread, made on first use and kept.
///
/// Belongs to one session; a thread touches only its own arrays.
public final class Scratch {

    private static final int SLOTS = 4;

    private final float[][][] arrays;

    /// @param threads size of the team
    public Scratch(int threads) {
        arrays = new float[threads][SLOTS][];
    }

    /// Size of the team.
    int threads() {
        return arrays.length;
    }

    /// An array of at least that length, with whatever was left in it.
    ///
    /// @param thread as in [Task#run]
    /// @param slot   0 … 3
    float[] floats(int thread, int slot, int length) {
        float[][] mine = arrays[thread];
        if (mine[slot] == null || mine[slot].length < length) {
            mine[slot] = new float[length];
        }
        return mine[slot];
    }
}
