package lowrankcam.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import lowrankcam.image.Surface;
import lowrankcam.image.Surface.Anchor;

/// Lines over a common x, each with a band for its intervals, and one marked x.
///
/// @param xTitle what x is
/// @param yTitle what y is
/// @param x      ascending
/// @param lines  at least one
/// @param marked the x that was chosen, NaN for none
record LineChart(String xTitle, String yTitle, double[] x, List<Line> lines, double marked) implements Chart {

    static final int WIDTH = 720;
    static final int HEIGHT = 440;

    private static final double LEFT = 70;
    private static final double RIGHT = WIDTH - 20.0;
    private static final double TOP = 44;
    private static final double BOTTOM = HEIGHT - 56.0;

    /// @param name for the legend
    /// @param y    one value for each x, NaN where undefined
    /// @param low  lower ends of the band
    /// @param high upper ends
    record Line(String name, double[] y, double[] low, double[] high) {}

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int height() {
        return HEIGHT;
    }

    @Override
    public String words() {
        return lines.stream().map(Line::name).collect(Collectors.joining(" and ")) + " against " + xTitle + ", " + yTitle;
    }

    @Override
    public void draw(Surface surface) {
        Scale across = Scale.around(x, LEFT, RIGHT);
        Scale up =
                Scale.around(
                        lines.stream().flatMapToDouble(l -> DoubleStream.concat(
                                DoubleStream.of(l.y), DoubleStream.concat(DoubleStream.of(l.low), DoubleStream.of(l.high))))
                                .toArray(),
                        BOTTOM, TOP);
        axes(surface, across, up);
        if (!Double.isNaN(marked)) {
            surface.segment(across.at(marked), TOP, across.at(marked), BOTTOM, Palette.AXIS, 1);
            boolean left = across.at(marked) > (LEFT + RIGHT) / 2;
            surface.text(
                    across.at(marked) + (left ? -5 : 5), TOP + 14, "chosen: " + plain(marked),
                    left ? Anchor.END : Anchor.START, 13);
        }
        double legend = LEFT;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            int colour = Palette.series(i);
            band(surface, line, across, up, colour);
            curve(surface, line, across, up, colour);
            surface.segment(legend, 22, legend + 26, 22, colour, 3);
            surface.text(legend + 32, 27, line.name, Anchor.START, 14);
            legend += 60 + 8.0 * line.name.length();
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.3f", value);
    }

    private void axes(Surface surface, Scale across, Scale up) {
        for (double mark : up.marks()) {
            surface.segment(LEFT, up.at(mark), RIGHT, up.at(mark), Palette.GRID, 1);
            surface.text(LEFT - 8, up.at(mark) + 5, up.label(mark), Anchor.END, 13);
        }
        for (double mark : x.length <= 16 ? x : across.marks()) {
            surface.segment(across.at(mark), BOTTOM, across.at(mark), BOTTOM + 5, Palette.AXIS, 1);
            surface.text(across.at(mark), BOTTOM + 21, plain(mark), Anchor.MIDDLE, 13);
        }
        surface.segment(LEFT, BOTTOM, RIGHT, BOTTOM, Palette.AXIS, 1);
        surface.text((LEFT + RIGHT) / 2, HEIGHT - 12.0, xTitle, Anchor.MIDDLE, 14);
        surface.text(RIGHT, 27, yTitle, Anchor.END, 14);
    }

    private void band(Surface surface, Line line, Scale across, Scale up, int colour) {
        List<Integer> defined = defined(line.low, line.high);
        int n = defined.size();
        double[] px = new double[2 * n];
        double[] py = new double[2 * n];
        for (int i = 0; i < n; i++) {
            int at = defined.get(i);
            px[i] = across.at(x[at]);
            py[i] = up.at(line.high[at]);
            px[2 * n - 1 - i] = px[i];
            py[2 * n - 1 - i] = up.at(line.low[at]);
        }
        if (n > 1) {
            surface.area(px, py, colour, 0.15);
        }
    }

    private void curve(Surface surface, Line line, Scale across, Scale up, int colour) {
        List<Integer> defined = defined(line.y, line.y);
        double[] px = defined.stream().mapToDouble(i -> across.at(x[i])).toArray();
        double[] py = defined.stream().mapToDouble(i -> up.at(line.y[i])).toArray();
        surface.line(px, py, colour, 2);
        for (int i = 0; i < px.length; i++) {
            surface.dot(px[i], py[i], 3.5, colour);
        }
    }

    private List<Integer> defined(double[] a, double[] b) {
        List<Integer> defined = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            if (!Double.isNaN(a[i]) && !Double.isNaN(b[i])) {
                defined.add(i);
            }
        }
        return defined;
    }
}
