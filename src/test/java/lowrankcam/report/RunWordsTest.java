package lowrankcam.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lowrankcam.evaluation.ResultRecord;
import lowrankcam.evaluation.RunFolder;
import lowrankcam.evaluation.RunImage;
import lowrankcam.format.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// What a run says of itself.
class RunWordsTest {

    @TempDir private Path folder;

    /// Two normal and two abnormal images, of which one abnormal one is called normal.
    private Optional<String> classifier(String name, String rule, String... labels) throws IOException {
        ObjectNode settings = Json.object();
        settings.put("experiment", "evaluate");
        settings.putObject("model").putArray("labels").add("normal").add("abnormal");
        settings.putObject("metrics").put("classRule", rule);
        settings.putArray("methods").addObject().put("name", "cam");
        List<RunImage> images =
                List.of(
                        new RunImage("a", labels[0], "1", ""), new RunImage("b", labels[1], "2", ""),
                        new RunImage("c", labels[2], "3", ""), new RunImage("d", labels[3], "4", ""));
        String[] predicted = {"normal", "normal", "abnormal", "normal"};
        try (RunFolder run = RunFolder.open(folder.resolve(name), settings, images)) {
            for (int i = 0; i < 4; i++) {
                run.add(new ResultRecord(
                        images.get(i).path(), "cam", Map.of(), Map.of("classLabel", predicted[i]), Map.of()));
            }
            return new RunWords(run.data()).classifier();
        }
    }

    /// Right on 3 of 4; by chance (2·3 + 2·1) / 16 = 0.5, so kappa is 0.25 / 0.5.
    @Test
    void theClassifierIsHeldAgainstTheLabels() throws IOException {
        assertEquals(
                Optional.of("The classifier is right on 3 of 4 images (75.0 %), Cohen's kappa 0.50."),
                classifier("a", "predicted", "normal", "normal", "abnormal", "abnormal"));
    }

    @Test
    void withoutPredictionsOrLabelsNothingIsSaid() throws IOException {
        assertEquals(Optional.empty(), classifier("b", "class:normal", "normal", "normal", "abnormal", "abnormal"));
        assertEquals(Optional.empty(), classifier("c", "predicted", "cat", "normal", "abnormal", "abnormal"));
        assertEquals(Optional.empty(), classifier("d", "predicted", "", "", "", ""));
    }
}
