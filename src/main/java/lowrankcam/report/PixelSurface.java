package lowrankcam.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import lowrankcam.image.Picture;
import lowrankcam.image.PngWriter;

/// Draws into pixels with smooth edges: a pixel is covered by the share of it that a shape covers, or nearly so.
final class PixelSurface implements Surface {

    /// Lines of samples in a row of pixels, for areas.
    private static final int SAMPLES = 4;

    private final int width;
    private final int height;
    private final float[] rgb;

    PixelSurface(int width, int height) {
        this.width = width;
        this.height = height;
        this.rgb = new float[width * height * 3];
        Arrays.fill(rgb, 1);
    }

    @Override
    public void line(double[] x, double[] y, int colour, double lineWidth) {
        float[] cover = new float[width * height];
        for (int i = 0; i + 1 < x.length; i++) {
            cover(cover, x[i], y[i], x[i + 1], y[i + 1], lineWidth / 2);
        }
        blend(cover, colour, 1);
    }

    @Override
    public void dot(double x, double y, double radius, int colour) {
        float[] cover = new float[width * height];
        cover(cover, x, y, x, y, radius);
        blend(cover, colour, 1);
    }

    @Override
    public void text(double x, double y, String text, Anchor anchor, double size) {
        double unit = size / StrokeFont.ROWS;
        double span = StrokeFont.width(text) * unit;
        double left =
                switch (anchor) {
                    case START -> x;
                    case MIDDLE -> x - span / 2;
                    case END -> x - span;
                };
        float[] cover = new float[width * height];
        for (int i = 0; i < text.length(); i++) {
            for (double[] stroke : StrokeFont.strokes(text.charAt(i))) {
                for (int p = 0; p + 3 < stroke.length; p += 2) {
                    cover(
                            cover, left + stroke[p] * unit, y + (stroke[p + 1] - StrokeFont.BASE) * unit,
                            left + stroke[p + 2] * unit, y + (stroke[p + 3] - StrokeFont.BASE) * unit,
                            Math.max(0.5, size / 24));
                }
            }
            left += StrokeFont.ADVANCE * unit;
        }
        blend(cover, Palette.TEXT, 1);
    }

    /// Adds a line with round ends: full up to its radius, fading over one pixel.
    private void cover(float[] cover, double x1, double y1, double x2, double y2, double radius) {
        int top = Math.max(0, (int) Math.floor(Math.min(y1, y2) - radius - 1));
        int bottom = Math.min(height - 1, (int) Math.ceil(Math.max(y1, y2) + radius + 1));
        int left = Math.max(0, (int) Math.floor(Math.min(x1, x2) - radius - 1));
        int right = Math.min(width - 1, (int) Math.ceil(Math.max(x1, x2) + radius + 1));
        double dx = x2 - x1;
        double dy = y2 - y1;
        double length = dx * dx + dy * dy;
        for (int py = top; py <= bottom; py++) {
            for (int px = left; px <= right; px++) {
                double cx = px + 0.5 - x1;
                double cy = py + 0.5 - y1;
                double t = length == 0 ? 0 : Math.clamp((cx * dx + cy * dy) / length, 0.0, 1.0);
                double away = Math.sqrt((cx - t * dx) * (cx - t * dx) + (cy - t * dy) * (cy - t * dy));
                float share = (float) Math.clamp(radius + 0.5 - away, 0.0, 1.0);
                cover[py * width + px] = Math.max(cover[py * width + px], share);
            }
        }
    }

    @Override
    public void area(double[] x, double[] y, int colour, double opacity) {
        float[] cover = new float[width * height];
        for (int line = 0; line < height * SAMPLES; line++) {
            double at = (line + 0.5) / SAMPLES;
            double[] crossings = crossings(x, y, at);
            for (int i = 0; i + 1 < crossings.length; i += 2) {
                span(cover, line / SAMPLES, crossings[i], crossings[i + 1]);
            }
        }
        blend(cover, colour, opacity);
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

    private void span(float[] cover, int row, double from, double to) {
        int first = Math.max(0, (int) Math.floor(from));
        int last = Math.min(width - 1, (int) Math.floor(to));
        for (int px = first; px <= last; px++) {
            double share = Math.min(to, px + 1) - Math.max(from, px);
            cover[row * width + px] += (float) (Math.max(0, share) / SAMPLES);
        }
    }

    private void blend(float[] cover, int colour, double opacity) {
        for (int p = 0; p < cover.length; p++) {
            if (cover[p] > 0) {
                float share = (float) (Math.min(1, cover[p]) * opacity);
                for (int c = 0; c < 3; c++) {
                    float ink = (colour >> (16 - 8 * c) & 0xFF) / 255f;
                    rgb[p * 3 + c] += (ink - rgb[p * 3 + c]) * share;
                }
            }
        }
    }

    /// Copies a picture; what would lie outside is left out.
    void picture(Picture picture, int left, int top) {
        for (int y = Math.max(0, -top); y < Math.min(picture.height(), height - top); y++) {
            for (int x = Math.max(0, -left); x < Math.min(picture.width(), width - left); x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[((top + y) * width + left + x) * 3 + c] = picture.get(y, x, c);
                }
            }
        }
    }

    /// Components of a pixel as 0xRRGGBB.
    int pixel(int y, int x) {
        int value = 0;
        for (int c = 0; c < 3; c++) {
            value = value << 8 | Math.round(rgb[(y * width + x) * 3 + c] * 255);
        }
        return value;
    }

    void write(Path file) throws IOException {
        byte[] samples = new byte[rgb.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) Math.round(rgb[i] * 255);
        }
        PngWriter.writeRgb(file, width, height, samples);
    }
}
