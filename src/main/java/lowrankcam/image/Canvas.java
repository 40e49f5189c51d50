package lowrankcam.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// An RGB picture to draw on, with smooth edges and letters of its own (see [StrokeFont]).
public final class Canvas implements Surface {

    private final int width;
    private final int height;
    private final int ink;
    private final byte[] rgb;

    /// @param ground colour everywhere, 0xRRGGBB
    /// @param ink    colour of letters
    public Canvas(int width, int height, int ground, int ink) {
        this.width = width;
        this.height = height;
        this.ink = ink;
        this.rgb = new byte[Math.toIntExact((long) width * height * 3)];
        fill(0, 0, width, height, ground);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int ink() {
        return ink;
    }

    /// Sets a pixel to a colour of components from 0 to 1; places outside are ignored.
    void set(int y, int x, double red, double green, double blue) {
        if (y < 0 || x < 0 || y >= height || x >= width) {
            return;
        }
        int at = (y * width + x) * 3;
        rgb[at] = level(red);
        rgb[at + 1] = level(green);
        rgb[at + 2] = level(blue);
    }

    private static byte level(double value) {
        return (byte) Math.round(Math.clamp(value, 0.0, 1.0) * 255);
    }

    /// A rectangle of one colour.
    void fill(int left, int top, int columns, int rows, int colour) {
        byte[] row = new byte[columns * 3];
        for (int i = 0; i < row.length; i++) {
            row[i] = (byte) (colour >> (16 - 8 * (i % 3)));
        }
        for (int y = top; y < top + rows; y++) {
            System.arraycopy(row, 0, rgb, (y * width + left) * 3, row.length);
        }
    }

    @Override
    public void line(double[] x, double[] y, int colour, double lineWidth) {
        if (x.length == 0) {
            return;
        }
        Coverage cover = around(x, y, lineWidth / 2 + 1);
        for (int i = 0; i + 1 < x.length; i++) {
            cover.stroke(x[i], y[i], x[i + 1], y[i + 1], lineWidth / 2);
        }
        blend(cover, colour, 1);
    }

    @Override
    public void area(double[] x, double[] y, int colour, double opacity) {
        Coverage cover = around(x, y, 0);
        cover.area(x, y);
        blend(cover, colour, opacity);
    }

    @Override
    public void dot(double x, double y, double radius, int colour) {
        Coverage cover = new Coverage(this, x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1);
        cover.stroke(x, y, x, y, radius);
        blend(cover, colour, 1);
    }

    @Override
    public void text(double x, double y, String text, Anchor anchor, double size) {
        text(x, y, text, anchor, size, ink);
    }

    void text(double x, double y, String text, Anchor anchor, double size, int colour) {
        double span = StrokeFont.width(text, size);
        double left =
                switch (anchor) {
                    case START -> x;
                    case MIDDLE -> x - span / 2;
                    case END -> x - span;
                };
        Coverage cover = new Coverage(this, left - size, y - 2 * size, left + span + size, y + size);
        StrokeFont.draw(cover, left, y, text, size);
        blend(cover, colour, 1);
    }

    private Coverage around(double[] x, double[] y, double margin) {
        return new Coverage(
                this, Arrays.stream(x).min().orElse(0) - margin, Arrays.stream(y).min().orElse(0) - margin,
                Arrays.stream(x).max().orElse(0) + margin, Arrays.stream(y).max().orElse(0) + margin);
    }

    /// Mixes a colour into what a shape covers.
    void blend(Coverage cover, int colour, double opacity) {
        for (int row = 0; row < cover.height(); row++) {
            for (int column = 0; column < cover.width(); column++) {
                double share = cover.share(row, column) * opacity;
                if (share > 0) {
                    blend(cover.top() + row, cover.left() + column, colour, share);
                }
            }
        }
    }

    /// Mixes a colour into a pixel.
    void blend(int y, int x, int colour, double share) {
        int at = (y * width + x) * 3;
        for (int c = 0; c < 3; c++) {
            int there = rgb[at + c] & 0xFF;
            rgb[at + c] = (byte) Math.round(there + ((colour >> (16 - 8 * c) & 0xFF) - there) * share);
        }
    }

    /// Copies a picture; what would lie outside is left out.
    public void picture(Picture picture, int left, int top) {
        for (int y = Math.max(0, -top); y < Math.min(picture.height(), height - top); y++) {
            for (int x = Math.max(0, -left); x < Math.min(picture.width(), width - left); x++) {
                set(top + y, left + x, picture.get(y, x, 0), picture.get(y, x, 1), picture.get(y, x, 2));
            }
        }
    }

    /// Copies another canvas, which must fit in.
    void copy(Canvas from, int left, int top) {
        for (int i = 0; i < from.height; i++) {
            System.arraycopy(from.rgb, i * from.width * 3, rgb, ((top + i) * width + left) * 3, from.width * 3);
        }
    }

    /// A pixel as 0xRRGGBB.
    public int pixel(int y, int x) {
        int at = (y * width + x) * 3;
        return (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | rgb[at + 2] & 0xFF;
    }

    /// Writes it as a PNG file.
    public void write(Path file) throws IOException {
        PngWriter.writeRgb(file, width, height, rgb);
    }

    byte[] rgb() {
        return rgb;
    }
}
