package lowrankcam.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/// Lines of equal value over a picture: 2.5 pixels of colour between two dark edges.
///
/// Every colour has a contrast of at least 3:1 to black and to white, as WCAG counts it, and so to the edges; the edges tell
/// lines from what is as bright as they are.
final class Contours {

    /// Shares of the largest value, or magnitude, at which lines are drawn.
    private static final double[] LEVELS = {0.25, 0.5, 0.75};

    /// Half the width of a line.
    static final double RADIUS = 1.25;
    /// Width of each of its edges.
    static final double EDGE = 1.75;

    static final int EDGE_COLOUR = 0x000000;

    /// Luminances with 3:1 to black and to white are 0.1 to 0.3.
    private static final double DARKEST = 0.16;

    private static final double LIGHTEST = 0.28;

    /// Rows that are drawn at a time.
    private static final int BAND = 256;

    /// Corners of a square, around it: x, y.
    private static final int[][] CORNERS = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};

    /// A line.
    ///
    /// @param place  on the colour bar, 0 to 1
    /// @param colour 0xRRGGBB
    record Level(double place, int colour) {}

    private Contours() {}

    /// The lines of a map, from the lowest value to the highest.
    static List<Level> of(Heatmap map, Colormap colours) {
        if (map.isFlat()) {
            return List.of();
        }
        if (!map.isSigned()) {
            return DoubleStream.of(LEVELS).mapToObj(level -> new Level(level, between(colours.rgb(level)))).toList();
        }
        return DoubleStream.concat(
                        DoubleStream.of(LEVELS).map(level -> 0.5 - level / 2), DoubleStream.of(LEVELS).map(level -> 0.5 + level / 2))
                .sorted()
                .mapToObj(place -> new Level(place, between(Colormap.signedRgb(place < 0.5 ? 0 : 1))))
                .toList();
    }

    /// A colour made as light or as dark as it takes.
    private static int between(int colour) {
        int wanted = colour;
        for (int step = 1; step <= 100 && luminance(wanted) < DARKEST; step++) {
            wanted = Colormap.mix(colour, 0xFFFFFF, step / 100.0);
        }
        for (int step = 1; step <= 100 && luminance(wanted) > LIGHTEST; step++) {
            wanted = Colormap.mix(colour, 0x000000, step / 100.0);
        }
        return wanted;
    }

    /// Relative luminance of an sRGB colour.
    static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xFF) + 0.7152 * linear(rgb >> 8 & 0xFF) + 0.0722 * linear(rgb & 0xFF);
    }

    private static double linear(int level) {
        double share = level / 255.0;
        return share <= 0.04045 ? share / 12.92 : StrictMath.pow((share + 0.055) / 1.055, 2.4);
    }

    /// Draws the lines of a map where it lies on a picture.
    static void draw(Canvas canvas, Heatmap map, Colormap colours, Preprocessing.Placement placement) {
        double perX = (placement.right() - placement.left()) / map.width();
        double perY = (placement.bottom() - placement.top()) / map.height();
        Map<Level, List<double[]>> lines = new LinkedHashMap<>();
        for (Level level : of(map, colours)) {
            List<double[]> segments = segments(map, level.place());
            for (double[] segment : segments) {
                for (int i = 0; i < 4; i += 2) {
                    segment[i] = placement.left() + segment[i] * perX;
                    segment[i + 1] = placement.top() + segment[i + 1] * perY;
                }
            }
            lines.put(level, segments);
        }
        draw(canvas, lines);
    }

    /// Draws the edges of all lines, then the lines: none hides another.
    static void draw(Canvas canvas, Map<Level, List<double[]>> lines) {
        lines.values().forEach(segments -> stroke(canvas, segments, RADIUS + EDGE, EDGE_COLOUR));
        lines.forEach((level, segments) -> stroke(canvas, segments, RADIUS, level.colour()));
    }

    private static void stroke(Canvas canvas, List<double[]> segments, double radius, int colour) {
        for (int top = 0; top < canvas.height(); top += BAND) {
            int bottom = Math.min(canvas.height(), top + BAND);
            Coverage cover = new Coverage(canvas, 0, top, canvas.width(), bottom - 1.0);
            for (double[] s : segments) {
                if (Math.min(s[1], s[3]) < bottom + radius + 1 && Math.max(s[1], s[3]) > top - radius - 1) {
                    cover.stroke(s[0], s[1], s[2], s[3], radius);
                }
            }
            canvas.blend(cover, colour, 1);
        }
    }

    /// The line of a place of the colour bar in squares between whole pixels of the map, straight in each of them.
    ///
    /// @return x, y, x, y of each part, in pixels of the map
    private static List<double[]> segments(Heatmap map, double place) {
        double[][] over = new double[map.height() + 1][map.width() + 1];
        for (int y = 0; y <= map.height(); y++) {
            for (int x = 0; x <= map.width(); x++) {
                over[y][x] = map.place(map.at(y, x)) - place;
            }
        }
        List<double[]> segments = new ArrayList<>();
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < map.width(); x++) {
                List<double[]> crossings = new ArrayList<>(4);
                for (int side = 0; side < 4; side++) {
                    int[] from = CORNERS[side];
                    int[] to = CORNERS[(side + 1) % 4];
                    double a = over[y + from[1]][x + from[0]];
                    double b = over[y + to[1]][x + to[0]];
                    if (a >= 0 != b >= 0) {
                        double t = a / (a - b);
                        crossings.add(new double[] {
                            x + from[0] + t * (to[0] - from[0]), y + from[1] + t * (to[1] - from[1])
                        });
                    }
                }
                for (int i = 0; i + 1 < crossings.size(); i += 2) {
                    double[] a = crossings.get(i);
                    double[] b = crossings.get(i + 1);
                    segments.add(new double[] {a[0], a[1], b[0], b[1]});
                }
            }
        }
        return segments;
    }
}
