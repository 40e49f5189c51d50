package lowrankcam.dicom;

/// The inverse cosine transform of 8×8 coefficients in whole numbers, by the factorisation of Loeffler, Ligtenberg and
/// Moschytz (ICASSP 1989) with 13 bits behind the point: rounded as the reference library of JPEG rounds 12-bit samples.
final class InverseDct {

    private static final int BITS = 13;

    /// Bits that are kept between columns and rows.
    private static final int KEPT = 1;

    private static final int MIDDLE = 2048;
    private static final int HIGHEST = 4095;

    private static final int C_0298 = fixed(0.298631336);
    private static final int C_0390 = fixed(0.390180644);
    private static final int C_0541 = fixed(0.541196100);
    private static final int C_0765 = fixed(0.765366865);
    private static final int C_0899 = fixed(0.899976223);
    private static final int C_1175 = fixed(1.175875602);
    private static final int C_1501 = fixed(1.501321110);
    private static final int C_1847 = fixed(1.847759065);
    private static final int C_1961 = fixed(1.961570560);
    private static final int C_2053 = fixed(2.053119869);
    private static final int C_2562 = fixed(2.562915447);
    private static final int C_3072 = fixed(3.072711026);

    private InverseDct() {}

    private static int fixed(double value) {
        return (int) Math.round(value * (1 << BITS));
    }

    /// Writes 8×8 samples from 0 to 4095.
    ///
    /// @param block  coefficients by row; overwritten
    /// @param target samples
    /// @param from   where the first goes
    /// @param stride from a row to the next
    static void apply(int[] block, int[] target, int from, int stride) {
        for (int x = 0; x < 8; x++) {
            line(block, x, 8, BITS - KEPT);
        }
        for (int y = 0; y < 8; y++) {
            line(block, y * 8, 1, BITS + KEPT + 3);
            for (int x = 0; x < 8; x++) {
                target[from + y * stride + x] = Math.clamp(block[y * 8 + x] + MIDDLE, 0, HIGHEST);
            }
        }
    }

    /// Eight values in place.
    private static void line(int[] v, int at, int step, int shift) {
        int v1 = v[at + step];
        int v2 = v[at + 2 * step];
        int v3 = v[at + 3 * step];
        int v5 = v[at + 5 * step];
        int v6 = v[at + 6 * step];
        int v7 = v[at + 7 * step];
        int turned = (v2 + v6) * C_0541;
        int even2 = turned - v6 * C_1847;
        int even3 = turned + v2 * C_0765;
        int even0 = (v[at] + v[at + 4 * step]) << BITS;
        int even1 = (v[at] - v[at + 4 * step]) << BITS;
        int a = even0 + even3;
        int d = even0 - even3;
        int b = even1 + even2;
        int c = even1 - even2;

        int z5 = (v7 + v3 + v5 + v1) * C_1175;
        int z1 = -(v7 + v1) * C_0899;
        int z2 = -(v5 + v3) * C_2562;
        int z3 = z5 - (v7 + v3) * C_1961;
        int z4 = z5 - (v5 + v1) * C_0390;
        int odd0 = v7 * C_0298 + z1 + z3;
        int odd1 = v5 * C_2053 + z2 + z4;
        int odd2 = v3 * C_3072 + z2 + z3;
        int odd3 = v1 * C_1501 + z1 + z4;

        int half = 1 << (shift - 1);
        v[at] = (a + odd3 + half) >> shift;
        v[at + 7 * step] = (a - odd3 + half) >> shift;
        v[at + step] = (b + odd2 + half) >> shift;
        v[at + 6 * step] = (b - odd2 + half) >> shift;
        v[at + 2 * step] = (c + odd1 + half) >> shift;
        v[at + 5 * step] = (c - odd1 + half) >> shift;
        v[at + 3 * step] = (d + odd0 + half) >> shift;
        v[at + 4 * step] = (d - odd0 + half) >> shift;
    }
}
