package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.evaluation.SmallRun;
import lowrankcam.format.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `study` and `study collect` through the real entry point, with the default network on tiny pictures.
class StudyCommandTest {

    @TempDir private Path folder;

    private Path answers(JsonNode key, String reader, String study) throws IOException {
        ObjectNode json = Json.object().put("kind", "reading-study answers").put("version", 1).put("study", study).put("reader", reader);
        ArrayNode list = json.putArray("answers");
        for (JsonNode image : key.get("images")) {
            ObjectNode answer = list.addObject();
            answer.put("image", image.get("id").asString());
            ArrayNode shown = answer.putArray("shown");
            image.get("maps").forEach(map -> shown.add(map.get("id").asString()));
            answer.put("helpful", shown.get(0).asString()).put("finding", "yes").put("confidence", 4);
        }
        return Files.writeString(folder.resolve(reader + ".json"), Json.text(json));
    }

    @Test
    void aStudyIsMadeAndItsAnswersAreCollected() throws IOException {
        SmallRun.writeImages(folder.resolve("data"), 2);
        Path study = folder.resolve("study");
        Ran made = run("study", folder.resolve("data"), "--methods", "cam,eigencam", "-o", study, "-q");
        assertEquals(0, made.code(), made.err());
        assertEquals(
                List.of("for readers: " + study.resolve("form/study.html"), "keep apart:  " + study.resolve("key/key.json")), made.out().lines().toList());
        JsonNode key = Json.read(study.resolve("key/key.json"));
        assertEquals(2, key.get("images").size());
        String id = key.get("study").asString();
        Ran collected =
                run("study", "collect", study.resolve("key/key.json"), answers(key, "R1", id), answers(key, "R2", id), "-o", folder.resolve("out"));
        assertEquals(0, collected.code(), collected.err());
        assertEquals("2 readers, 2 images: 4 of 4 answers, 0 missing", collected.out().lines().findFirst().orElse(""));
        for (String name : List.of("answers.csv", "readers.csv", "preference.csv", "agreement.csv")) {
            assertTrue(Files.size(folder.resolve("out").resolve(name)) > 20, name);
        }
        Ran refused = run("study", "collect", study.resolve("key/key.json"), answers(key, "R3", "00000000"), "-o", folder.resolve("none"));
        assertEquals(3, refused.code());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().contains("R3.json: study: expected " + id + " as in the key, found 00000000"), refused.err());
        assertFalse(Files.exists(folder.resolve("none")));
    }

    @Test
    void aStudyNeedsADataSet() {
        Ran ran = run("study", "--methods", "cam,eigencam", "-o", folder.resolve("none"));
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("Missing required parameter: 'DATASET'"), ran.err());
    }
}
