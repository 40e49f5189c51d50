package lowrankcam.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lowrankcam.image.Canvas;
import lowrankcam.image.Surface.Anchor;

/// Work against size, both relative to the smallest size, on logarithmic axes: lines for multiply-adds, dots for measured times.
public final class ComplexityPlot {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 620;
    private static final double LEFT = 80;
    private static final double RIGHT = 600;
    private static final double TOP = 30;
    private static final double BOTTOM = HEIGHT - 60.0;
    private static final int[] COLOURS = {0x0b5a9c, 0x7a3fa0, 0xb3400a, 0x2c7a3d, 0x8a6d00, 0x555555, 0xc2185b, 0x00838f, 0xe69500};
    private static final int GRID = 0xd8dcdf;
    private static final int INK = 0x1b2127;

    private final Canvas canvas = new Canvas(WIDTH, HEIGHT, 0xffffff, INK);
    private final double most;
    private final double highest;

    private ComplexityPlot(List<Scaling> scalings) {
        double x = 1;
        double y = 1;
        for (Scaling one : scalings) {
            for (Scaling.Point point : one.points()) {
                x = Math.max(x, across(one, point));
                y = Math.max(y, up(one, point));
            }
        }
        this.most = x;
        this.highest = y;
    }

    public static void write(List<Scaling> scalings, Path file) throws IOException {
        ComplexityPlot plot = new ComplexityPlot(scalings);
        plot.axes();
        for (int i = 0; i < scalings.size(); i++) {
            plot.draw(scalings.get(i), i);
        }
        plot.canvas.write(file);
    }

    private static double across(Scaling one, Scaling.Point point) {
        return (double) point.size() / one.points().getFirst().size();
    }

    private static double up(Scaling one, Scaling.Point point) {
        return (double) point.work().multiplyAdds() / one.points().getFirst().work().multiplyAdds();
    }

    private double x(double value) {
        return LEFT + (RIGHT - LEFT) * StrictMath.log(value) / StrictMath.log(most);
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * StrictMath.log(value) / StrictMath.log(highest);
    }

    private void axes() {
        for (double mark = 1; mark <= highest; mark *= 10) {
            canvas.segment(LEFT, y(mark), RIGHT, y(mark), GRID, 1);
            canvas.text(LEFT - 8, y(mark) + 5, String.format(Locale.ROOT, "%.0f", mark), Anchor.END, 14);
        }
        for (double mark = 1; mark <= most; mark *= 2) {
            canvas.segment(x(mark), TOP, x(mark), BOTTOM, GRID, 1);
            canvas.text(x(mark), BOTTOM + 22, String.format(Locale.ROOT, "%.0f", mark), Anchor.MIDDLE, 14);
        }
        canvas.text((LEFT + RIGHT) / 2, HEIGHT - 14.0, "size over the smallest", Anchor.MIDDLE, 15);
        canvas.text(LEFT, TOP - 10, "multiply-adds over the first (lines), time over the first (dots)", Anchor.START, 15);
    }

    private void draw(Scaling one, int index) {
        int colour = COLOURS[index % COLOURS.length];
        double[] x = one.points().stream().mapToDouble(point -> x(across(one, point))).toArray();
        canvas.line(x, one.points().stream().mapToDouble(point -> y(up(one, point))).toArray(), colour, 2);
        for (int i = 0; one.isTimed() && i < x.length; i++) {
            double time = one.points().get(i).timing().median() / one.points().getFirst().timing().median();
            canvas.dot(x[i], y(Math.max(1, time)), 4, colour);
        }
        double legend = TOP + 20 + 44.0 * index;
        canvas.segment(RIGHT + 20, legend, RIGHT + 50, legend, colour, 3);
        canvas.text(RIGHT + 58, legend + 5, one.step() + ", " + one.size(), Anchor.START, 14);
        canvas.text(RIGHT + 58, legend + 23, String.format(Locale.ROOT, "exponent %.2f", one.exponentOfMultiplyAdds()), Anchor.START, 13);
    }
}
