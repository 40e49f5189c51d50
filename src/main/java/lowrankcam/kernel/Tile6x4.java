package lowrankcam.kernel;

import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Register tile of 6 output pixels times 4 vectors of output channels, for CPUs with 32 vector registers (512 bits): 24 sums.
///
/// Holds the sums in registers and adds to each the products of `length` input values and their weights, one fused
/// multiply-add a step, k ascending: `c[row][lane] = fma(a[row][k], b[k][lane], c[row][lane])`.
///
/// | argument | meaning |
/// |---|---|
/// | a, aRows, aShift | input; pixel q reads `a[aRows[q] + aShift + k]` |
/// | b, bOffset | packed weights, 4 vectors for each k |
/// | c, cRows, cShift | output, written; pixel q starts at `c[cRows[q] + cShift]` |
/// | start, startMask | what the sums start from: the output itself (mask -1), or the bias at `cShift` (mask 0) |
/// | p, last | first pixel of the tile, last pixel there is: rows beyond it repeat it, to no effect |
///
/// The unrolled rows are all alike; why these sizes, and why indices are held below [Lanes#END]: docs/PERFORMANCE.md.
final class Tile6x4 {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int N = S.length();

    private Tile6x4() {}

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
        int a0 = Objects.checkIndex(aRows[p0] + aShift, Lanes.END);
        int a1 = Objects.checkIndex(aRows[p1] + aShift, Lanes.END);
        int a2 = Objects.checkIndex(aRows[p2] + aShift, Lanes.END);
        int a3 = Objects.checkIndex(aRows[p3] + aShift, Lanes.END);
        int a4 = Objects.checkIndex(aRows[p4] + aShift, Lanes.END);
        int a5 = Objects.checkIndex(aRows[p5] + aShift, Lanes.END);
        int o0 = cRows[p0] + cShift;
        int o1 = cRows[p1] + cShift;
        int o2 = cRows[p2] + cShift;
        int o3 = cRows[p3] + cShift;
        int o4 = cRows[p4] + cShift;
        int o5 = cRows[p5] + cShift;
        int s0 = cShift + (cRows[p0] & startMask);
        FloatVector c0_0 = FloatVector.fromArray(S, start, s0);
        FloatVector c0_1 = FloatVector.fromArray(S, start, s0 + N);
        FloatVector c0_2 = FloatVector.fromArray(S, start, s0 + 2 * N);
        FloatVector c0_3 = FloatVector.fromArray(S, start, s0 + 3 * N);
        int s1 = cShift + (cRows[p1] & startMask);
        FloatVector c1_0 = FloatVector.fromArray(S, start, s1);
        FloatVector c1_1 = FloatVector.fromArray(S, start, s1 + N);
        FloatVector c1_2 = FloatVector.fromArray(S, start, s1 + 2 * N);
        FloatVector c1_3 = FloatVector.fromArray(S, start, s1 + 3 * N);
        int s2 = cShift + (cRows[p2] & startMask);
        FloatVector c2_0 = FloatVector.fromArray(S, start, s2);
        FloatVector c2_1 = FloatVector.fromArray(S, start, s2 + N);
        FloatVector c2_2 = FloatVector.fromArray(S, start, s2 + 2 * N);
        FloatVector c2_3 = FloatVector.fromArray(S, start, s2 + 3 * N);
        int s3 = cShift + (cRows[p3] & startMask);
        FloatVector c3_0 = FloatVector.fromArray(S, start, s3);
        FloatVector c3_1 = FloatVector.fromArray(S, start, s3 + N);
        FloatVector c3_2 = FloatVector.fromArray(S, start, s3 + 2 * N);
        FloatVector c3_3 = FloatVector.fromArray(S, start, s3 + 3 * N);
        int s4 = cShift + (cRows[p4] & startMask);
        FloatVector c4_0 = FloatVector.fromArray(S, start, s4);
        FloatVector c4_1 = FloatVector.fromArray(S, start, s4 + N);
        FloatVector c4_2 = FloatVector.fromArray(S, start, s4 + 2 * N);
        FloatVector c4_3 = FloatVector.fromArray(S, start, s4 + 3 * N);
        int s5 = cShift + (cRows[p5] & startMask);
        FloatVector c5_0 = FloatVector.fromArray(S, start, s5);
        FloatVector c5_1 = FloatVector.fromArray(S, start, s5 + N);
        FloatVector c5_2 = FloatVector.fromArray(S, start, s5 + 2 * N);
        FloatVector c5_3 = FloatVector.fromArray(S, start, s5 + 3 * N);
        int w0 = Objects.checkIndex(bOffset, Lanes.END);
        int steps = Objects.checkIndex(length, Lanes.STEPS);
        for (int k = 0; k < steps; k++) {
            int w = w0 + k * (4 * N);
            FloatVector b0 = FloatVector.fromArray(S, b, w);
            FloatVector b1 = FloatVector.fromArray(S, b, w + N);
            FloatVector b2 = FloatVector.fromArray(S, b, w + 2 * N);
            FloatVector b3 = FloatVector.fromArray(S, b, w + 3 * N);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            c0_0 = x.fma(b0, c0_0);
            c0_1 = x.fma(b1, c0_1);
            c0_2 = x.fma(b2, c0_2);
            c0_3 = x.fma(b3, c0_3);
            x = FloatVector.broadcast(S, a[a1 + k]);
            c1_0 = x.fma(b0, c1_0);
            c1_1 = x.fma(b1, c1_1);
            c1_2 = x.fma(b2, c1_2);
            c1_3 = x.fma(b3, c1_3);
            x = FloatVector.broadcast(S, a[a2 + k]);
            c2_0 = x.fma(b0, c2_0);
            c2_1 = x.fma(b1, c2_1);
            c2_2 = x.fma(b2, c2_2);
            c2_3 = x.fma(b3, c2_3);
            x = FloatVector.broadcast(S, a[a3 + k]);
            c3_0 = x.fma(b0, c3_0);
            c3_1 = x.fma(b1, c3_1);
            c3_2 = x.fma(b2, c3_2);
            c3_3 = x.fma(b3, c3_3);
            x = FloatVector.broadcast(S, a[a4 + k]);
            c4_0 = x.fma(b0, c4_0);
            c4_1 = x.fma(b1, c4_1);
            c4_2 = x.fma(b2, c4_2);
            c4_3 = x.fma(b3, c4_3);
            x = FloatVector.broadcast(S, a[a5 + k]);
            c5_0 = x.fma(b0, c5_0);
            c5_1 = x.fma(b1, c5_1);
            c5_2 = x.fma(b2, c5_2);
            c5_3 = x.fma(b3, c5_3);
        }
        c0_0.intoArray(c, o0);
        c0_1.intoArray(c, o0 + N);
        c0_2.intoArray(c, o0 + 2 * N);
        c0_3.intoArray(c, o0 + 3 * N);
        c1_0.intoArray(c, o1);
        c1_1.intoArray(c, o1 + N);
        c1_2.intoArray(c, o1 + 2 * N);
        c1_3.intoArray(c, o1 + 3 * N);
        c2_0.intoArray(c, o2);
        c2_1.intoArray(c, o2 + N);
        c2_2.intoArray(c, o2 + 2 * N);
        c2_3.intoArray(c, o2 + 3 * N);
        c3_0.intoArray(c, o3);
        c3_1.intoArray(c, o3 + N);
        c3_2.intoArray(c, o3 + 2 * N);
        c3_3.intoArray(c, o3 + 3 * N);
        c4_0.intoArray(c, o4);
        c4_1.intoArray(c, o4 + N);
        c4_2.intoArray(c, o4 + 2 * N);
        c4_3.intoArray(c, o4 + 3 * N);
        c5_0.intoArray(c, o5);
        c5_1.intoArray(c, o5 + N);
        c5_2.intoArray(c, o5 + 2 * N);
        c5_3.intoArray(c, o5 + 3 * N);
    }
}
