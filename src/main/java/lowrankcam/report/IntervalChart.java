package lowrankcam.report;

import java.util.List;
import java.util.stream.DoubleStream;
import lowrankcam.image.Surface;
import lowrankcam.image.Surface.Anchor;

/// One row for each name: a dot for the value, a line for its interval.
///
/// @param title what is shown, and which side is better
/// @param rows  top to bottom
record IntervalChart(String title, List<Row> rows) implements Chart {

    private static final int WIDTH = 720;
    private static final int ROW = 22;
    private static final double LEFT = 220;
    private static final double RIGHT = WIDTH - 24.0;
    private static final double TOP = 34;

    /// @param name   of the row
    /// @param value  NaN if undefined
    /// @param low    lower end, NaN if undefined
    /// @param high   upper end
    /// @param marked whether it is the row that the table is about
    record Row(String name, double value, double low, double high, Mark mark) {}

    /// How a row is coloured.
    enum Mark {
        PLAIN,
        SUBJECT
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public String words() {
        return title;
    }

    @Override
    public int height() {
        return (int) TOP + rows.size() * ROW + 34;
    }

    @Override
    public void draw(Surface surface) {
        Scale across =
                Scale.around(
                        rows.stream().flatMapToDouble(r -> DoubleStream.of(r.value, r.low, r.high)).toArray(), LEFT,
                        RIGHT);
        double bottom = TOP + rows.size() * ROW;
        surface.text(LEFT, 20, title, Anchor.START, 14);
        for (double mark : across.marks()) {
            surface.segment(across.at(mark), TOP, across.at(mark), bottom, Palette.GRID, 1);
            surface.text(across.at(mark), bottom + 18, across.label(mark), Anchor.MIDDLE, 12);
        }
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double y = TOP + (i + 0.5) * ROW;
            int colour = row.mark == Mark.SUBJECT ? Palette.MARKED : Palette.series(0);
            surface.text(LEFT - 10, y + 5, row.name, Anchor.END, 13);
            if (Double.isNaN(row.value)) {
                surface.text(LEFT + 6, y + 5, "undefined", Anchor.START, 12);
                continue;
            }
            if (!Double.isNaN(row.low) && !Double.isNaN(row.high)) {
                surface.segment(across.at(row.low), y, across.at(row.high), y, colour, 2);
            }
            surface.dot(across.at(row.value), y, 4, colour);
        }
    }
}
