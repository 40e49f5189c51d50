package lowrankcam.reproduction;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.dataset.BodyPart;
import lowrankcam.dataset.Selection;
import lowrankcam.evaluation.Bootstrap;
import lowrankcam.format.Json;
import lowrankcam.format.UsageException;
import lowrankcam.phantom.PhantomOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a reproduction was asked for.
///
/// Phantoms have one view for each patient, so that images are independent as the bootstrap takes them to be; all are in the
/// validation split, half of them abnormal. Samples of one seed are nested: the few images of the slow methods are among
/// the many of the cheap ones.
///
/// @param parts      body parts of the phantoms, a patient has one; without any all parts
/// @param images     for the nine cheap methods
/// @param slowImages for all thirteen; 0 leaves this run out
/// @param rankImages for the rank sweep
/// @param findings   images with a finding
/// @param ranks      of the sweep, `5:45:5` or a list
/// @param placeRanks of the presets on findings
/// @param steps      of insertion and deletion
/// @param seed       of phantoms, samples and bootstrap
/// @param resamples  of the bootstrap
public record ReproductionPlan(
        List<BodyPart> parts, int images, int slowImages, int rankImages, int findings, String ranks, List<Integer> placeRanks, int steps,
        long seed, int resamples) {

    public ReproductionPlan {
        parts = parts.isEmpty() ? List.of(BodyPart.values()) : parts.stream().distinct().sorted().toList();
        placeRanks = placeRanks.stream().distinct().sorted().toList();
        requireBetween("--images", 1, images);
        requireBetween("--slow-images", 0, slowImages);
        requireBetween("--rank-images", 1, rankImages);
        requireBetween("--findings", 1, findings);
        if (slowImages > images) {
            throw new UsageException(
                    "--slow-images: expected at most --images (" + images + "), found " + slowImages);
        }
        if (placeRanks.isEmpty() || placeRanks.getFirst() < 1) {
            throw new UsageException("--place-ranks: expected ranks of at least 1, found " + placeRanks);
        }
    }

    private static void requireBetween(String option, int least, int found) {
        if (found < least || found > 10_000) {
            throw new UsageException(option + ": expected " + least + " to 10000, found " + found);
        }
    }

    /// Enough phantoms for every run.
    public PhantomOptions phantoms() {
        int patients = Math.max(Math.max(images, rankImages), 2 * findings);
        return new PhantomOptions(patients, seed, parts, 0.5, 1, 1, 1);
    }

    /// A sample of all phantoms.
    public Selection sample(int count) {
        return Selection.ALL.withLimit(count, seed);
    }

    /// A sample of those with a finding.
    public Selection withFinding() {
        return Selection.ALL.withLabels(List.of("abnormal")).withLimit(findings, seed);
    }

    public Bootstrap bootstrap() {
        return new Bootstrap(resamples, seed, 0.95);
    }

    /// Everything that decides the phantoms and the numbers of images; the runs keep the rest.
    ///
    /// @param model `default` or `given`
    public ObjectNode settings(String model) {
        ObjectNode json = Json.object();
        json.put("model", model);
        json.put("images", images).put("slowImages", slowImages).put("rankImages", rankImages);
        json.put("findings", findings).put("ranks", ranks);
        placeRanks.forEach(json.putArray("placeRanks")::add);
        json.put("steps", steps).put("seed", seed).put("resamples", resamples);
        PhantomOptions options = phantoms();
        ObjectNode phantoms = json.putObject("phantoms");
        phantoms.put("patients", options.patients()).put("seed", options.seed());
        options.parts().forEach(part -> phantoms.withArray("parts").add(part.id()));
        phantoms.put("positiveShare", options.positiveShare()).put("validShare", options.validShare());
        phantoms.put("minViews", options.minViews()).put("maxViews", options.maxViews());
        return json;
    }

    /// Body parts of the phantoms, or nothing for all of them.
    public static String parts(JsonNode settings) {
        List<String> parts = new ArrayList<>();
        settings.path("phantoms").path("parts").forEach(part -> parts.add(part.asString("")));
        return parts.size() == BodyPart.values().length ? "" : String.join(",", parts);
    }

    /// The command that made a reproduction, from its settings.
    public static String command(JsonNode settings) {
        // Earlier versions wrote the list as a text.
        JsonNode ranks = settings.path("placeRanks");
        String places = (ranks.isArray() ? ranks.toString() : ranks.asString("")).replaceAll("[\\[\\] ]", "");
        String parts = parts(settings);
        return "./lowrank-cam reproduce " + (parts.isEmpty() ? "" : "--study " + parts + " ") + "--images " + settings.path("images").asInt(0) + " --slow-images "
                + settings.path("slowImages").asInt(0) + " --rank-images " + settings.path("rankImages").asInt(0)
                + " --findings " + settings.path("findings").asInt(0) + " --ranks "
                + settings.path("ranks").asString("") + " \\\n    --place-ranks " + places + " --steps "
                + settings.path("steps").asInt(0) + " --seed " + settings.path("seed").asLong(0) + " --resamples "
                + settings.path("resamples").asInt(0) + " -o reproduction";
    }
}
