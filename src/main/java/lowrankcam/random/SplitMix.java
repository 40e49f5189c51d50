package lowrankcam.random;

/// Random numbers that are the same on every machine and in every Java release: SplitMix64 (G. Steele, D. Lea, C.
/// Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
public final class SplitMix {

    /// Added to the state for each number; odd, and nearest to 2^64 over the golden ratio.
    public static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    public SplitMix(long seed) {
        state = seed;
    }

    /// Streams of different keys are unrelated.
    public static SplitMix of(long... keys) {
        long mixed = STEP;
        for (long key : keys) {
            mixed = mix(mixed * 31 + mix(key + STEP));
        }
        return new SplitMix(mixed);
    }

    public long nextLong() {
        state += STEP;
        return mix(state);
    }

    /// Uniform in [0, 1).
    public double uniform() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /// A whole number from 0 to below the bound, all about equally likely.
    public int below(int bound) {
        return (int) (uniform() * bound);
    }

    /// Normal with mean 0 and deviation 1, by Box and Muller's cosine branch.
    public double normal() {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(2 * Math.PI * uniform());
    }

    /// Spreads the bits of a number over all of its bits, one to one.
    public static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
        return b ^ b >>> 31;
    }
}
