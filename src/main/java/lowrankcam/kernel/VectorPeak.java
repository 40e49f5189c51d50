package lowrankcam.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The most that a core can multiply at this vector width: fused multiply-adds into sums that do not depend on each other,
/// all in registers. Touches `jdk.incubator.vector`, so ask [KernelSet#isVector] first.
public final class VectorPeak {

    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

    /// As many as 16 registers hold beside the factors, and as the smallest tile has. Two multiply-adds a cycle that take six
    /// cycles each need no more.
    private static final int SUMS = 12;

    /// Steps of a call: entering it is a hundredth of its time, and sums of ones stay exact.
    private static final int STEPS = 2000;

    private VectorPeak() {}

    /// Multiply-adds of [#run].
    public static long multiplyAdds(int calls) {
        return (long) calls * STEPS * SUMS * SPECIES.length();
    }

    /// Runs the loop. Its result is looked at, so the compiler cannot leave it out.
    public static void run(int calls) {
        for (int i = 0; i < calls; i++) {
            float sum = loop(1, 1, STEPS);
            if (sum != sum(STEPS)) {
                throw new IllegalStateException("sum of ones: expected " + sum(STEPS) + ", found " + sum);
            }
        }
    }

    /// What the loop comes to with ones: every sum starts at its number and grows by one a step.
    static float sum(int steps) {
        return SUMS * (steps + (SUMS - 1) / 2f);
    }

    static float loop(float left, float right, int steps) {
        FloatVector a = FloatVector.broadcast(SPECIES, left);
        FloatVector b = FloatVector.broadcast(SPECIES, right);
        FloatVector s0 = FloatVector.broadcast(SPECIES, 0);
        FloatVector s1 = FloatVector.broadcast(SPECIES, 1);
        FloatVector s2 = FloatVector.broadcast(SPECIES, 2);
        FloatVector s3 = FloatVector.broadcast(SPECIES, 3);
        FloatVector s4 = FloatVector.broadcast(SPECIES, 4);
        FloatVector s5 = FloatVector.broadcast(SPECIES, 5);
        FloatVector s6 = FloatVector.broadcast(SPECIES, 6);
        FloatVector s7 = FloatVector.broadcast(SPECIES, 7);
        FloatVector s8 = FloatVector.broadcast(SPECIES, 8);
        FloatVector s9 = FloatVector.broadcast(SPECIES, 9);
        FloatVector s10 = FloatVector.broadcast(SPECIES, 10);
        FloatVector s11 = FloatVector.broadcast(SPECIES, 11);
        for (int i = 0; i < steps; i++) {
            s0 = a.fma(b, s0);
            s1 = a.fma(b, s1);
            s2 = a.fma(b, s2);
            s3 = a.fma(b, s3);
            s4 = a.fma(b, s4);
            s5 = a.fma(b, s5);
            s6 = a.fma(b, s6);
            s7 = a.fma(b, s7);
            s8 = a.fma(b, s8);
            s9 = a.fma(b, s9);
            s10 = a.fma(b, s10);
            s11 = a.fma(b, s11);
        }
        return s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7).add(s8).add(s9).add(s10).add(s11).lane(0);
    }
}
