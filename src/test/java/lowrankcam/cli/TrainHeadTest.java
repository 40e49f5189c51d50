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
import lowrankcam.dataset.BodyPart;
import lowrankcam.format.Json;
import lowrankcam.phantom.PhantomOptions;
import lowrankcam.phantom.Phantoms;
import lowrankcam.weights.SafetensorsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A long run neither ends at one bad image nor finds at its end that it cannot write.
class TrainHeadTest {

    @TempDir private Path folder;

    private Path data() throws IOException {
        Path data = folder.resolve("data");
        Phantoms.write(data, PhantomOptions.of(8, 1).withPart(BodyPart.HAND), (_, _) -> {});
        return data;
    }

    @Test
    void anUnreadableImageIsLeftOutNamedAndCounted() throws IOException {
        Path data = data();
        List<String> listed = Files.readAllLines(data.resolve("MURA-v1.1/train_image_paths.csv"));
        Path bad = data.resolve(listed.getFirst());
        Files.writeString(bad, "no image");
        Path head = folder.resolve("head.safetensors");
        Ran ran = run("train-head", data, "-o", head, "-q");
        assertEquals(1, ran.code(), ran.err());
        List<String> err = ran.err().lines().toList();
        assertEquals(2, err.size(), ran.err());
        assertTrue(err.get(0).startsWith("lowrank-cam: left out: ") && err.get(0).contains(bad.getFileName().toString()), ran.err());
        assertEquals("lowrank-cam: 1 image left out; the head is of the others", err.get(1));
        assertTrue(ran.out().matches("(?s).*training images +" + (listed.size() - 1) + " .*"), ran.out());
        assertTrue(ran.out().matches("(?s)patients held out in \\d folds:.*30000.0 .*10.0 .*temperature \\d.*"), ran.out());
        assertEquals(1, ran.out().lines().filter(line -> line.endsWith("  taken")).count(), ran.out());
        try (SafetensorsFile written = SafetensorsFile.open(head)) {
            JsonNode fit = Json.value(written.metadata().get("training")).orElseThrow();
            assertEquals(listed.size() - 1, fit.path("images").asInt());
            assertEquals(8, fit.path("trials").size());
            assertTrue(written.tensors().containsKey("features.limit"));
        }
    }

    @Test
    void whatIsNoPenaltyIsRefused() {
        for (String lambda : new String[] {"0", "-1", "NaN", "Infinity", "often"}) {
            Ran ran = run("train-head", folder, "--lambda", lambda, "-o", folder.resolve("h"));
            assertEquals(2, ran.code());
            assertTrue(ran.err().contains("--lambda: expected a number above 0 or auto, found " + lambda), ran.err());
        }
    }

    /// One patient of a label cannot be held out: a number is asked for, and with one the head is not calibrated.
    @Test
    void tooFewPatientsForFoldsAreSaid() throws IOException {
        Path data = folder.resolve("few");
        Phantoms.write(data, PhantomOptions.of(3, 1).withPart(BodyPart.HAND), (_, _) -> {});
        Ran refused = run("train-head", data, "-o", folder.resolve("h"), "-q", "--features", folder.resolve("kept"));
        assertEquals(2, refused.code(), refused.err());
        assertTrue(refused.err().contains("at least two normal and two abnormal patients"), refused.err());
        Ran given =
                run("train-head", data, "-o", folder.resolve("h"), "-q", "--lambda", "50", "--features", folder.resolve("kept"));
        assertEquals(0, given.code(), given.err());
        assertTrue(given.out().startsWith("lambda 50.0, given; too few patients to hold some out"), given.out());
    }

    /// The data set is not even looked at: the message is about the target.
    @Test
    void theTargetIsCheckedFirst() throws IOException {
        Path none = folder.resolve("none");
        Path file = Files.writeString(folder.resolve("file"), "");
        String[][] cases = {
            {none.resolve("h").toString(), "found no folder " + none}, {folder.toString(), "found a folder"},
            {file.resolve("h").toString(), "found a file where a folder is needed"}
        };
        for (String[] one : cases) {
            Ran ran = run("train-head", folder.resolve("no-data"), "-o", one[0]);
            assertEquals(1, ran.code(), ran.err());
            assertEquals("lowrank-cam: " + one[0] + ": cannot be used: " + one[1] + System.lineSeparator(), ran.err());
        }
        assertFalse(Files.exists(none));
    }
}
