package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.MapRun;
import lowrankcam.cam.RequestedMethod;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.format.FormatException;
import lowrankcam.format.Npy;
import lowrankcam.format.Sha256;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Picture;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.InceptionModel;
import lowrankcam.model.ForwardTrace;
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
        Preprocessing.Seen seen = ready.preprocessing().read(image, model.kernels().resample());
        Picture picture = seen.picture();
        ImageContent.tell(image, picture, ready.preprocessing().alpha(), err);
        long start = System.nanoTime();
        Map<String, ForwardTrace> traces = traces(image, seen.tensor());
        double forwardMillis = millis(start);
        Prediction prediction = traces.get(request.layers().getFirst()).prediction();
        ObjectNode manifest =
                Manifest.of(ready, image, Sha256.of(image), picture, request.layers(), prediction);
        manifest.put("forwardMillis", forwardMillis);
        manifest.putArray("maps");
        List<MapTask> tasks = MapTask.plan(request, model.head(), prediction);
        MapSheet sheet = MapSheet.of(request, ready.preprocessing(), model.head().labels(), tasks);
        try (ResultFolder folder = new ResultFolder(request.folder(image), request.output())) {
            folder.keepOnInterrupt(
                    () -> interrupted(manifest, tasks), line -> err.println("lowrank-cam: " + line));
            for (MapTask task : tasks) {
                explain(task, traces.get(task.layer()), picture, manifest, folder, sheet);
            }
            folder.add(files -> sheet.write(picture, files::file, manifest));
            folder.publish(manifest);
        }
        return manifest;
    }

    /// One network pass for all layers.
    ///
    /// @throws FormatException if a value of the features is not finite
    Map<String, ForwardTrace> traces(Path image, Tensor input) throws FormatException {
        Map<String, ForwardTrace> traces = new LinkedHashMap<>();
        for (ForwardTrace trace : model.forward(input, request.layers())) {
            requireFinite(image, trace.features());
            traces.put(trace.layer(), trace);
        }
        return traces;
    }

    private static ObjectNode interrupted(ObjectNode manifest, List<MapTask> tasks) {
        manifest.put("interrupted", true);
        Set<String> finished = new HashSet<>();
        manifest.path("maps").forEach(map -> finished.add(map.path("files").asString().split(", ")[0]));
        ArrayNode missing = manifest.putArray("unfinished");
        tasks.stream().map(MapTask::name).filter(name -> !finished.contains(name + ".npy")).forEach(missing::add);
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

    private void explain(
            MapTask task, ForwardTrace trace, Picture picture, ObjectNode manifest, ResultFolder folder, MapSheet sheet)
            throws IOException {
        ProgressLine progress = new ProgressLine(err, task.name(), quiet);
        MapRun<CamMap> run;
        try {
            run = MapRun.of(
                    task.method().method(),
                    new CamInput(model, trace, task.target(), model.kernels().resample(), progress::report));
        } catch (UnsupportedTargetException e) {
            if (task.method().origin() == RequestedMethod.Origin.NAMED) {
                throw e;
            }
            skip(task, e, manifest, folder);
            return;
        } finally {
            progress.close();
        }
        CamMap map = run.map();
        Preprocessing preprocessing = ready.preprocessing();
        Heatmap shown =
                Heatmap.of(map.raw(), map.rows(), map.columns(), preprocessing.height(), preprocessing.width(),
                        model.kernels().resample());
        sheet.add(task, shown);
        folder.add(files -> {
            write(task, map, shown, picture, files);
            ObjectNode json = Manifest.map(task, model.head().labels(), run, shown);
            writeModes(task, map, shown, picture, files, json);
            ((ArrayNode) manifest.path("maps")).add(json);
        });
    }

    private void skip(MapTask task, UnsupportedTargetException reason, ObjectNode manifest, ResultFolder folder)
            throws IOException {
        err.println("lowrank-cam: left out: " + reason.getMessage());
        folder.add(_ -> {
            ObjectNode node = manifest.withArray("skipped").addObject();
            node.put("method", task.method().choice().info().id());
            node.put("layer", task.layer());
            node.put("class", task.target().classIndex());
            node.put("reason", reason.getMessage());
        });
    }

    /// Raw map, heatmap and overlay.
    void write(MapTask task, CamMap map, Heatmap shown, Picture picture, ResultFolder.PartFiles files)
            throws IOException {
        Npy.write(
                files.file(task.name() + ".npy"), List.of(map.rows(), map.columns()), ModeFiles.floats(map.raw()));
        request.overlay().writeHeatmap(files.file(task.name() + "-heatmap.png"), shown);
        request.overlay().writeOverlay(
                files.file(task.name() + "-overlay.png"), picture, ready.preprocessing().placement(picture), shown);
    }

    /// The masks one by one, if they are asked for.
    void writeModes(
            MapTask task, CamMap map, Heatmap shown, Picture picture, ResultFolder.PartFiles files, ObjectNode json)
            throws IOException {
        if (request.modes() == ExplainRequest.Modes.EACH) {
            new ModeFiles(request.overlay(), ready.preprocessing(), model.kernels().resample())
                    .write(task.name(), map, shown, picture, files::file, json);
        }
    }

    static double millis(long start) {
        return Math.round((System.nanoTime() - start) / 1e3) / 1e3;
    }

    /// One line for each map that shows nothing, with its reason: flat, or with values that are not finite.
    static List<String> flatMaps(ObjectNode manifest) {
        List<String> lines = new ArrayList<>();
        for (JsonNode map : manifest.path("maps")) {
            if (map.path("flat").asBoolean()) {
                lines.add(
                        manifest.path("image").path("path").asString() + ": " + name(map) + " is flat: "
                                + map.path("flatReason").asString());
            }
        }
        return lines;
    }

    /// The flags of an image.
    static List<String> imageFlags(ObjectNode manifest) {
        List<String> flags = new ArrayList<>();
        manifest.path("image").path("flags").forEach(flag -> flags.add(flag.asString()));
        return flags;
    }

    /// `gradcam++ (official) at Mixed_6e for 'abnormal'`.
    private static String name(JsonNode map) {
        return map.path("method").asString() + " (" + map.path("variant").path("name").asString() + ") at "
                + map.path("layer").asString() + " for '" + map.path("label").asString() + "'"
                + (map.has("contrast") ? " against '" + map.path("contrastLabel").asString() + "'" : "");
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
                    Locale.ROOT, "  %s: passes: %d network, %d head, %d backward; %.1f ms beyond the forward pass%s%n",
                    name(map), map.path("networkPasses").asInt(), map.path("headPasses").asInt(),
                    map.path("backwardPasses").asInt(), map.path("milliseconds").asDouble(),
                    map.path("flat").asBoolean() ? ", FLAT: " + map.path("flatReason").asString() : ""));
        }
        return text.append("  results in ").append(folder).append('\n').toString();
    }
}
