package lowrankcam.phantom;

import lowrankcam.random.SplitMix;

/// Random numbers of the shapes that phantoms need.
final class PhantomRandom {

    private static final double BELL_SCALE = 1 / 37837.2;

    private final SplitMix random;

    /// Streams of different keys are unrelated, so images can be drawn in any order.
    PhantomRandom(long... keys) {
        random = SplitMix.of(keys);
    }

    long nextLong() {
        return random.nextLong();
    }

    /// Uniform in [0, 1).
    double uniform() {
        return random.uniform();
    }

    double between(double low, double high) {
        return low + (high - low) * uniform();
    }

    /// Uniform in `value * [1 - share, 1 + share]`.
    double about(double value, double share) {
        return value * between(1 - share, 1 + share);
    }

    int below(int bound) {
        return random.below(bound);
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    double sign() {
        return chance(0.5) ? 1 : -1;
    }

    /// Bell shaped with mean 0 and variance 1: the sum of four uniform numbers, no tail beyond 3.5.
    double bell() {
        long bits = nextLong();
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum - 131070) * BELL_SCALE;
    }

    /// Smooth value noise in [-1, 1] with features of size 1.
    static double noise(long seed, double x, double y) {
        double fx = Math.floor(x);
        double fy = Math.floor(y);
        long ix = (long) fx;
        long iy = (long) fy;
        double tx = smooth(x - fx);
        double ty = smooth(y - fy);
        double top = lattice(seed, ix, iy) * (1 - tx) + lattice(seed, ix + 1, iy) * tx;
        double bottom = lattice(seed, ix, iy + 1) * (1 - tx) + lattice(seed, ix + 1, iy + 1) * tx;
        return top * (1 - ty) + bottom * ty;
    }

    /// 0 below 0, 1 above 1, a cubic between.
    static double smooth(double t) {
        double c = Math.clamp(t, 0.0, 1.0);
        return c * c * (3 - 2 * c);
    }

    private static double lattice(long seed, long x, long y) {
        return (SplitMix.mix(seed + x * 0xD1B54A32D192ED03L + y * 0xABC98388FB8FAC03L) >> 11) * 0x1p-52;
    }
}
