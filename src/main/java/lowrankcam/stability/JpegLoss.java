package lowrankcam.stability;

import lowrankcam.image.Picture;

/// What JPEG compression leaves of a picture, without a file: blocks of 8×8, discrete cosine transform, the example tables of
/// ITU-T T.81 (annex K) scaled by the quality as the Independent JPEG Group does, colours as YCbCr at full resolution. Encoders of a
/// Java release may change; this does not.
final class JpegLoss {

    private static final int SIDE = 8;

    private static final int[] LUMINANCE = {
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112,
        100, 103, 99
    };
    private static final int[] CHROMINANCE = {
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99
    };

    /// `cos((2x + 1) u π / 16)` with the factors of the orthonormal transform.
    private static final double[][] BASIS = basis();

    private JpegLoss() {}

    private static double[][] basis() {
        double[][] basis = new double[SIDE][SIDE];
        for (int u = 0; u < SIDE; u++) {
            for (int x = 0; x < SIDE; x++) {
                basis[u][x] = (u == 0 ? Math.sqrt(0.125) : 0.5) * StrictMath.cos((2 * x + 1) * u * Math.PI / 16);
            }
        }
        return basis;
    }

    /// @param quality 1 to 100
    static Picture of(Picture picture, int quality) {
        int height = picture.height();
        int width = picture.width();
        int channels = picture.channels();
        double[][] planes = new double[channels][height * width];
        for (int i = 0; i < height * width; i++) {
            double[] pixel = new double[channels];
            for (int c = 0; c < channels; c++) {
                pixel[c] = Math.rint(255 * Math.clamp(picture.samples()[i * channels + c], 0f, 1f));
            }
            if (channels == 3) {
                pixel = luma(pixel);
            }
            for (int c = 0; c < channels; c++) {
                planes[c][i] = Math.rint(pixel[c]) - 128;
            }
        }
        for (int c = 0; c < channels; c++) {
            compress(planes[c], height, width, table(c == 0 ? LUMINANCE : CHROMINANCE, quality));
        }
        float[] samples = new float[picture.samples().length];
        for (int i = 0; i < height * width; i++) {
            double[] pixel = new double[channels];
            for (int c = 0; c < channels; c++) {
                pixel[c] = Math.clamp(Math.rint(planes[c][i] + 128), 0.0, 255.0);
            }
            if (channels == 3) {
                pixel = red(pixel);
            }
            for (int c = 0; c < channels; c++) {
                samples[i * channels + c] = (float) (Math.clamp(Math.rint(pixel[c]), 0.0, 255.0) / 255);
            }
        }
        return new Picture(width, height, channels, 8, samples);
    }

    private static double[] luma(double[] p) {
        double y = 0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2];
        return new double[] {y, 128 + (p[2] - y) / 1.772, 128 + (p[0] - y) / 1.402};
    }

    private static double[] red(double[] p) {
        double blue = p[1] - 128;
        double red = p[2] - 128;
        return new double[] {p[0] + 1.402 * red, p[0] - 0.344136 * blue - 0.714136 * red, p[0] + 1.772 * blue};
    }

    private static int[] table(int[] whole, int quality) {
        int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        int[] table = new int[whole.length];
        for (int i = 0; i < table.length; i++) {
            table[i] = Math.clamp((whole[i] * scale + 50) / 100, 1, 255);
        }
        return table;
    }

    /// Blocks that the edge cuts are filled up with their last row and column.
    private static void compress(double[] plane, int height, int width, int[] table) {
        double[] block = new double[SIDE * SIDE];
        for (int top = 0; top < height; top += SIDE) {
            for (int left = 0; left < width; left += SIDE) {
                for (int i = 0; i < block.length; i++) {
                    int y = Math.min(height - 1, top + i / SIDE);
                    block[i] = plane[y * width + Math.min(width - 1, left + i % SIDE)];
                }
                double[] values = transformed(block, false);
                for (int i = 0; i < values.length; i++) {
                    values[i] = Math.rint(values[i] / table[i]) * table[i];
                }
                values = transformed(values, true);
                for (int i = 0; i < block.length; i++) {
                    if (top + i / SIDE < height && left + i % SIDE < width) {
                        plane[(top + i / SIDE) * width + left + i % SIDE] = values[i];
                    }
                }
            }
        }
    }

    /// `B X Bᵀ`, or `Bᵀ X B` back again.
    private static double[] transformed(double[] block, boolean back) {
        double[] current = block;
        for (int pass = 0; pass < 2; pass++) {
            // Each pass works on rows and turns the block, so that the second works on its columns.
            double[] next = new double[SIDE * SIDE];
            for (int row = 0; row < SIDE; row++) {
                for (int u = 0; u < SIDE; u++) {
                    double sum = 0;
                    for (int x = 0; x < SIDE; x++) {
                        sum += current[row * SIDE + x] * (back ? BASIS[x][u] : BASIS[u][x]);
                    }
                    next[u * SIDE + row] = sum;
                }
            }
            current = next;
        }
        return current;
    }
}
