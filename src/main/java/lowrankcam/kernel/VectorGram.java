package lowrankcam.kernel;

import java.util.Arrays;

/// Register tiles ([TileGram]) over chunks of columns, on all threads of a team.
///
/// A chunk is turned first, so that the values of all rows at one column follow on each other, in double: lanes run along j,
/// and a tile's factors lie side by side. It stays in the first-level cache. Each thread turns all chunks for itself and adds up
/// every so many tiles, lest it wait for what another core has in its caches.
final class VectorGram implements Gram {

    private static final int CHUNK = TileGram.CHUNK;

    private final Workers workers;
    private final Share[] shares;

    VectorGram(Workers workers) {
        this.workers = workers;
        this.shares = new Share[workers.threads()];
        Arrays.setAll(shares, Share::new);
    }

    @Override
    public Gram on(Workers team) {
        return new VectorGram(team);
    }

    @Override
    public synchronized double[][] apply(float[] matrix, int rows, int columns) {
        Gram.check(matrix, rows, columns);
        workers.run(shares.length, share -> shares[share].add(matrix, rows, columns, shares.length));
        double[][] gram = new double[rows][rows];
        for (Share share : shares) {
            share.copyTo(gram, shares.length);
        }
        Gram.mirror(gram);
        return gram;
    }

    /// Some of the tiles on and below the diagonal, and the memory for them, which is kept for the next matrix.
    private static final class Share {

        private final int number;
        private double[] panels = new double[0];
        private double[] sums = new double[0];

        Share(int number) {
            this.number = number;
        }

        void add(float[] matrix, int rows, int columns, int all) {
            int packed = (rows + TileGram.WIDTH - 1) / TileGram.WIDTH * TileGram.WIDTH * CHUNK;
            panels = panels.length < packed ? new double[packed] : panels;
            int length = tiles(rows) / all * TileGram.SUMS + TileGram.SUMS;
            sums = sums.length < length ? new double[length] : sums;
            Arrays.fill(sums, 0);
            for (int first = 0; first < columns; first += CHUNK) {
                int count = Math.min(CHUNK, columns - first);
                turn(matrix, rows, columns, first, count);
                int tile = 0;
                for (int j = 0; j < rows; j += TileGram.WIDTH) {
                    for (int i = j; i < rows; i += TileGram.ROWS) {
                        if (tile % all == number) {
                            TileGram.run(panels, count, TileGram.start(i), TileGram.start(j), sums, tile / all * TileGram.SUMS);
                        }
                        tile++;
                    }
                }
            }
        }

        private static int tiles(int rows) {
            int tiles = 0;
            for (int j = 0; j < rows; j += TileGram.WIDTH) {
                tiles += (rows - j + TileGram.ROWS - 1) / TileGram.ROWS;
            }
            return tiles;
        }

        private void turn(float[] matrix, int rows, int columns, int first, int count) {
            int p = 0;
            for (; p + 4 <= rows; p += 4) {
                turnFour(matrix, p * columns + first, columns, count, TileGram.start(p));
            }
            for (; p < rows; p++) {
                int from = p * columns + first;
                int to = TileGram.start(p);
                for (int k = 0; k < count; k++) {
                    panels[to + k * TileGram.WIDTH] = matrix[from + k];
                }
            }
        }

        private void turnFour(float[] matrix, int from, int columns, int count, int to) {
            double[] target = panels;
            int from1 = from + columns;
            int from2 = from1 + columns;
            int from3 = from2 + columns;
            for (int k = 0; k < count; k++) {
                target[to + k * TileGram.WIDTH] = matrix[from + k];
                target[to + k * TileGram.WIDTH + 1] = matrix[from1 + k];
                target[to + k * TileGram.WIDTH + 2] = matrix[from2 + k];
                target[to + k * TileGram.WIDTH + 3] = matrix[from3 + k];
            }
        }

        void copyTo(double[][] gram, int all) {
            int rows = gram.length;
            int tile = 0;
            for (int j = 0; j < rows; j += TileGram.WIDTH) {
                for (int i = j; i < rows; i += TileGram.ROWS) {
                    if (tile % all == number) {
                        copyTile(gram, i, j, tile / all * TileGram.SUMS);
                    }
                    tile++;
                }
            }
        }

        private void copyTile(double[][] gram, int i, int j, int at) {
            for (int row = i; row < Math.min(i + TileGram.ROWS, gram.length); row++) {
                int count = Math.min(TileGram.WIDTH, gram.length - j);
                System.arraycopy(sums, at + (row - i) * TileGram.WIDTH, gram[row], j, count);
            }
        }
    }
}
