package lowrankcam.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Register tile of 4 rows times 2 vectors of rows of a matrix of row products, in double: 8 sums.
final class TileGram {

    static final int ROWS = 4;

    private static final VectorSpecies<Double> S = VectorSpecies.of(double.class, Lanes.SPECIES.vectorShape());
    private static final int N = S.length();

    /// Rows of a panel.
    static final int WIDTH = 2 * N;

    /// Terms at a time: 32 KiB for 64 rows.
    static final int CHUNK = 64;

    static final int SUMS = ROWS * WIDTH;

    private TileGram() {}

    /// Where row i of the matrix begins in panels; its next term is `WIDTH` further on.
    static int start(int i) {
        return i / WIDTH * CHUNK * WIDTH + i % WIDTH;
    }

    /// Adds terms to the products of four neighbouring rows with all rows of a panel.
    ///
    /// @param panels for each `WIDTH` rows: `WIDTH` neighbouring values for each of `CHUNK` terms
    /// @param row    start of the first of the four rows
    /// @param panel  start of the panel
    /// @param sums   from `at` on, `WIDTH` for each of the four rows
    static void run(double[] panels, int count, int row, int panel, double[] sums, int at) {
        DoubleVector s0 = DoubleVector.fromArray(S, sums, at);
        DoubleVector t0 = DoubleVector.fromArray(S, sums, at + N);
        DoubleVector s1 = DoubleVector.fromArray(S, sums, at + 2 * N);
        DoubleVector t1 = DoubleVector.fromArray(S, sums, at + 3 * N);
        DoubleVector s2 = DoubleVector.fromArray(S, sums, at + 4 * N);
        DoubleVector t2 = DoubleVector.fromArray(S, sums, at + 5 * N);
        DoubleVector s3 = DoubleVector.fromArray(S, sums, at + 6 * N);
        DoubleVector t3 = DoubleVector.fromArray(S, sums, at + 7 * N);
        for (int k = 0; k < count; k++) {
            DoubleVector a = DoubleVector.fromArray(S, panels, panel + k * WIDTH);
            DoubleVector b = DoubleVector.fromArray(S, panels, panel + k * WIDTH + N);
            DoubleVector x = DoubleVector.broadcast(S, panels[row + k * WIDTH]);
            s0 = x.fma(a, s0);
            t0 = x.fma(b, t0);
            x = DoubleVector.broadcast(S, panels[row + k * WIDTH + 1]);
            s1 = x.fma(a, s1);
            t1 = x.fma(b, t1);
            x = DoubleVector.broadcast(S, panels[row + k * WIDTH + 2]);
            s2 = x.fma(a, s2);
            t2 = x.fma(b, t2);
            x = DoubleVector.broadcast(S, panels[row + k * WIDTH + 3]);
            s3 = x.fma(a, s3);
            t3 = x.fma(b, t3);
        }
        s0.intoArray(sums, at);
        t0.intoArray(sums, at + N);
        s1.intoArray(sums, at + 2 * N);
        t1.intoArray(sums, at + 3 * N);
        s2.intoArray(sums, at + 4 * N);
        t2.intoArray(sums, at + 5 * N);
        s3.intoArray(sums, at + 6 * N);
        t3.intoArray(sums, at + 7 * N);
    }
}
