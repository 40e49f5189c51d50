package lowrankcam.image;

/// Letters and digits of 5×7 dots, so that pictures do not depend on the fonts of a machine.
final class Glyphs {

    static final int WIDTH = 5;
    static final int HEIGHT = 7;

    private static final String CHARACTERS = "0123456789.-+e%=/:ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// Rows of 5 bits, top to bottom, for each of the characters.
    private static final int[][] ROWS = {
        {14, 17, 19, 21, 25, 17, 14}, {4, 12, 4, 4, 4, 4, 14}, {14, 17, 1, 2, 4, 8, 31},
        {31, 2, 4, 2, 1, 17, 14}, {2, 6, 10, 18, 31, 2, 2}, {31, 16, 30, 1, 1, 17, 14},
        {6, 8, 16, 30, 17, 17, 14}, {31, 1, 2, 4, 8, 8, 8}, {14, 17, 17, 14, 17, 17, 14},
        {14, 17, 17, 15, 1, 2, 12}, {0, 0, 0, 0, 0, 12, 12}, {0, 0, 0, 31, 0, 0, 0},
        {0, 4, 4, 31, 4, 4, 0}, {0, 0, 14, 17, 31, 16, 14}, {24, 25, 2, 4, 8, 19, 3},
        {0, 0, 31, 0, 31, 0, 0}, {0, 1, 2, 4, 8, 16, 0}, {0, 12, 12, 0, 12, 12, 0},
        {14, 17, 17, 31, 17, 17, 17}, {30, 17, 17, 30, 17, 17, 30}, {14, 17, 16, 16, 16, 17, 14},
        {30, 17, 17, 17, 17, 17, 30}, {31, 16, 16, 30, 16, 16, 31}, {31, 16, 16, 30, 16, 16, 16},
        {14, 17, 16, 23, 17, 17, 15}, {17, 17, 17, 31, 17, 17, 17}, {14, 4, 4, 4, 4, 4, 14},
        {7, 2, 2, 2, 2, 18, 12}, {17, 18, 20, 24, 20, 18, 17}, {16, 16, 16, 16, 16, 16, 31},
        {17, 27, 21, 21, 17, 17, 17}, {17, 17, 25, 21, 19, 17, 17}, {14, 17, 17, 17, 17, 17, 14},
        {30, 17, 17, 30, 16, 16, 16}, {14, 17, 17, 17, 21, 18, 13}, {30, 17, 17, 30, 20, 18, 17},
        {15, 16, 16, 14, 1, 1, 30}, {31, 4, 4, 4, 4, 4, 4}, {17, 17, 17, 17, 17, 17, 14},
        {17, 17, 17, 17, 17, 10, 4}, {17, 17, 17, 21, 21, 21, 10}, {17, 17, 10, 4, 10, 17, 17},
        {17, 17, 10, 4, 4, 4, 4}, {31, 1, 2, 4, 8, 16, 31},
    };

    private Glyphs() {}

    /// Whether a dot of a character is set; characters that are not known are blank.
    static boolean isSet(char character, int row, int column) {
        int glyph = CHARACTERS.indexOf(character);
        return glyph >= 0 && (ROWS[glyph][row] >> (WIDTH - 1 - column) & 1) == 1;
    }
}
