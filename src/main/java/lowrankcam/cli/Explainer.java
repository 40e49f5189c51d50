package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.Methods;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.Npy;
import lowrankcam.format.Sha256;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.InceptionModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.model.Prediction;
import lowrankcam.tensor.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Explains one image after the other with one loaded model.
final class Explainer {

    private final ModelOptions.Ready ready;
    private final InceptionModel model;
    private final ExplainRequest request;
    private final boolean quiet;
    private final PrintWriter err;

    Explainer(ModelOptions.Ready ready, ExplainRequest request, boolean quiet, PrintWriter err) {
        this.ready = ready;
        this.model = ready.loaded().model();
        this.request = request;
        this.quiet = quiet;
        this.err = err;
    }

    /// Writes all results of an image and returns its manifest.
    ObjectNode explain(Path image) throws IOException {
        Picture picture = PictureReader.read(image);
        Tensor input = ready.preprocessing().apply(picture, model.kernels().resample());
        long start = System.nanoTime();
        ForwardTrace trace = model.forward(input, request.layer());
        double forwardMillis = millis(start);
        requireFinite(image, trace.features());
        ObjectNode manifest = Manifest.of(ready, image, Sha256.of(image), picture, trace);
        manifest.put("forwardMillis", forwardMillis);
        ArrayNode maps = manifest.putArray("maps");
        try (ResultFolder folder = new ResultFolder(request.folder(image))) {
            for (int target : targets(trace.prediction())) {
                for (String id : request.methods()) {
                    maps.add(explain(id, target, trace, picture, folder));
                }
            }
            folder.publish(Json.text(manifest));
        }
        return manifest;
    }

    private static void requireFinite(Path image, Tensor features) throws FormatException {
        int index = features.firstNonFinite();
        if (index >= 0) {
            throw new FormatException(
                    image, FormatException.NO_OFFSET, "features of the target layer, value " + index,
                    "finite numbers", String.valueOf(features.values()[index]));
        }
    }

    private List<Integer> targets(Prediction prediction) {
        if (request.classes().isEmpty()) {
            return List.of(prediction.best());
        }
        List<Integer> targets = new ArrayList<>();
        for (String name : request.classes()) {
            if (name.equalsIgnoreCase("all")) {
                IntStream.range(0, model.head().classes()).forEach(targets::add);
            } else {
                targets.add(model.head().classOf(name));
            }
        }
        return targets.stream().distinct().toList();
    }

    private ObjectNode explain(String id, int target, ForwardTrace trace, Picture picture, ResultFolder folder)
            throws IOException {
        CamMethod method = Methods.create(id, request.lowRank());
        ProgressLine progress = new ProgressLine(err, id, quiet);
        Passes before = model.passes().now();
        long start = System.nanoTime();
        CamMap map =
                method.explain(new CamInput(model, trace, target, model.kernels().resample(), progress::report));
        double methodMillis = millis(start);
        progress.close();
        Passes passes = model.passes().now().minus(before).plus(new Passes(1, 0, 0));
        Preprocessing preprocessing = ready.preprocessing();
        Heatmap shown =
                Heatmap.of(map.raw(), map.rows(), map.columns(), preprocessing.height(), preprocessing.width(),
                        model.kernels().resample());
        String name = method.id() + "-class-" + target;
        float[] raw = new float[map.raw().length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (float) map.raw()[i];
        }
        Npy.write(folder.file(name + ".npy"), List.of(map.rows(), map.columns()), raw);
        request.overlay().writeHeatmap(folder.file(name + "-heatmap.png"), shown);
        request.overlay()
                .writeOverlay(folder.file(name + "-overlay.png"), picture, preprocessing.placement(picture), shown);
        ObjectNode json =
                Manifest.map(name, id, target, model.head().labels().get(target), map, shown, passes, methodMillis);
        if (request.modes() == ExplainRequest.Modes.EACH) {
            new ModeFiles(request.overlay(), preprocessing, model.kernels().resample())
                    .write(name, map, shown, picture, folder::file, json);
        }
        return json;
    }

    private static double millis(long start) {
        return Math.round((System.nanoTime() - start) / 1e3) / 1e3;
    }

    static boolean hasFlatMap(ObjectNode manifest) {
        for (JsonNode map : manifest.path("maps")) {
            if (map.path("flat").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    /// What a person wants to see of a manifest.
    static String summary(ObjectNode manifest, Path folder) {
        StringBuilder text = new StringBuilder(manifest.path("image").path("path").asString());
        text.append(String.format(
                Locale.ROOT, "%n  forward pass %.0f ms, kernels %s%n", manifest.path("forwardMillis").asDouble(),
                manifest.path("kernels").asString()));
        int shown = 0;
        for (JsonNode score : manifest.path("classes")) {
            if (shown++ < 5) {
                text.append(String.format(
                        Locale.ROOT, "  %-24s %.4f%n", score.path("label").asString(),
                        score.path("probability").asDouble()));
            }
        }
        for (JsonNode map : manifest.path("maps")) {
            text.append(String.format(
                    Locale.ROOT, "  %s for '%s': %d network + %d head passes, %.1f ms beyond the forward pass%s%n",
                    map.path("method").asString(), map.path("label").asString(),
                    map.path("networkPasses").asInt(), map.path("headPasses").asInt(),
                    map.path("milliseconds").asDouble(),
                    map.path("flat").asBoolean() ? ", FLAT: " + map.path("flatReason").asString() : ""));
        }
        return text.append("  results in ").append(folder).append('\n').toString();
    }
}
