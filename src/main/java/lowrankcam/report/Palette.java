package lowrankcam.report;

/// Colours of charts, told apart by people who see fewer colours too (after Okabe and Ito).
final class Palette {

    static final int GROUND = 0xFFFFFF;
    static final int TEXT = 0x222222;
    static final int GRID = 0xDDDDDD;
    static final int AXIS = 0x666666;
    /// The method that a table is about.
    static final int MARKED = 0xD55E00;

    private static final int[] SERIES = {0x0072B2, MARKED};

    private Palette() {}

    static int series(int index) {
        return SERIES[index % SERIES.length];
    }

    /// The variable of a page's style that stands for a colour.
    static String variable(int colour) {
        return switch (colour) {
            case TEXT -> "ink";
            case GRID -> "line";
            case AXIS -> "edge";
            case MARKED -> "plot-2";
            default -> "plot-1";
        };
    }
}
