package lowrankcam.metric;

/// Random numbers that are the same on every machine and in every Java release: SplitMix64 (G. Steele, D. Lea, C.
/// Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
final class SplitMix {

    private long state;

    SplitMix(long seed) {
        state = seed;
    }

    long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        long z = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /// Uniform in [0, 1).
    double uniform() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /// Normal with mean 0 and deviation 1, by Box and Muller's cosine branch.
    double normal() {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(2 * Math.PI * uniform());
    }
}
