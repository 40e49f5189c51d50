package lowrankcam.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Register tile of 6 rows times 2 vectors of columns of a matrix of row products, in double: 12 sums.
final class TileGram {

    static final int ROWS = 6;

    private static final VectorSpecies<Double> S = VectorSpecies.of(double.class, Lanes.SPECIES.vectorShape());
    private static final int N = S.length();

    /// Columns.
    static final int WIDTH = 2 * N;

    /// Terms at a time: 32 KiB for 64 rows.
    static final int CHUNK = 64;

    private TileGram() {}

    /// Adds `count` terms to six rows from i on, two vectors from column j on. Rows beyond the last repeat it, to no effect;
    /// what falls above the diagonal is overwritten by [Gram#mirror].
    ///
    /// @param lines  `CHUNK` values for each of n rows
    /// @param panels for each `WIDTH` rows: `WIDTH` neighbouring values for each term
    static void run(double[] lines, double[] panels, int count, int n, double[][] gram, int i, int j) {
        int i1 = Math.min(i + 1, n - 1);
        int i2 = Math.min(i + 2, n - 1);
        int i3 = Math.min(i + 3, n - 1);
        int i4 = Math.min(i + 4, n - 1);
        int i5 = Math.min(i + 5, n - 1);
        int a0 = i * CHUNK;
        int a1 = i1 * CHUNK;
        int a2 = i2 * CHUNK;
        int a3 = i3 * CHUNK;
        int a4 = i4 * CHUNK;
        int a5 = i5 * CHUNK;
        int panel = j * CHUNK;
        double[] g0 = gram[i];
        double[] g1 = gram[i1];
        double[] g2 = gram[i2];
        double[] g3 = gram[i3];
        double[] g4 = gram[i4];
        double[] g5 = gram[i5];
        DoubleVector s0 = DoubleVector.fromArray(S, g0, j);
        DoubleVector t0 = DoubleVector.fromArray(S, g0, j + N);
        DoubleVector s1 = DoubleVector.fromArray(S, g1, j);
        DoubleVector t1 = DoubleVector.fromArray(S, g1, j + N);
        DoubleVector s2 = DoubleVector.fromArray(S, g2, j);
        DoubleVector t2 = DoubleVector.fromArray(S, g2, j + N);
        DoubleVector s3 = DoubleVector.fromArray(S, g3, j);
        DoubleVector t3 = DoubleVector.fromArray(S, g3, j + N);
        DoubleVector s4 = DoubleVector.fromArray(S, g4, j);
        DoubleVector t4 = DoubleVector.fromArray(S, g4, j + N);
        DoubleVector s5 = DoubleVector.fromArray(S, g5, j);
        DoubleVector t5 = DoubleVector.fromArray(S, g5, j + N);
        for (int k = 0; k < count; k++) {
            DoubleVector a = DoubleVector.fromArray(S, panels, panel + k * WIDTH);
            DoubleVector b = DoubleVector.fromArray(S, panels, panel + k * WIDTH + N);
            DoubleVector x = DoubleVector.broadcast(S, lines[a0 + k]);
            s0 = x.fma(a, s0);
            t0 = x.fma(b, t0);
            x = DoubleVector.broadcast(S, lines[a1 + k]);
            s1 = x.fma(a, s1);
            t1 = x.fma(b, t1);
            x = DoubleVector.broadcast(S, lines[a2 + k]);
            s2 = x.fma(a, s2);
            t2 = x.fma(b, t2);
            x = DoubleVector.broadcast(S, lines[a3 + k]);
            s3 = x.fma(a, s3);
            t3 = x.fma(b, t3);
            x = DoubleVector.broadcast(S, lines[a4 + k]);
            s4 = x.fma(a, s4);
            t4 = x.fma(b, t4);
            x = DoubleVector.broadcast(S, lines[a5 + k]);
            s5 = x.fma(a, s5);
            t5 = x.fma(b, t5);
        }
        s0.intoArray(g0, j);
        t0.intoArray(g0, j + N);
        s1.intoArray(g1, j);
        t1.intoArray(g1, j + N);
        s2.intoArray(g2, j);
        t2.intoArray(g2, j + N);
        s3.intoArray(g3, j);
        t3.intoArray(g3, j + N);
        s4.intoArray(g4, j);
        t4.intoArray(g4, j + N);
        s5.intoArray(g5, j);
        t5.intoArray(g5, j + N);
    }
}
