package lowrankcam.image;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A bar of the colours as they appear on a picture, from the lowest value at the left to the highest: over white in its upper
/// part and over black in its lower one, with the values below it.
///
/// @param overlay how values are painted
/// @param map     whose values
record ColourBar(Overlay overlay, Heatmap map) {

    private static final double TICK = 3;

    /// Height of the colours.
    static int thickness(double size) {
        return (int) Math.round(1.25 * size);
    }

    static int height(double size) {
        return thickness(size) + (int) TICK + StrokeFont.lineHeight(size);
    }

    void draw(Canvas canvas, int left, int top, int width, double size) {
        int rows = thickness(size);
        List<Contours.Level> levels =
                overlay.style() == Overlay.Style.CONTOUR ? Contours.of(map, overlay.colormap()) : List.of();
        double[] mixed = new double[3];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < width; x++) {
                Arrays.fill(mixed, 1 - y / (rows - 1.0));
                double place = (x + 0.5) / width;
                if (overlay.style() == Overlay.Style.BLEND) {
                    overlay.blend(map, place, mixed);
                }
                canvas.set(top + y, left + x, mixed[0], mixed[1], mixed[2]);
            }
        }
        Map<Contours.Level, List<double[]>> lines = new LinkedHashMap<>();
        for (Contours.Level level : levels) {
            double x = left + level.place() * width;
            lines.put(level, List.of(new double[] {x, top, x, top + rows}));
        }
        Contours.draw(canvas, lines);
        List<Double> places = new ArrayList<>(List.of(0.0, 1.0, 0.5));
        levels.forEach(level -> places.add(level.place()));
        numbers(canvas, left, top + rows, width, size, places);
    }

    /// The numbers of some places, those that come first where there is no room for all.
    private void numbers(Canvas canvas, int left, int top, int width, double size, List<Double> places) {
        List<double[]> taken = new ArrayList<>();
        for (double place : places.stream().distinct().toList()) {
            String text = number(value(place));
            double length = StrokeFont.width(text, size);
            double begin = Math.clamp(place * width - length / 2, 0, Math.max(0, width - length));
            // Above zero as far apart as below, where the minus takes room.
            double gap = size / 2 + (map.isSigned() && place > 0.5 ? StrokeFont.width("-", size) : 0);
            if (taken.stream().noneMatch(other -> begin < other[1] + gap && begin + length + gap > other[0])) {
                taken.add(new double[] {begin, begin + length});
                double x = left + Math.clamp(place * width, 0.5, width - 0.5);
                canvas.segment(x, top + 1.0, x, top + TICK, canvas.ink(), 1);
                canvas.text(
                        left + begin, top + TICK + 0.8 * StrokeFont.lineHeight(size), text, Surface.Anchor.START, size);
            }
        }
    }

    private double value(double place) {
        // Shares of both ends: their difference may be infinite. Exactly zero in the middle of a signed bar.
        return place == 0.5 ? map.low() / 2 + map.high() / 2 : map.low() * (1 - place) + map.high() * place;
    }

    private static String number(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent >= -3 && exponent < 5
                ? rounded.stripTrailingZeros().toPlainString() : String.format(Locale.ROOT, "%.1e", value);
    }
}
