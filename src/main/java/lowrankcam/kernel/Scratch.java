package lowrankcam.kernel;

import java.util.Arrays;

/// Working memory of a team of threads: a few arrays for each thread, made on first use and kept.
///
/// Belongs to one session; a thread touches only its own arrays.
public final class Scratch {

    private static final int SLOTS = 4;

    private float[][][] arrays = new float[0][][];

    /// An array of at least that length, with whatever was left in it.
    ///
    /// @param thread as in [Task#run]
    /// @param slot   0 … 3
    float[] floats(int thread, int slot, int length) {
        float[][] mine = mine(thread);
        if (mine[slot] == null || mine[slot].length < length) {
            mine[slot] = new float[length];
        }
        return mine[slot];
    }

    private synchronized float[][] mine(int thread) {
        if (thread >= arrays.length) {
            int known = arrays.length;
            arrays = Arrays.copyOf(arrays, thread + 1);
            for (int t = known; t <= thread; t++) {
                arrays[t] = new float[SLOTS][];
            }
        }
        return arrays[thread];
    }
}
