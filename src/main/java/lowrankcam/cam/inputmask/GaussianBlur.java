package lowrankcam.cam.inputmask;

import lowrankcam.tensor.Tensor;

/// Separable Gaussian blur, columns first, with the border mirrored about the outermost pixel's centre (`… c b | a
/// b c …`).
///
/// `w_i ∝ exp(-(i - r)² / (2 σ²))` for `i = 0 … 2r`, summing to 1. Sums in double, ascending, rounded to float
/// after each of the two passes.
///
/// @param radius r, pixels on each side
/// @param sigma  standard deviation in pixels
public record GaussianBlur(int radius, double sigma) {

    /// The blurred image, of the same shape.
    public Tensor apply(Tensor image) {
        double[] kernel = kernel();
        Tensor rows = pass(image, kernel, 0, 1);
        return pass(rows, kernel, 1, 0);
    }

    private double[] kernel() {
        double[] kernel = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            double distance = (i - radius) / sigma;
            kernel[i] = StrictMath.exp(-distance * distance / 2);
            sum += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    private Tensor pass(Tensor image, double[] kernel, int dy, int dx) {
        int height = image.height();
        int width = image.width();
        int channels = image.channels();
        float[] from = image.values();
        float[] to = new float[from.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double[] sum = new double[channels];
                for (int i = 0; i < kernel.length; i++) {
                    int v = mirrored(y + dy * (i - radius), height);
                    int u = mirrored(x + dx * (i - radius), width);
                    for (int c = 0; c < channels; c++) {
                        sum[c] = Math.fma(kernel[i], (double) from[(v * width + u) * channels + c], sum[c]);
                    }
                }
                for (int c = 0; c < channels; c++) {
                    to[(y * width + x) * channels + c] = (float) sum[c];
                }
            }
        }
        return new Tensor(height, width, channels, to);
    }

    /// The index that a place outside of 0 … n-1 mirrors, as often as it takes.
    private static int mirrored(int index, int n) {
        if (n == 1) {
            return 0;
        }
        int period = 2 * (n - 1);
        int i = Math.floorMod(index, period);
        return i < n ? i : period - i;
    }
}
