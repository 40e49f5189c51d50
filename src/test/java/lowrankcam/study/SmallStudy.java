package lowrankcam.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.dataset.ImageSet;
import lowrankcam.dataset.Selection;
import lowrankcam.evaluation.EvaluatedMethods;
import lowrankcam.evaluation.SmallRun;
import lowrankcam.format.Json;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.LoadedModel;
import lowrankcam.kernel.Workers;
import lowrankcam.metric.ClassRule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A study of noisy images with a network of two layers.
final class SmallStudy {

    static final List<String> METHODS = List.of("lowrankcam", "gradcam", "eigencam");

    private SmallStudy() {}

    static StudyKey make(Path folder, int images, long seed) throws IOException {
        Path data = folder.resolve("data");
        if (!Files.exists(data)) {
            SmallRun.writeImages(data, images);
        }
        StudyPlan plan = new StudyPlan(EvaluatedMethods.parse(METHODS, 3, "default"), new ClassRule.Predicted(), "last", seed);
        try (LoadedModel model =
                new LoadedModel(
                        SmallRun.model(1), SmallRun.preprocessing(), new Workers(1), "small", Dialect.KERAS, "weights", true, "", List.of(), List.of(), "")) {
            new StudyMaker(model, plan, "test 1").make(ImageSet.open(data, Selection.ALL).images(), folder.resolve("study"), (_, _) -> {});
        }
        return StudyKey.read(folder.resolve("study").resolve(StudyMaker.KEY));
    }

    /// Answers of a reader who chooses, for each image, the map of a method.
    ///
    /// @param methods of each image in the key's order; `none` for none, an empty text for no answer
    static ObjectNode answers(StudyKey key, String reader, List<String> methods) {
        ObjectNode json = Json.object();
        json.put("kind", StudyAnswers.KIND).put("version", StudyAnswers.VERSION).put("study", key.study()).put("reader", reader);
        ArrayNode list = json.putArray("answers");
        for (int i = 0; i < methods.size(); i++) {
            if (!methods.get(i).isEmpty()) {
                StudyKey.Item image = key.images().get(i);
                ObjectNode answer = list.addObject().put("image", image.id());
                ArrayNode shown = answer.putArray("shown");
                image.maps().forEach(map -> shown.add(map.id()));
                String method = methods.get(i);
                answer.put("helpful", image.maps().stream().filter(map -> map.method().equals(method)).map(StudyKey.MadeMap::id).findFirst().orElse("none"));
                answer.put("finding", i % 2 == 0 ? "yes" : "no").put("confidence", 1 + i % 5);
            }
        }
        return json;
    }

    static Path write(Path file, ObjectNode json) throws IOException {
        return Files.writeString(file, Json.text(json));
    }
}
