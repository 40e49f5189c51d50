package lowrankcam.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Register tiles that fit 16 vector registers (128 and 256 bits), and single rows for remainders at any width.
///
/// A tile of `m x n` holds m output pixels times n vectors of output channels in registers and adds to each
/// the products of `length` input values and their weights, one fused multiply-add a step, k ascending:
/// `c[row][lane] = fma(a[row][k], b[k][lane], c[row][lane])`.
///
/// | argument | meaning |
/// |---|---|
/// | a, aRows, aShift | input; pixel `p + i` reads `a[aRows[p + i] + aShift + k]` |
/// | b, bOffset | packed weights, `n` vectors for each k |
/// | c, cRows, cShift | output, read and written; pixel `p + i` starts at `c[cRows[p + i] + cShift]` |
/// | p | first pixel of the tile |
///
/// The unrolled rows are all alike; why these sizes: docs/NUMERICS.md.
final class NarrowTiles {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int N = S.length();

    private NarrowTiles() {}

    static void tile6x2(
            float[] a, int[] aRows, int aShift, int length,
            float[] b, int bOffset,
            float[] c, int[] cRows, int cShift, int p) {
        int a0 = aRows[p] + aShift;
        int a1 = aRows[p + 1] + aShift;
        int a2 = aRows[p + 2] + aShift;
        int a3 = aRows[p + 3] + aShift;
        int a4 = aRows[p + 4] + aShift;
        int a5 = aRows[p + 5] + aShift;
        int o0 = cRows[p] + cShift;
        int o1 = cRows[p + 1] + cShift;
        int o2 = cRows[p + 2] + cShift;
        int o3 = cRows[p + 3] + cShift;
        int o4 = cRows[p + 4] + cShift;
        int o5 = cRows[p + 5] + cShift;
        FloatVector c0_0 = FloatVector.fromArray(S, c, o0);
        FloatVector c0_1 = FloatVector.fromArray(S, c, o0 + N);
        FloatVector c1_0 = FloatVector.fromArray(S, c, o1);
        FloatVector c1_1 = FloatVector.fromArray(S, c, o1 + N);
        FloatVector c2_0 = FloatVector.fromArray(S, c, o2);
        FloatVector c2_1 = FloatVector.fromArray(S, c, o2 + N);
        FloatVector c3_0 = FloatVector.fromArray(S, c, o3);
        FloatVector c3_1 = FloatVector.fromArray(S, c, o3 + N);
        FloatVector c4_0 = FloatVector.fromArray(S, c, o4);
        FloatVector c4_1 = FloatVector.fromArray(S, c, o4 + N);
        FloatVector c5_0 = FloatVector.fromArray(S, c, o5);
        FloatVector c5_1 = FloatVector.fromArray(S, c, o5 + N);
        for (int k = 0; k < length; k++) {
            int w = bOffset + k * (2 * N);
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

    static void tile12x1(
            float[] a, int[] aRows, int aShift, int length,
            float[] b, int bOffset,
            float[] c, int[] cRows, int cShift, int p) {
        int a0 = aRows[p] + aShift;
        int a1 = aRows[p + 1] + aShift;
        int a2 = aRows[p + 2] + aShift;
        int a3 = aRows[p + 3] + aShift;
        int a4 = aRows[p + 4] + aShift;
        int a5 = aRows[p + 5] + aShift;
        int a6 = aRows[p + 6] + aShift;
        int a7 = aRows[p + 7] + aShift;
        int a8 = aRows[p + 8] + aShift;
        int a9 = aRows[p + 9] + aShift;
        int a10 = aRows[p + 10] + aShift;
        int a11 = aRows[p + 11] + aShift;
        int o0 = cRows[p] + cShift;
        int o1 = cRows[p + 1] + cShift;
        int o2 = cRows[p + 2] + cShift;
        int o3 = cRows[p + 3] + cShift;
        int o4 = cRows[p + 4] + cShift;
        int o5 = cRows[p + 5] + cShift;
        int o6 = cRows[p + 6] + cShift;
        int o7 = cRows[p + 7] + cShift;
        int o8 = cRows[p + 8] + cShift;
        int o9 = cRows[p + 9] + cShift;
        int o10 = cRows[p + 10] + cShift;
        int o11 = cRows[p + 11] + cShift;
        FloatVector c0_0 = FloatVector.fromArray(S, c, o0);
        FloatVector c1_0 = FloatVector.fromArray(S, c, o1);
        FloatVector c2_0 = FloatVector.fromArray(S, c, o2);
        FloatVector c3_0 = FloatVector.fromArray(S, c, o3);
        FloatVector c4_0 = FloatVector.fromArray(S, c, o4);
        FloatVector c5_0 = FloatVector.fromArray(S, c, o5);
        FloatVector c6_0 = FloatVector.fromArray(S, c, o6);
        FloatVector c7_0 = FloatVector.fromArray(S, c, o7);
        FloatVector c8_0 = FloatVector.fromArray(S, c, o8);
        FloatVector c9_0 = FloatVector.fromArray(S, c, o9);
        FloatVector c10_0 = FloatVector.fromArray(S, c, o10);
        FloatVector c11_0 = FloatVector.fromArray(S, c, o11);
        for (int k = 0; k < length; k++) {
            int w = bOffset + k * N;
            FloatVector b0 = FloatVector.fromArray(S, b, w);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            c0_0 = x.fma(b0, c0_0);
            x = FloatVector.broadcast(S, a[a1 + k]);
            c1_0 = x.fma(b0, c1_0);
            x = FloatVector.broadcast(S, a[a2 + k]);
            c2_0 = x.fma(b0, c2_0);
            x = FloatVector.broadcast(S, a[a3 + k]);
            c3_0 = x.fma(b0, c3_0);
            x = FloatVector.broadcast(S, a[a4 + k]);
            c4_0 = x.fma(b0, c4_0);
            x = FloatVector.broadcast(S, a[a5 + k]);
            c5_0 = x.fma(b0, c5_0);
            x = FloatVector.broadcast(S, a[a6 + k]);
            c6_0 = x.fma(b0, c6_0);
            x = FloatVector.broadcast(S, a[a7 + k]);
            c7_0 = x.fma(b0, c7_0);
            x = FloatVector.broadcast(S, a[a8 + k]);
            c8_0 = x.fma(b0, c8_0);
            x = FloatVector.broadcast(S, a[a9 + k]);
            c9_0 = x.fma(b0, c9_0);
            x = FloatVector.broadcast(S, a[a10 + k]);
            c10_0 = x.fma(b0, c10_0);
            x = FloatVector.broadcast(S, a[a11 + k]);
            c11_0 = x.fma(b0, c11_0);
        }
        c0_0.intoArray(c, o0);
        c1_0.intoArray(c, o1);
        c2_0.intoArray(c, o2);
        c3_0.intoArray(c, o3);
        c4_0.intoArray(c, o4);
        c5_0.intoArray(c, o5);
        c6_0.intoArray(c, o6);
        c7_0.intoArray(c, o7);
        c8_0.intoArray(c, o8);
        c9_0.intoArray(c, o9);
        c10_0.intoArray(c, o10);
        c11_0.intoArray(c, o11);
    }

    static void tile1x4(
            float[] a, int[] aRows, int aShift, int length,
            float[] b, int bOffset,
            float[] c, int[] cRows, int cShift, int p) {
        int a0 = aRows[p] + aShift;
        int o0 = cRows[p] + cShift;
        FloatVector c0_0 = FloatVector.fromArray(S, c, o0);
        FloatVector c0_1 = FloatVector.fromArray(S, c, o0 + N);
        FloatVector c0_2 = FloatVector.fromArray(S, c, o0 + 2 * N);
        FloatVector c0_3 = FloatVector.fromArray(S, c, o0 + 3 * N);
        for (int k = 0; k < length; k++) {
            int w = bOffset + k * (4 * N);
            FloatVector b0 = FloatVector.fromArray(S, b, w);
            FloatVector b1 = FloatVector.fromArray(S, b, w + N);
            FloatVector b2 = FloatVector.fromArray(S, b, w + 2 * N);
            FloatVector b3 = FloatVector.fromArray(S, b, w + 3 * N);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            c0_0 = x.fma(b0, c0_0);
            c0_1 = x.fma(b1, c0_1);
            c0_2 = x.fma(b2, c0_2);
            c0_3 = x.fma(b3, c0_3);
        }
        c0_0.intoArray(c, o0);
        c0_1.intoArray(c, o0 + N);
        c0_2.intoArray(c, o0 + 2 * N);
        c0_3.intoArray(c, o0 + 3 * N);
    }

    static void tile1x2(
            float[] a, int[] aRows, int aShift, int length,
            float[] b, int bOffset,
            float[] c, int[] cRows, int cShift, int p) {
        int a0 = aRows[p] + aShift;
        int o0 = cRows[p] + cShift;
        FloatVector c0_0 = FloatVector.fromArray(S, c, o0);
        FloatVector c0_1 = FloatVector.fromArray(S, c, o0 + N);
        for (int k = 0; k < length; k++) {
            int w = bOffset + k * (2 * N);
            FloatVector b0 = FloatVector.fromArray(S, b, w);
            FloatVector b1 = FloatVector.fromArray(S, b, w + N);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            c0_0 = x.fma(b0, c0_0);
            c0_1 = x.fma(b1, c0_1);
        }
        c0_0.intoArray(c, o0);
        c0_1.intoArray(c, o0 + N);
    }

    static void tile1x1(
            float[] a, int[] aRows, int aShift, int length,
            float[] b, int bOffset,
            float[] c, int[] cRows, int cShift, int p) {
        int a0 = aRows[p] + aShift;
        int o0 = cRows[p] + cShift;
        FloatVector c0_0 = FloatVector.fromArray(S, c, o0);
        for (int k = 0; k < length; k++) {
            int w = bOffset + k * N;
            FloatVector b0 = FloatVector.fromArray(S, b, w);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            c0_0 = x.fma(b0, c0_0);
        }
        c0_0.intoArray(c, o0);
    }
}
