package lowrankcam.cli;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.FlatHint;
import lowrankcam.cam.MapRun;
import lowrankcam.format.Json;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureFlag;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.LoadedModel;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.model.Prediction;
import lowrankcam.model.Target;
import lowrankcam.report.Caution;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The record of how results came about.
final class Manifest {

    private static final int SHOWN_CLASSES = 20;

    private Manifest() {}

    static ObjectNode of(
            LoadedModel ready, Path image, String sha256, Picture picture, List<String> layers,
            Prediction prediction) {
        ObjectNode json = image(ready, image, sha256, picture);
        json.put("layer", String.join(", ", layers));
        ArrayNode list = json.putArray("layers");
        layers.forEach(list::add);
        predictions(json, ready, prediction);
        return json;
    }

    /// What ran on which image, without maps: scores of the image alone.
    static ObjectNode of(
            LoadedModel ready, Path image, String sha256, Picture picture, Prediction prediction) {
        ObjectNode json = image(ready, image, sha256, picture);
        predictions(json, ready, prediction);
        return json;
    }

    private static ObjectNode image(LoadedModel ready, Path image, String sha256, Picture picture) {
        ObjectNode json = program(ready);
        ObjectNode imageNode = json.putObject("image");
        imageNode.put("path", image.toString());
        imageNode.put("sha256", sha256);
        imageNode.put("width", picture.width());
        imageNode.put("height", picture.height());
        imageNode.put("channels", picture.channels());
        imageNode.put("bitDepth", picture.bitDepth());
        PictureFlag.Levels levels = PictureFlag.Levels.of(picture);
        imageNode.put("lowest", levels.lowest());
        imageNode.put("highest", levels.highest());
        imageNode.put("orientation", picture.origin().orientation());
        imageNode.put("transparentPixels", picture.origin().transparent());
        ArrayNode flags = imageNode.putArray("flags");
        PictureFlag.of(picture).keySet().forEach(flag -> flags.add(flag.id()));
        weights(json.putObject("weights"), ready);
        return json;
    }

    /// What ran: the first entries of every record.
    static ObjectNode program(LoadedModel ready) {
        ObjectNode json = Json.object();
        json.put("schema", 1);
        json.put("program", "lowrank-cam " + Main.Version.text());
        json.put("jdk", Runtime.version().toString());
        json.put("kernels", ready.kernels().description());
        json.put("numerics", ready.kernels().numerics().id());
        json.put("caution", Caution.TEXT);
        return json;
    }

    static void weights(ObjectNode json, LoadedModel ready) {
        LoadedModel loaded = ready;
        json.put("source", loaded.source());
        json.put("sha256", loaded.weightsSha256());
        json.put("headSha256", loaded.model().head().sha256());
        json.put("dialect", loaded.dialect().id());
        if (!loaded.notFor().isEmpty()) {
            json.put("notFor", loaded.notFor());
        }
        ObjectNode input = json.putObject("preprocessing");
        Preprocessing preprocessing = ready.preprocessing();
        input.put("height", preprocessing.height());
        input.put("width", preprocessing.width());
        preprocessing.choices().forEach(input::put);
    }

    /// The predicted class and the scores of the most probable classes.
    static void predictions(ObjectNode json, LoadedModel loaded, Prediction prediction) {
        json.put("activation", loaded.model().head().activation().id());
        if (!loaded.headNote().isEmpty()) {
            json.put("activationNote", loaded.headNote());
        }
        json.put("predictedClass", prediction.best());
        json.put("predictedLabel", loaded.model().head().labels().get(prediction.best()));
        ArrayNode classes = json.putArray("classes");
        IntStream.range(0, prediction.logits().length)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -prediction.logits()[c]))
                .limit(SHOWN_CLASSES)
                .forEach(c -> {
                    ObjectNode node = classes.addObject();
                    node.put("index", c);
                    node.put("label", loaded.model().head().labels().get(c));
                    node.put("logit", prediction.logits()[c]);
                    node.put("probability", prediction.probabilities()[c]);
                });
    }

    /// One map.
    ///
    /// @param labels of the classes
    static ObjectNode map(MapTask task, List<String> labels, MapRun<CamMap> run, Heatmap shown) {
        CamMap map = run.map();
        Passes passes = run.passes();
        ObjectNode json = Json.object();
        Target target = task.target();
        json.put("method", task.method().choice().info().id());
        json.put("layer", task.layer());
        json.put("class", target.classIndex());
        json.put("label", labels.get(target.classIndex()));
        if (target.isContrast()) {
            json.put("contrast", target.contrast());
            json.put("contrastLabel", labels.get(target.contrast()));
        }
        json.put("files", String.join(", ", MapTask.FILE_ENDINGS.stream().map(task.name()::concat).toList()));
        ObjectNode choices = json.putObject("variant");
        choices.put("name", task.method().choice().variant().id());
        task.method().choice().settings().values().forEach(choices::put);
        map.choices().forEach((key, value) -> choices.putPOJO(key, value));
        json.put("rows", map.rows());
        json.put("columns", map.columns());
        json.put("rawMin", shown.rawMin());
        json.put("rawMax", shown.rawMax());
        json.put("flat", shown.isFlat());
        if (shown.isFlat()) {
            json.put("flatReason", shown.flatReason() + FlatHint.of(task.method().choice(), map));
        }
        ArrayNode flags = json.putArray("flags");
        map.flags().forEach(flags::add);
        ObjectNode details = json.putObject("details");
        for (Map.Entry<String, Object> detail : map.details().entrySet()) {
            details.putPOJO(detail.getKey(), detail.getValue());
        }
        json.put("networkPasses", passes.network());
        json.put("headPasses", passes.head());
        json.put("backwardPasses", passes.backward());
        json.put("milliseconds", run.milliseconds());
        return json;
    }
}
