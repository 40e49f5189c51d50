package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.benchmark.ResultsDifferException;
import lowrankcam.benchmark.SameBits;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Prediction;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What `bench` prints, not how long anything takes.
class BenchCommandTest {

    private static final String IMAGE = Goldens.file("inputs/hand_299.png").toString();

    @Test
    void jsonHoldsWhatIsPromised() throws IOException {
        Ran ran =
                run("bench", "--json", "--quick", "--runs", 1, "-m", "lowrankcam,Score-CAM", "-j", 2, "--image", IMAGE);
        assertEquals(0, ran.code(), ran.err());
        JsonNode json = Json.parse(Path.of("stdout"), 0, ran.out().getBytes(StandardCharsets.UTF_8));
        for (String field : List.of("os", "arch", "processors", "cpu")) {
            assertTrue(json.path("machine").has(field), field);
        }
        assertTrue(json.path("jdk").asString().contains(Runtime.version().toString()));
        assertTrue(json.path("kernels").asString().matches("scalar|vector-\\d+"), ran.out());
        assertEquals(2, json.path("threads").asInt());
        assertEquals(9, json.path("checked").size());
        assertEquals(6, json.path("forward").size());
        for (JsonNode node : json.path("forward")) {
            assertTrue(node.path("minMillis").asDouble() > 0);
            assertTrue(node.path("minMillis").asDouble() <= node.path("medianMillis").asDouble());
        }
        assertEquals(
                List.of("direct 2 1", "direct 2 4", "direct 1 1", "fast 2 1", "fast 2 4", "fast 1 1"),
                json.path("forward").valueStream()
                        .map(node -> node.path("numerics").asString() + " " + node.path("threads").asInt() + " "
                                + node.path("batch").asInt())
                        .toList());
        assertTrue(json.path("allocated").path("bytesPerPass").asLong() > 0);
        assertEquals("direct", json.path("layers").path("numerics").asString());
        assertEquals(7, json.path("layers").path("groups").size());
        assertEquals(5_711_168_096L, json.path("layers").path("all").path("multiplyAdds").asLong());
        checkMethods(json);
    }

    @Test
    void onRequestThereIsAPassForEachLine() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("\n\n".getBytes(StandardCharsets.UTF_8)));
        try {
            Ran ran = run("bench", "--on-request", "-q", "--image", IMAGE);
            assertEquals(0, ran.code(), ran.err());
            assertEquals(2, ran.out().lines().filter(line -> Double.parseDouble(line) > 0).count(), ran.out());
        } finally {
            System.setIn(before);
        }
        assertEquals(2, run("bench", "--on-request", "--complexity").code());
    }

    @Test
    void threadsAreModelledByCount() throws IOException {
        Ran ran = run("bench", "--threads-model", "--json", "-q", "-j", "2");
        assertEquals(0, ran.code(), ran.err());
        JsonNode json = Json.parse(Path.of("stdout"), 0, ran.out().getBytes(StandardCharsets.UTF_8));
        JsonNode teams = json.path("teams");
        assertEquals(1, teams.get(0).path("speedUpAtMost").path("pass").asDouble(), 1e-12);
        double two = teams.get(1).path("speedUpAtMost").path("pass").asDouble();
        double many = teams.get(6).path("speedUpAtMost").path("pass").asDouble();
        assertTrue(two > 1.9 && two <= 2 && many > two && many < 64, ran.out());
    }

    private static void checkMethods(JsonNode json) {
        JsonNode low = json.path("methods").get(0);
        assertEquals("lowrankcam", low.path("method").asString());
        assertEquals(1, low.path("networkPasses").asInt());
        assertEquals(10, low.path("headPasses").asInt());
        assertEquals(0, low.path("backwardPasses").asInt());
        assertFalse(low.path("extrapolated").asBoolean());
        JsonNode score = json.path("methods").get(1);
        assertEquals("scorecam", score.path("method").asString());
        assertTrue(score.path("extrapolated").asBoolean());
        assertEquals(4, score.path("passesMeasured").asInt());
        // Channels of this radiograph that are not constant, and the image itself: as explain counts them.
        assertEquals(1373, score.path("networkPasses").asInt());
        assertEquals(1373, json.path("scorecamOverLowrankcam").path("networkPasses").asDouble());
        for (JsonNode method : List.of(low, score)) {
            assertTrue(method.path("medianMillis").asDouble() > 0);
        }
    }

    @Test
    void onlyTheForwardPassMeansNothingElse() {
        Ran ran = run("bench", "--runs", 1, "--only", "forward", "--numerics", "fast", "-j", 2, "-q", "--image", IMAGE);
        assertEquals(0, ran.code(), ran.err());
        assertEquals("", ran.err());
        assertEquals(2, ran.out().lines().filter(line -> line.startsWith("checked ")).count(), ran.out());
        assertEquals(1, ran.out().lines().filter(line -> line.startsWith("fast ")).count(), ran.out());
        assertFalse(ran.out().contains("method"), ran.out());
        assertFalse(ran.out().contains("layers"), ran.out());
    }

    /// What the command does with a difference: one line, exit code 1.
    @Test
    void differentBitsAreAFailure() {
        Tensor features = new Tensor(1, 1, 1, new float[] {1});
        Prediction prediction = new Prediction(new double[] {0}, new double[] {1});
        ForwardTrace one = new ForwardTrace(features, "last", features, new float[] {1}, prediction);
        ForwardTrace other = new ForwardTrace(features, "last", features, new float[] {2}, prediction);
        Exception e =
                assertThrows(ResultsDifferException.class, () -> SameBits.require("scalar", one, "vector", other));
        assertEquals(ExitCode.FAILED, Main.code(e));
        assertEquals(1, Main.message(e).lines().count());
    }

    @Test
    void wrongUsageExitsWithTwoAndBadInputWithThree() {
        assertEquals(2, run("bench", "--runs", 0).code());
        assertEquals(2, run("bench", "--runs", "many").code());
        assertEquals(2, run("bench", "-m", "nonsense").code());
        assertEquals(2, run("bench", "--only", "nonsense").code());
        assertEquals(2, run("bench", "-j", 0).code());
        Ran ran = run("bench", "--image", "no-such.png", "-q");
        assertEquals(3, ran.code(), ran.err());
        assertEquals("", ran.out());
    }
}
