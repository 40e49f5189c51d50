package lowrankcam.kernel;

import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Register tile of 6 output pixels times 2 vectors of output channels, for CPUs with 16 vector registers (128 and 256 bits): 12 sums.
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
/// The last row is not, on purpose: with its address known before the loop as well, a sum would rest on the stack.
final class Tile6x2 {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int N = S.length();

    private Tile6x2() {}

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
        int a5 = aRows[p5] + aShift;
        int o0 = cRows[p0] + cShift;
        int o1 = cRows[p1] + cShift;
        int o2 = cRows[p2] + cShift;
        int o3 = cRows[p3] + cShift;
        int o4 = cRows[p4] + cShift;
        int o5 = cRows[p5] + cShift;
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
    }
}
