package lowrankcam.page.image;

import java.util.List;
import java.util.Locale;
import lowrankcam.page.Markup;
import lowrankcam.page.Table;
import lowrankcam.stability.MapChange;
import lowrankcam.stability.MapStability;
import lowrankcam.stability.StabilityReport;

/// How far to trust the maps: a table of the least similarity under each change, and the curve of the randomisation.
final class StabilitySection {

    private static final int WIDTH = 220;
    private static final int HEIGHT = 60;
    private static final int MARGIN = 6;

    private StabilitySection() {}

    /// @param report or null if nothing was tried
    static Markup markup(StabilityReport report) {
        if (report == null) {
            return Markup.NOTHING;
        }
        Table table = new Table(
                "Least Spearman correlation with the map above, and the course of the randomisation",
                List.of("map", "noise", "shift", "JPEG", "rank ± 2", "other weights", "least sign margin", "all weights new",
                        "from the head down"));
        for (MapStability map : report.maps()) {
            List<MapChange> steps = map.of(MapChange.Kind.RANDOMISED);
            table.row(List.of(
                    Markup.name(map.subject().name()), number(map.leastSpearman(MapChange.Kind.NOISE)),
                    number(map.leastSpearman(MapChange.Kind.SHIFT)), number(map.leastSpearman(MapChange.Kind.JPEG)),
                    number(map.leastSpearman(MapChange.Kind.RANK)), number(map.leastSpearman(MapChange.Kind.WEIGHTS)),
                    number(map.leastSignMargin()), number(steps.getLast().similarity().spearman()), curve(steps)));
        }
        String words = String.format(
                Locale.ROOT,
                "Each map made again: with noise of %s grey levels (%d times), shifted by one pixel in four directions, compressed as JPEG at quality "
                        + "%d; with two modes fewer and more; with probabilities in place of logits, or the reverse. There 1 is best: the order of "
                        + "the cells stays. Then with weights drawn anew, layer after layer from the head down to the input (seed %d): a map that "
                        + "shows what the network learnt should fall to about 0. In the curves, from left to right, the solid line is the Spearman "
                        + "correlation and the dashed one the structural similarity; the line across is 0.",
                plain(report.options().noise()), report.options().draws(), report.options().quality(), report.options().seed());
        String left = report.leftOut().isEmpty()
                ? "" : " Left out, since each change would take all passes on masked images again: " + String.join(", ", report.leftOut()) + ".";
        return new Markup(
                Markup.text("How far to trust the maps").in("h2 id=\"stability-title\"").html() + Markup.text(words + left).in("p").html()
                        + (report.maps().isEmpty() ? "" : table.markup().html()))
                .in("section id=\"stability\" aria-labelledby=\"stability-title\"");
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static Markup number(double value) {
        return Markup.text(Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value));
    }

    private static Markup curve(List<MapChange> steps) {
        double[] spearman = steps.stream().mapToDouble(step -> step.similarity().spearman()).toArray();
        double[] ssim = steps.stream().mapToDouble(step -> step.similarity().ssim()).toArray();
        String zero = number(MARGIN, y(0)) + " " + number(WIDTH - MARGIN, y(0));
        String words = "Spearman from " + number(spearman[0]).html() + " to " + number(spearman[spearman.length - 1]).html();
        return new Markup(
                "<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\" role=\"img\" aria-label=\""
                        + words + "\" fill=\"none\" stroke-width=\"2\">" + line(zero, "var(--line)", "") + line(points(spearman), "var(--plot-1)", "")
                        + line(points(ssim), "var(--plot-2)", " stroke-dasharray=\"4 3\"") + "</svg>");
    }

    private static String line(String points, String colour, String more) {
        return "<polyline points=\"" + points + "\" stroke=\"" + colour + "\"" + more + "/>";
    }

    private static String points(double[] values) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                double x = MARGIN + (WIDTH - 2.0 * MARGIN) * i / Math.max(1, values.length - 1);
                points.append(points.isEmpty() ? "" : " ").append(number(x, y(values[i])));
            }
        }
        return points.toString();
    }

    /// From -1 at the bottom to 1 at the top.
    private static double y(double value) {
        return MARGIN + (HEIGHT - 2.0 * MARGIN) * (1 - value) / 2;
    }

    private static String number(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }
}
