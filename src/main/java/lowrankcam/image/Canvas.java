package lowrankcam.image;

import java.io.IOException;
import java.nio.file.Path;

/// An RGB picture to draw on, with letters of its own (see [Glyphs]).
final class Canvas {

    private final int width;
    private final int height;
    private final byte[] rgb;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.rgb = new byte[Math.toIntExact((long) width * height * 3)];
    }

    int width() {
        return width;
    }

    int height() {
        return height;
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

    /// Writes text in white, each dot `scale` pixels wide.
    void text(String text, int y, int x, int scale) {
        for (int i = 0; i < text.length(); i++) {
            for (int row = 0; row < Glyphs.HEIGHT; row++) {
                for (int column = 0; column < Glyphs.WIDTH; column++) {
                    if (Glyphs.isSet(text.charAt(i), row, column)) {
                        square(y + row * scale, x + (6 * i + column) * scale, scale);
                    }
                }
            }
        }
    }

    /// Copies the upper left part of another canvas.
    void copy(Canvas from, int rows, int columns, int y, int x) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(from.rgb, i * from.width * 3, rgb, ((y + i) * width + x) * 3, columns * 3);
        }
    }

    private void square(int y, int x, int size) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                set(y + i, x + j, 1, 1, 1);
            }
        }
    }

    void write(Path file) throws IOException {
        PngWriter.writeRgb(file, width, height, rgb);
    }

    byte[] rgb() {
        return rgb;
    }
}
