package lowrankcam.image;

import java.io.IOException;
import java.nio.file.Path;

/// An RGB picture to draw on, with digits of its own: pictures do not depend on the fonts of a machine.
final class Canvas {

    private static final String GLYPHS = "0123456789.-+eFLAT";

    /// Rows of 5 bits, top to bottom, for each character of [#GLYPHS].
    private static final int[][] ROWS = {
        {14, 17, 19, 21, 25, 17, 14}, {4, 12, 4, 4, 4, 4, 14}, {14, 17, 1, 2, 4, 8, 31},
        {31, 2, 4, 2, 1, 17, 14}, {2, 6, 10, 18, 31, 2, 2}, {31, 16, 30, 1, 1, 17, 14},
        {6, 8, 16, 30, 17, 17, 14}, {31, 1, 2, 4, 8, 8, 8}, {14, 17, 17, 14, 17, 17, 14},
        {14, 17, 17, 15, 1, 2, 12}, {0, 0, 0, 0, 0, 12, 12}, {0, 0, 0, 31, 0, 0, 0},
        {0, 4, 4, 31, 4, 4, 0}, {0, 0, 14, 17, 31, 16, 14}, {31, 16, 16, 30, 16, 16, 16},
        {16, 16, 16, 16, 16, 16, 31}, {14, 17, 17, 31, 17, 17, 17}, {31, 4, 4, 4, 4, 4, 4},
    };

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
            int glyph = GLYPHS.indexOf(text.charAt(i));
            for (int row = 0; glyph >= 0 && row < 7; row++) {
                for (int column = 0; column < 5; column++) {
                    if ((ROWS[glyph][row] >> (4 - column) & 1) == 1) {
                        square(y + row * scale, x + (6 * i + column) * scale, scale);
                    }
                }
            }
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
