package lowrankcam.explain;

import java.util.Map;
import lowrankcam.cam.CamMap;
import lowrankcam.dicom.Rendering;
import lowrankcam.format.Json;
import lowrankcam.image.Caution;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureFlag;
import lowrankcam.inception.LoadedModel;
import lowrankcam.model.Prediction;
import lowrankcam.model.Target;
import lowrankcam.model.TrainingFeatures;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The record of how results came about.
public final class Manifest {

    private Manifest() {}

    /// Of a whole explanation.
    ///
    /// @param options what was written
    public static ObjectNode of(Explanation explanation, ResultOptions options) {
        LoadedModel model = explanation.model();
        ObjectNode json = image(model, explanation.image());
        json.put("layer", String.join(", ", explanation.layers()));
        explanation.layers().forEach(json.putArray("layers")::add);
        predictions(json, model, explanation.prediction(), explanation.distance());
        json.put("forwardMillis", explanation.forwardMillis());
        if (explanation.frame() > 0) {
            json.put("frame", explanation.frame());
        }
        ArrayNode maps = json.putArray("maps");
        for (ExplainedMap map : explanation.maps()) {
            ObjectNode node = map(map, options);
            if (options.has(ResultOptions.Extra.MODES)) {
                ModeFiles.describe(map.task().name(), map.map().modes(), node);
            }
            maps.add(node);
        }
        for (SkippedMap map : explanation.skipped()) {
            ObjectNode node = json.withArray("skipped").addObject();
            node.put("method", map.task().method().choice().info().id());
            node.put("layer", map.task().layer());
            node.put("class", map.task().target().classIndex());
            node.put("reason", map.reason());
        }
        if (explanation.stability() != null) {
            json.set("stability", explanation.stability().json());
        }
        return json;
    }

    /// What ran on which image, without maps: scores of the image alone.
    ///
    /// @param distance from the head's training images, or null
    public static ObjectNode of(
            LoadedModel model, ImageFacts image, Prediction prediction, TrainingFeatures.Distance distance) {
        ObjectNode json = image(model, image);
        predictions(json, model, prediction, distance);
        return json;
    }

    private static ObjectNode image(LoadedModel model, ImageFacts image) {
        ObjectNode json = program(model);
        ObjectNode node = json.putObject("image");
        Picture picture = image.picture();
        node.put("path", image.path().toString());
        node.put("sha256", image.sha256());
        node.put("width", picture.width());
        node.put("height", picture.height());
        node.put("channels", picture.channels());
        node.put("bitDepth", picture.bitDepth());
        PictureFlag.Levels levels = PictureFlag.Levels.of(picture);
        node.put("lowest", levels.lowest());
        node.put("highest", levels.highest());
        node.put("orientation", picture.origin().orientation());
        node.put("transparentPixels", picture.origin().transparent());
        image.flagIds().forEach(node.putArray("flags")::add);
        Rendering rendering = picture.origin().rendering();
        if (!rendering.facts().isEmpty()) {
            ObjectNode dicom = node.putObject("dicom");
            rendering.facts().forEach(dicom::putPOJO);
            ArrayNode notes = dicom.putArray("notes");
            rendering.notes().forEach(notes::add);
        }
        if (!rendering.identifiers().isEmpty()) {
            ObjectNode identifiers = node.putObject("identifiers");
            rendering.identifiers().forEach(identifiers::put);
        }
        weights(json.putObject("weights"), model);
        return json;
    }

    /// What ran: the first entries of every record.
    static ObjectNode program(LoadedModel model) {
        ObjectNode json = Json.object();
        json.put("schema", 1);
        json.put("program", Program.id());
        json.put("jdk", Runtime.version().toString());
        json.put("kernels", model.kernels().description());
        json.put("numerics", model.kernels().numerics().id());
        json.put("caution", Caution.TEXT);
        return json;
    }

    static void weights(ObjectNode json, LoadedModel model) {
        json.put("source", model.source());
        json.put("sha256", model.weightsSha256());
        json.put("headSha256", model.model().head().sha256());
        json.put("dialect", model.dialect().id());
        if (!model.taken().isEmpty()) {
            model.taken().forEach(json.putArray("taken")::add);
        }
        if (!model.notFor().isEmpty()) {
            json.put("notFor", model.notFor());
        }
        ObjectNode input = json.putObject("preprocessing");
        input.put("height", model.preprocessing().height());
        input.put("width", model.preprocessing().width());
        model.preprocessing().choices().forEach(input::put);
    }

    /// The predicted class and the scores of the most probable classes.
    private static void predictions(
            ObjectNode json, LoadedModel model, Prediction prediction, TrainingFeatures.Distance distance) {
        json.put("activation", model.model().head().activation().id());
        if (!model.headNote().isEmpty()) {
            json.put("activationNote", model.headNote());
        }
        json.put("predictedClass", prediction.best());
        json.put("predictedLabel", model.labels().get(prediction.best()));
        ArrayNode classes = json.putArray("classes");
        for (ClassScore score : ClassScore.best(prediction, model.labels(), ClassScore.SHOWN)) {
            ObjectNode node = classes.addObject();
            node.put("index", score.index());
            node.put("label", score.label());
            node.put("logit", score.logit());
            node.put("probability", score.probability());
        }
        if (distance != null) {
            json.putObject("trainingImages").put("distance", distance.distance()).put("limit", distance.limit());
            distance.flags().forEach(json.putArray("scoreFlags")::add);
        }
    }

    private static ObjectNode map(ExplainedMap explained, ResultOptions options) {
        MapTask task = explained.task();
        CamMap map = explained.map();
        ObjectNode json = Json.object();
        Target target = task.target();
        json.put("method", task.method().choice().info().id());
        json.put("layer", task.layer());
        json.put("class", target.classIndex());
        json.put("label", task.label());
        if (target.isContrast()) {
            json.put("contrast", target.contrast());
            json.put("contrastLabel", task.contrastLabel());
        }
        json.put("files", String.join(", ", options.mapFileEndings().stream().map(task.name()::concat).toList()));
        ObjectNode choices = json.putObject("variant");
        choices.put("name", task.method().choice().variant().id());
        task.method().choice().settings().values().forEach(choices::put);
        map.choices().forEach((key, value) -> choices.putPOJO(key, value));
        json.put("rows", map.rows());
        json.put("columns", map.columns());
        json.put("rawMin", explained.rawMin());
        json.put("rawMax", explained.rawMax());
        json.put("flat", explained.isFlat());
        if (explained.isFlat()) {
            json.put("flatReason", explained.flatReason());
        }
        ArrayNode flags = json.putArray("flags");
        map.flags().forEach(flags::add);
        ObjectNode details = json.putObject("details");
        for (Map.Entry<String, Object> detail : map.details().entrySet()) {
            details.putPOJO(detail.getKey(), detail.getValue());
        }
        json.put("networkPasses", explained.passes().network());
        json.put("headPasses", explained.passes().head());
        json.put("backwardPasses", explained.passes().backward());
        json.put("milliseconds", explained.milliseconds());
        if (explained.sequence() != null) {
            json.put("independentFile", task.name() + "-independent.npy");
            json.set("sequence", explained.sequence().step().json());
        }
        return json;
    }
}
