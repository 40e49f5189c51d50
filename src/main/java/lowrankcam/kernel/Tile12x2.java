package lowrankcam.kernel;

import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Register tile of 12 output pixels times 2 vectors of output channels, for CPUs with 32 vector registers (512 bits): 24 sums.
///
/// Holds the sums in registers and adds to each the products of `length` input values and their weights, one fused
/// multiply-add a step, k ascending: `c[row][lane] = fma(a[row][k], b[k][lane], c[row][lane])`.
///
/// | argument | meaning |
/// |---|---|
/// | a, aRows, aShift | input; pixel q reads `a[aRows[q] + aShift + k]` |
/// | b, bOffset | packed weights, 2 vectors for each k |
/// | c, cRows, cShift | output, written; pixel q starts at `c[cRows[q] + cShift]` |
/// | start, startMask | what the sums start from: the output itself (mask -1), or the bias at `cShift` (mask 0) |
/// | p, last | first pixel of the tile, last pixel there is: rows beyond it repeat it, to no effect |
///
/// The unrolled rows are all alike; why these sizes, and why indices are held below [Lanes#END]: docs/PERFORMANCE.md.
final class Tile12x2 {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int N = S.length();

    private Tile12x2() {}

    static void run(
            float[] a, int[] aRows, int aShift, int length,
            float[] b, int bOffset,
            float[] c, int[] cRows, int cShift,
            float[] start, int startMask, int p, int last) {
        int p0 = p;
        int p1 = Math.min(p + 1, last);
        int p2 = Math.min(p + 2, last);
        int p3 = Math.min(p + 3, last);
        int p4 = Math.min(p + 4, last);
        int p5 = Math.min(p + 5, last);
        int p6 = Math.min(p + 6, last);
        int p7 = Math.min(p + 7, last);
        int p8 = Math.min(p + 8, last);
        int p9 = Math.min(p + 9, last);
        int p10 = Math.min(p + 10, last);
        int p11 = Math.min(p + 11, last);
        int a0 = Objects.checkIndex(aRows[p0] + aShift, Lanes.END);
        int a1 = Objects.checkIndex(aRows[p1] + aShift, Lanes.END);
        int a2 = Objects.checkIndex(aRows[p2] + aShift, Lanes.END);
        int a3 = Objects.checkIndex(aRows[p3] + aShift, Lanes.END);
        int a4 = Objects.checkIndex(aRows[p4] + aShift, Lanes.END);
        int a5 = Objects.checkIndex(aRows[p5] + aShift, Lanes.END);
        int a6 = Objects.checkIndex(aRows[p6] + aShift, Lanes.END);
        int a7 = Objects.checkIndex(aRows[p7] + aShift, Lanes.END);
        int a8 = Objects.checkIndex(aRows[p8] + aShift, Lanes.END);
        int a9 = Objects.checkIndex(aRows[p9] + aShift, Lanes.END);
        int a10 = Objects.checkIndex(aRows[p10] + aShift, Lanes.END);
        int a11 = Objects.checkIndex(aRows[p11] + aShift, Lanes.END);
        int o0 = cRows[p0] + cShift;
        int o1 = cRows[p1] + cShift;
        int o2 = cRows[p2] + cShift;
        int o3 = cRows[p3] + cShift;
        int o4 = cRows[p4] + cShift;
        int o5 = cRows[p5] + cShift;
        int o6 = cRows[p6] + cShift;
        int o7 = cRows[p7] + cShift;
        int o8 = cRows[p8] + cShift;
        int o9 = cRows[p9] + cShift;
        int o10 = cRows[p10] + cShift;
        int o11 = cRows[p11] + cShift;
        int s0 = cShift + (cRows[p0] & startMask);
        FloatVector c0_0 = FloatVector.fromArray(S, start, s0);
        FloatVector c0_1 = FloatVector.fromArray(S, start, s0 + N);
        int s1 = cShift + (cRows[p1] & startMask);
        FloatVector c1_0 = FloatVector.fromArray(S, start, s1);
        FloatVector c1_1 = FloatVector.fromArray(S, start, s1 + N);
        int s2 = cShift + (cRows[p2] & startMask);
        FloatVector c2_0 = FloatVector.fromArray(S, start, s2);
        FloatVector c2_1 = FloatVector.fromArray(S, start, s2 + N);
        int s3 = cShift + (cRows[p3] & startMask);
        FloatVector c3_0 = FloatVector.fromArray(S, start, s3);
        FloatVector c3_1 = FloatVector.fromArray(S, start, s3 + N);
        int s4 = cShift + (cRows[p4] & startMask);
        FloatVector c4_0 = FloatVector.fromArray(S, start, s4);
        FloatVector c4_1 = FloatVector.fromArray(S, start, s4 + N);
        int s5 = cShift + (cRows[p5] & startMask);
        FloatVector c5_0 = FloatVector.fromArray(S, start, s5);
        FloatVector c5_1 = FloatVector.fromArray(S, start, s5 + N);
        int s6 = cShift + (cRows[p6] & startMask);
        FloatVector c6_0 = FloatVector.fromArray(S, start, s6);
        FloatVector c6_1 = FloatVector.fromArray(S, start, s6 + N);
        int s7 = cShift + (cRows[p7] & startMask);
        FloatVector c7_0 = FloatVector.fromArray(S, start, s7);
        FloatVector c7_1 = FloatVector.fromArray(S, start, s7 + N);
        int s8 = cShift + (cRows[p8] & startMask);
        FloatVector c8_0 = FloatVector.fromArray(S, start, s8);
        FloatVector c8_1 = FloatVector.fromArray(S, start, s8 + N);
        int s9 = cShift + (cRows[p9] & startMask);
        FloatVector c9_0 = FloatVector.fromArray(S, start, s9);
        FloatVector c9_1 = FloatVector.fromArray(S, start, s9 + N);
        int s10 = cShift + (cRows[p10] & startMask);
        FloatVector c10_0 = FloatVector.fromArray(S, start, s10);
        FloatVector c10_1 = FloatVector.fromArray(S, start, s10 + N);
        int s11 = cShift + (cRows[p11] & startMask);
        FloatVector c11_0 = FloatVector.fromArray(S, start, s11);
        FloatVector c11_1 = FloatVector.fromArray(S, start, s11 + N);
        int w0 = Objects.checkIndex(bOffset, Lanes.END);
        int steps = Objects.checkIndex(length, Lanes.STEPS);
        for (int k = 0; k < steps; k++) {
            int w = w0 + k * (2 * N);
            FloatVector b0 = FloatVector.fromArray(S, b, w);
            FloatVector b1 = FloatVector.fromArray(S, b, w + N);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            c0_0 = x.fma(b0, c0_0);
            c0_1 = x.fma(b1, c0_1);
            x = FloatVector.broadcast(S, a[a1 + k]);
            c1_0 = x.fma(b0, c1_0);
            c1_1 = x.fma(b1, c1_1);
            x = FloatVector.broadcast(S, a[a2 + k]);
            c2_0 = x.fma(b0, c2_0);
            c2_1 = x.fma(b1, c2_1);
            x = FloatVector.broadcast(S, a[a3 + k]);
            c3_0 = x.fma(b0, c3_0);
            c3_1 = x.fma(b1, c3_1);
            x = FloatVector.broadcast(S, a[a4 + k]);
            c4_0 = x.fma(b0, c4_0);
            c4_1 = x.fma(b1, c4_1);
            x = FloatVector.broadcast(S, a[a5 + k]);
            c5_0 = x.fma(b0, c5_0);
            c5_1 = x.fma(b1, c5_1);
            x = FloatVector.broadcast(S, a[a6 + k]);
            c6_0 = x.fma(b0, c6_0);
            c6_1 = x.fma(b1, c6_1);
            x = FloatVector.broadcast(S, a[a7 + k]);
            c7_0 = x.fma(b0, c7_0);
            c7_1 = x.fma(b1, c7_1);
            x = FloatVector.broadcast(S, a[a8 + k]);
            c8_0 = x.fma(b0, c8_0);
            c8_1 = x.fma(b1, c8_1);
            x = FloatVector.broadcast(S, a[a9 + k]);
            c9_0 = x.fma(b0, c9_0);
            c9_1 = x.fma(b1, c9_1);
            x = FloatVector.broadcast(S, a[a10 + k]);
            c10_0 = x.fma(b0, c10_0);
            c10_1 = x.fma(b1, c10_1);
            x = FloatVector.broadcast(S, a[a11 + k]);
            c11_0 = x.fma(b0, c11_0);
            c11_1 = x.fma(b1, c11_1);
        }
        c0_0.intoArray(c, o0);
        c0_1.intoArray(c, o0 + N);
        c1_0.intoArray(c, o1);
        c1_1.intoArray(c, o1 + N);
        c2_0.intoArray(c, o2);
        c2_1.intoArray(c, o2 + N);
        c3_0.intoArray(c, o3);
        c3_1.intoArray(c, o3 + N);
        c4_0.intoArray(c, o4);
        c4_1.intoArray(c, o4 + N);
        c5_0.intoArray(c, o5);
        c5_1.intoArray(c, o5 + N);
        c6_0.intoArray(c, o6);
        c6_1.intoArray(c, o6 + N);
        c7_0.intoArray(c, o7);
        c7_1.intoArray(c, o7 + N);
        c8_0.intoArray(c, o8);
        c8_1.intoArray(c, o8 + N);
        c9_0.intoArray(c, o9);
        c9_1.intoArray(c, o9 + N);
        c10_0.intoArray(c, o10);
        c10_1.intoArray(c, o10 + N);
        c11_0.intoArray(c, o11);
        c11_1.intoArray(c, o11 + N);
    }
}
