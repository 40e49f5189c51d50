package lowrankcam.image;

import java.util.HexFormat;
import java.util.Locale;

/// Colours for values from 0 to 1, in 256 steps: matplotlib's tables; `jet` is computed, to one level of 255.
///
/// `jet` makes edges that are not in the data and is here for comparison with older pictures. Maps with values below zero have
/// colours of their own: [#signedRgb].
public enum Colormap {
    TURBO(HexFormat.of().parseHex(ColormapTables.TURBO)),
    VIRIDIS(HexFormat.of().parseHex(ColormapTables.VIRIDIS)),
    INFERNO(HexFormat.of().parseHex(ColormapTables.INFERNO)),
    GRAY(grayTable()),
    JET(jetTable());

    private static final int STEPS = 256;

    /// Blue by light grey to red, along straight lines in CIELAB.
    private static final int[] BLUE = {0xEBEBEB, 0xCDCBE9, 0xADACE5, 0x8A8EE2, 0x6072DE, 0x1457D9};

    private static final int[] RED = {0xEBEBEB, 0xF0C8BF, 0xEFA495, 0xE9806C, 0xE05945, 0xD3261F};

    private final byte[] table;

    Colormap(byte[] table) {
        this.table = table;
    }

    /// The name on the command line.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The colour as 0xRRGGBB; values outside 0 … 1 take the colours of the ends.
    public int rgb(double value) {
        int at = 3 * (int) Math.min(STEPS - 1, Math.clamp(value, 0.0, 1.0) * STEPS);
        return (table[at] & 0xFF) << 16 | (table[at + 1] & 0xFF) << 8 | table[at + 2] & 0xFF;
    }

    /// The colour of a signed value whatever the colours of others: blue at 0, light grey at 0.5, which is no evidence for
    /// or against, red at 1.
    public static int signedRgb(double value) {
        double away = Math.abs(2 * Math.clamp(value, 0.0, 1.0) - 1) * (BLUE.length - 1);
        int[] side = value < 0.5 ? BLUE : RED;
        int step = (int) Math.min(away, BLUE.length - 2);
        return mix(side[step], side[step + 1], away - step);
    }

    /// A colour on the way from one to another.
    static int mix(int from, int to, double share) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xFF;
            mixed |= (int) Math.round(a + ((to >> shift & 0xFF) - a) * share) << shift;
        }
        return mixed;
    }

    /// Red, green and blue from 0 to 1.
    public double[] colour(double value) {
        int rgb = rgb(value);
        return new double[] {(rgb >> 16) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0};
    }

    private static byte[] grayTable() {
        byte[] table = new byte[256 * 3];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) (i / 3);
        }
        return table;
    }

    /// Matplotlib's `jet`: each component piecewise linear between these places and heights.
    private static byte[] jetTable() {
        double[][] places = {
            {0, 0.35, 0.66, 0.89, 1}, {0, 0.125, 0.375, 0.64, 0.91, 1},
            {0, 0.11, 0.34, 0.65, 1},
        };
        double[][] heights = {{0, 0, 1, 1, 0.5}, {0, 0, 1, 1, 0, 0}, {0.5, 1, 1, 0, 0}};
        byte[] table = new byte[256 * 3];
        for (int i = 0; i < 256; i++) {
            for (int c = 0; c < 3; c++) {
                table[3 * i + c] = (byte) Math.round(255 * between(places[c], heights[c], i / 255.0));
            }
        }
        return table;
    }

    private static double between(double[] places, double[] heights, double value) {
        int i = 1;
        while (i < places.length - 1 && value > places[i]) {
            i++;
        }
        double share = (value - places[i - 1]) / (places[i] - places[i - 1]);
        return heights[i - 1] + share * (heights[i] - heights[i - 1]);
    }
}
