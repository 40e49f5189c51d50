package lowrankcam.report;

/// Colours of charts, told apart by people who see fewer colours too (after Okabe and Ito).
final class Palette {

    static final int GROUND = 0xFFFFFF;
    static final int TEXT = 0x222222;
    static final int GRID = 0xDDDDDD;
    static final int AXIS = 0x666666;
    /// The method that a table is about.
    static final int MARKED = 0xD55E00;

    private static final int[] SERIES = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000};

    private Palette() {}

    static int series(int index) {
        return SERIES[index % SERIES.length];
    }
}
