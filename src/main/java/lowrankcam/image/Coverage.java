package lowrankcam.image;

import java.util.Arrays;

/// How much of each pixel of a rectangle a shape covers, from 0 to 1 or nearly so: smooth edges.
final class Coverage {

    /// Lines of samples in a row of pixels, for areas.
    private static final int SAMPLES = 4;

    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final float[] shares;

    /// The pixels between two corners, as far as they lie on a canvas.
    Coverage(Canvas canvas, double x1, double y1, double x2, double y2) {
        left = (int) Math.clamp(Math.floor(x1), 0, canvas.width());
        top = (int) Math.clamp(Math.floor(y1), 0, canvas.height());
        width = (int) Math.clamp(Math.ceil(x2) + 1, left, canvas.width()) - left;
        height = (int) Math.clamp(Math.ceil(y2) + 1, top, canvas.height()) - top;
        shares = new float[width * height];
    }

    int left() {
        return left;
    }

    int top() {
        return top;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    float share(int row, int column) {
        return Math.min(1, shares[row * width + column]);
    }

    /// Adds a line with round ends: full up to its radius, fading over one pixel.
    void stroke(double x1, double y1, double x2, double y2, double radius) {
        double dx = x2 - x1;
        double dy = y2 - y1;
        double length = dx * dx + dy * dy;
        int firstRow = (int) Math.clamp(Math.floor(Math.min(y1, y2) - radius - 1) - top, 0, height);
        int lastRow = (int) Math.clamp(Math.ceil(Math.max(y1, y2) + radius + 1) - top, 0, height);
        int firstColumn = (int) Math.clamp(Math.floor(Math.min(x1, x2) - radius - 1) - left, 0, width);
        int lastColumn = (int) Math.clamp(Math.ceil(Math.max(x1, x2) + radius + 1) - left, 0, width);
        for (int row = firstRow; row < lastRow; row++) {
            for (int column = firstColumn; column < lastColumn; column++) {
                double cx = left + column + 0.5 - x1;
                double cy = top + row + 0.5 - y1;
                double t = length == 0 ? 0 : Math.clamp((cx * dx + cy * dy) / length, 0.0, 1.0);
                double away = Math.sqrt((cx - t * dx) * (cx - t * dx) + (cy - t * dy) * (cy - t * dy));
                float share = (float) Math.clamp(radius + 0.5 - away, 0.0, 1.0);
                shares[row * width + column] = Math.max(shares[row * width + column], share);
            }
        }
    }

    /// Adds a filled polygon.
    void area(double[] x, double[] y) {
        for (int line = 0; line < height * SAMPLES; line++) {
            double[] crossings = crossings(x, y, top + (line + 0.5) / SAMPLES);
            for (int i = 0; i + 1 < crossings.length; i += 2) {
                span(line / SAMPLES, crossings[i] - left, crossings[i + 1] - left);
            }
        }
    }

    private static double[] crossings(double[] x, double[] y, double at) {
        double[] found = new double[x.length];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            int j = (i + 1) % x.length;
            if ((y[i] <= at) != (y[j] <= at)) {
                found[count++] = x[i] + (at - y[i]) / (y[j] - y[i]) * (x[j] - x[i]);
            }
        }
        double[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private void span(int row, double from, double to) {
        int first = Math.max(0, (int) Math.floor(from));
        int last = Math.min(width - 1, (int) Math.floor(to));
        for (int column = first; column <= last; column++) {
            double share = Math.min(to, column + 1) - Math.max(from, column);
            shares[row * width + column] += (float) (Math.max(0, share) / SAMPLES);
        }
    }
}
