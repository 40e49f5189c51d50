package lowrankcam.page.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lowrankcam.explain.ClassScore;
import lowrankcam.explain.Explanation;
import lowrankcam.explain.Manifest;
import lowrankcam.explain.ResultFile;
import lowrankcam.explain.ResultOptions;
import lowrankcam.explain.ScoreFlags;
import lowrankcam.format.Json;
import lowrankcam.image.Caution;
import lowrankcam.image.Picture;
import lowrankcam.image.Preprocessing;
import lowrankcam.image.SmallPicture;
import lowrankcam.page.Markup;
import lowrankcam.page.Numbers;
import lowrankcam.page.Page;
import lowrankcam.page.Template;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The page of an image, `index.html` beside its maps: the image under any of them, LowRank-CAM mode by mode with the
/// program's own numbers, all methods side by side, and what made them.
public final class ImagePage implements ResultFile {

    /// Pixels on the longer side of the image as the page holds it.
    static final int LONGEST = 1024;

    /// Bytes of the image as the page holds it: with all methods a page is under 3 MB.
    private static final int MOST_BYTES = 1_000_000;

    private static final List<String> SCRIPTS =
            List.of(
                    "numbers.js", "dom.js", "tables.js", "maps.js", "modes.js", "stage.js", "viewer.js", "spectrum.js", "gallery.js",
                    "lowrank.js", "image.js");

    @Override
    public String name() {
        return PAGE;
    }

    @Override
    public void write(Explanation explanation, JsonNode manifest, Path file) throws IOException {
        page(explanation, manifest).write(file);
    }

    /// The page of an explanation, with nothing beside it. The model must be open: its head is asked about modes.
    public static Page of(Explanation explanation) {
        return page(explanation, Manifest.of(explanation, ResultOptions.usual(Path.of(""))));
    }

    private static Page page(Explanation explanation, JsonNode manifest) {
        Picture picture = explanation.image().picture();
        SmallPicture small =
                SmallPicture.of(picture, LONGEST, MOST_BYTES, explanation.model().kernels().resample());
        String name = fileName(explanation);
        Markup body =
                Template.of("image.html")
                        .with("name", Markup.name(name))
                        .with("verdict", verdict(explanation))
                        .with("caution", Caution.TEXT)
                        .with("doubts", doubts(explanation))
                        .with("picture", new Markup("data:image/png;base64," + Numbers.bytes(small.png())))
                        .with("width", String.valueOf(small.width()))
                        .with("height", String.valueOf(small.height()))
                        .with("size", size(picture, small))
                        .with("stability", StabilitySection.markup(explanation.stability()))
                        .with("provenance", Provenance.markup(manifest))
                        .filled();
        return new Page(name + " – class activation maps", body)
                .style("image.css")
                .scripts(SCRIPTS)
                .data("facts", facts(explanation))
                .data("maps", PageMaps.json(explanation))
                .data("modes", PageModes.json(explanation));
    }

    private static String fileName(Explanation explanation) {
        Path name = explanation.image().path().getFileName();
        return name == null ? explanation.image().path().toString() : name.toString();
    }

    private static ObjectNode facts(Explanation explanation) {
        ObjectNode json = Json.object();
        Picture picture = explanation.image().picture();
        Preprocessing input = explanation.model().preprocessing();
        Preprocessing.Placement placement = input.placement(picture);
        json.putObject("picture").put("width", picture.width()).put("height", picture.height());
        json.putObject("input").put("width", input.width()).put("height", input.height());
        json.putObject("placement").put("left", placement.left()).put("top", placement.top())
                .put("right", placement.right()).put("bottom", placement.bottom());
        json.put("forwardMillis", explanation.forwardMillis());
        ArrayNode scores = json.putArray("scores");
        for (ClassScore score : ClassScore.best(explanation.prediction(), explanation.model().labels(), Integer.MAX_VALUE)) {
            scores.addObject().put("class", score.index()).put("label", score.label()).put("logit", score.logit())
                    .put("probability", score.probability());
        }
        explanation.layers().forEach(json.putArray("layers")::add);
        json.set("skipped", PageMaps.skipped(explanation));
        json.set("presets", PageModes.presets());
        json.set("colours", PageColours.json());
        return json;
    }

    /// What the network says, in a sentence.
    private static Markup verdict(Explanation explanation) {
        List<ClassScore> best = ClassScore.best(explanation.prediction(), explanation.model().labels(), 3);
        ClassScore first = best.getFirst();
        String others =
                best.stream().skip(1)
                        .map(score -> Markup.name(score.label()).html() + " " + probability(score))
                        .collect(Collectors.joining(", "));
        return new Markup(
                "The network says " + Markup.name(first.label()).in("strong").html() + " with a score of "
                        + probability(first) + (others.isEmpty() ? "" : "; " + others) + ".");
    }

    private static String probability(ClassScore score) {
        return String.format(Locale.ROOT, "%.4f", score.probability());
    }

    private static Markup doubts(Explanation explanation) {
        List<String> flags = new ArrayList<>();
        explanation.image().flags().forEach((flag, words) -> flags.add(flag.id() + " (" + words + ")"));
        String unlike = ScoreFlags.line(explanation.distance()).strip();
        if (!unlike.isEmpty()) {
            flags.add(unlike.replaceFirst(": (.*)", " ($1)"));
        }
        if (flags.isEmpty()) {
            return Markup.NOTHING;
        }
        String means = explanation.image().isMeaningless() ? " Its scores and maps mean nothing." : "";
        return Markup.text("Doubtful about this image: " + String.join(", ", flags) + "." + means).in("p class=\"note\"");
    }

    private static String size(Picture picture, SmallPicture small) {
        String whole = picture.width() + " × " + picture.height() + " pixels, " + picture.bitDepth() + " bits";
        boolean same = small.width() == picture.width() && small.height() == picture.height();
        return whole + (same ? "" : ", shown from " + small.width() + " × " + small.height());
    }
}
