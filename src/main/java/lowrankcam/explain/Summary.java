package lowrankcam.explain;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lowrankcam.cam.CamMap;
import lowrankcam.image.Picture;
import lowrankcam.image.Preprocessing.Placement;
import lowrankcam.stability.MapChange;
import lowrankcam.stability.MapStability;
import lowrankcam.stability.StabilityReport;

/// What a person wants to see of an explanation: class and score, what each map says, which file to open.
public final class Summary {

    private static final int PRINTED_CLASSES = 5;

    private final Explanation explanation;
    private final boolean verbose;

    /// @param verbose with passes and times
    public Summary(Explanation explanation, boolean verbose) {
        this.explanation = explanation;
        this.verbose = verbose;
    }

    /// The lines.
    ///
    /// @param results where the results are
    public String text(ResultOptions results) {
        StringBuilder text = new StringBuilder(explanation.image().path() + "\n");
        for (ClassScore score :
                ClassScore.best(explanation.prediction(), explanation.model().labels(), PRINTED_CLASSES)) {
            text.append(String.format(Locale.ROOT, "  %-24s %.4f%n", score.label(), score.probability()));
        }
        text.append(ScoreFlags.line(explanation.distance()));
        if (verbose) {
            text.append(String.format(
                    Locale.ROOT, "  forward pass %.0f ms, kernels %s%n", explanation.forwardMillis(),
                    explanation.model().kernels().description()));
        }
        for (ExplainedMap map : explanation.maps()) {
            text.append("  ").append(map.title()).append(": ").append(finding(map)).append('\n');
            if (verbose) {
                text.append(String.format(
                        Locale.ROOT, "    passes: %d network, %d head, %d backward; %.1f ms beyond the forward pass%n",
                        map.passes().network(), map.passes().head(), map.passes().backward(), map.milliseconds()));
            }
        }
        if (explanation.stability() != null) {
            text.append(stability(explanation.stability()));
        }
        return text.append("  ").append(toOpen(results)).append('\n').toString();
    }

    private static String stability(StabilityReport report) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "  %-34s %6s %6s %6s %6s %8s %8s   Spearman, the least%n", "how far to trust it", "noise", "shift", "JPEG",
                "rank", "weights", "new net"));
        for (MapStability map : report.maps()) {
            text.append(String.format(
                    Locale.ROOT, "  %-34s %6s %6s %6s %6s %8s %8s%n", map.subject().name(), number(map, MapChange.Kind.NOISE),
                    number(map, MapChange.Kind.SHIFT), number(map, MapChange.Kind.JPEG), number(map, MapChange.Kind.RANK),
                    number(map, MapChange.Kind.WEIGHTS), number(map.of(MapChange.Kind.RANDOMISED).getLast().similarity().spearman())));
        }
        if (!report.leftOut().isEmpty()) {
            text.append("  left out, since they mask the input: ").append(String.join(", ", report.leftOut())).append('\n');
        }
        return text.toString();
    }

    private static String number(MapStability map, MapChange.Kind kind) {
        return number(map.leastSpearman(kind));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }

    private String finding(ExplainedMap explained) {
        if (explained.isFlat()) {
            return "flat: " + explained.flatReason();
        }
        String place = place(explained.map());
        return explained.rawMax() > 0 ? "hottest " + place : "nothing above zero, which would speak for the class; least below " + place;
    }

    /// Where the cell of the largest value lies in the image.
    private String place(CamMap map) {
        Picture picture = explanation.image().picture();
        Placement seen = explanation.model().preprocessing().placement(picture);
        double row = (map.hottest() / map.columns() + 0.5) / map.rows();
        double column = (map.hottest() % map.columns() + 0.5) / map.columns();
        double x = seen.left() + column * (seen.right() - seen.left());
        double y = seen.top() + row * (seen.bottom() - seen.top());
        if (x < 0 || y < 0 || x >= picture.width() || y >= picture.height()) {
            return "in the border around the image";
        }
        return String.format(
                Locale.ROOT, "around x %d, y %d of %dx%d", (int) x, (int) y, picture.width(), picture.height());
    }

    private String toOpen(ResultOptions results) {
        Path folder = results.folder(explanation.image().path());
        List<ExplainedMap> shown = explanation.maps().stream().filter(map -> !map.isFlat()).toList();
        if (!results.files().isEmpty()) {
            return "open " + folder.resolve(results.files().getFirst().name());
        }
        if (results.has(ResultOptions.Extra.SHEET) && !explanation.maps().isEmpty()) {
            return "open " + folder.resolve(MapSheet.FILE);
        }
        return switch (shown.size()) {
            case 0 -> "results in " + folder;
            case 1 -> "open " + folder.resolve(shown.getFirst().task().name() + "-overlay.png");
            default -> "results in " + folder + "; --sheet shows all maps on one picture";
        };
    }
}
