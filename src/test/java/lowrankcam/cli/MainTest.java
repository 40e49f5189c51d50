package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.Json;
import lowrankcam.format.Npy;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The real entry point: exit code, standard output, standard error and files.
class MainTest {

    private static final String HAND = Goldens.file("inputs/hand.jpg").toString();
    private static final String SMALL = Goldens.file("inputs/hand_299.png").toString();

    @TempDir private Path folder;

    @Test
    void explainWritesMapsPicturesAndManifest() throws IOException {
        Ran ran = run("explain", HAND, "-m", "lowrankcam,cam,Eigen-CAM", "-c", "all", "-o", folder, "--json");
        assertEquals(0, ran.code(), ran.err());
        Path results = folder.resolve("hand");
        JsonNode manifest = Json.read(results.resolve("manifest.json"));
        assertEquals(6, manifest.path("maps").size());
        assertEquals("Mixed_7c", manifest.path("layer").asString());
        assertEquals("keras", manifest.path("weights").path("dialect").asString());
        assertOrigin(manifest, Path.of(HAND));
        assertEquals(64, manifest.path("image").path("sha256").asString().length());
        double sum = 0;
        for (JsonNode score : manifest.path("classes")) {
            sum += score.path("probability").asDouble();
        }
        assertEquals(1, sum, 1e-9);
        for (JsonNode map : manifest.path("maps")) {
            assertEquals(1, map.path("networkPasses").asInt());
            assertEquals(map.path("method").asString().equals("lowrankcam") ? 10 : 0, map.path("headPasses").asInt());
            for (String name : map.path("files").asString().split(", ")) {
                assertTrue(Files.size(results.resolve(name)) > 100, name);
            }
        }
        assertEquals(List.of(8, 8), Npy.read(results.resolve("lowrankcam-class-1.npy")).shape());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count(), "nothing left beside the results");
        }
    }

    @Test
    void kernelsAndThreadsChangeNoByteOfAMap() throws IOException {
        assertEquals(0, run("explain", SMALL, "-o", folder.resolve("a"), "-j", 1, "-q").code());
        assertEquals(0, run("explain", SMALL, "-o", folder.resolve("b"), "-j", 3, "--kernels", "scalar", "-q").code());
        for (String name : List.of(".npy", "-heatmap.png", "-overlay.png", "-legend.png")) {
            Path a = only(folder.resolve("a/hand_299"), name);
            Path b = only(folder.resolve("b/hand_299"), name);
            assertArrayEquals(Files.readAllBytes(a), Files.readAllBytes(b), name);
        }
    }

    private static Path only(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(suffix)).findFirst().orElseThrow();
        }
    }

    @Test
    void activationsComeAsNpy() throws IOException {
        Ran ran = run("activations", SMALL, "--taps", "Mixed_7c,features,logits,probabilities", "-o", folder);
        assertEquals(0, ran.code(), ran.err());
        assertEquals(List.of(8, 8, 2048), Npy.read(folder.resolve("Mixed_7c.npy")).shape());
        assertEquals(List.of(2048), Npy.read(folder.resolve("features.npy")).shape());
        float[] q = Npy.read(folder.resolve("probabilities.npy")).values();
        assertEquals(1f, q[0] + q[1], 1e-6f);
        JsonNode manifest = Json.read(folder.resolve("manifest.json"));
        assertOrigin(manifest, Path.of(SMALL));
        assertEquals("[8,8,2048]", manifest.path("files").get(0).path("shape").toString());
        assertEquals("logits.npy", manifest.path("files").get(2).path("file").asString());
    }

    @Test
    void predictPrintsScoresAndTheirOrigin() throws IOException {
        Ran ran = run("predict", SMALL);
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().contains("normal") && ran.out().contains("probability"), ran.out());
        assertOrigin(run("predict", SMALL, "--json").json(), Path.of(SMALL));
    }

    /// What an audit asks of a number: which program, which arithmetic, which weights, which image, and what it is not for.
    private static void assertOrigin(JsonNode json, Path image) throws IOException {
        assertEquals("lowrank-cam development", json.path("program").asString());
        assertEquals("direct", json.path("numerics").asString());
        assertFalse(json.path("kernels").asString().isEmpty());
        assertEquals(64, json.path("weights").path("sha256").asString().length());
        JsonNode model = Json.read(Goldens.ROOT.resolve("weights/default/model.json"));
        assertEquals(
                model.path("sha256").path("head.safetensors").asString(), json.path("weights").path("headSha256").asString());
        assertEquals(model.path("notFor").asString(), json.path("weights").path("notFor").asString());
        assertEquals(lowrankcam.format.Sha256.of(image), json.path("image").path("sha256").asString());
        assertEquals(lowrankcam.image.Caution.TEXT, json.path("caution").asString());
    }

    @Test
    void phantomsAndTrainHeadMakeAHeadThatRuns() throws IOException {
        Path data = folder.resolve("data");
        Path head = folder.resolve("head.safetensors");
        assertEquals(0, run("phantoms", "--patients", 10, "--seed", 5, "--study", "hand", "-o", data, "-q").code());
        Ran trained = run("train-head", data, "-o", head, "-q");
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.out().contains("validation images"), trained.out());
        assertEquals(0, run("predict", SMALL, "--head", head).code());
        Ran again = run("phantoms", "-o", data, "-q");
        assertEquals(3, again.code(), again.err());
    }

    @Test
    void wrongUsageExitsWithTwo() {
        assertEquals(2, run().code());
        assertEquals(2, run("explain").code());
        assertEquals(2, run("explain", SMALL, "-m", "nonsense").code());
        assertEquals(2, run("explain", SMALL, "-l", "nonsense").code());
        assertEquals(2, run("explain", SMALL, "-r", "0").code());
        assertEquals(2, run("explain", SMALL, "--preset", "nonsense").code());
        assertEquals(2, run("explain", SMALL, "--image-weight", "1.5").code());
        assertEquals(2, run("explain", SMALL, SMALL).code());
        assertEquals(2, run("predict", SMALL, "-j", "0").code());
        assertEquals(2, run("predict", SMALL, "--kernels", "gpu").code());
        Ran unknown = run("explain", SMALL, "-c", "unicorn", "-o", folder, "-q");
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("normal, abnormal"), unknown.err());
    }

    @Test
    void badInputExitsWithThreeAndOneLine() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "not an image");
        byte[] png = Files.readAllBytes(Path.of(SMALL));
        Path truncated = Files.write(folder.resolve("cut.png"), Arrays.copyOf(png, png.length / 2));
        Path head = Files.write(folder.resolve("head.safetensors"), new byte[20]);
        for (Ran ran : List.of(
                run("predict", text), run("predict", truncated), run("predict", folder.resolve("none.png")),
                run("explain", text, "-o", folder.resolve("r")), run("predict", SMALL, "--head", head),
                run("predict", SMALL, "-w", folder), run("train-head", folder, "-o", folder.resolve("h")))) {
            assertEquals(3, ran.code(), ran.err());
            assertEquals(1, ran.err().lines().count(), ran.err());
            assertEquals("", ran.out());
        }
        assertFalse(Files.exists(folder.resolve("r/text")));
    }

    /// A model folder with one thing wrong: a choice nobody knows, or a byte of a shard.
    @Test
    void aDamagedModelFolderIsNamed() throws IOException {
        Path good = Goldens.ROOT.resolve("weights/default");
        Path bad = folder.resolve("model");
        Files.createDirectories(bad.resolve("body"));
        try (Stream<Path> files = Files.walk(good)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, bad.resolve(good.relativize(file).toString()));
            }
        }
        String json = Files.readString(good.resolve("model.json"));
        for (String[] change : new String[][] {
            {"zero-one", "zero-two"}, {"softmax", "softmux"}, {"keras", "kerase"}, {"body/model.json\",", "../x\","}
        }) {
            Files.writeString(bad.resolve("model.json"), json.replaceFirst(change[0], change[1]));
            Ran ran = run("predict", SMALL, "-w", bad);
            assertEquals(3, ran.code(), change[1] + ": " + ran.err());
            assertEquals(1, ran.err().lines().count(), ran.err());
        }
        Files.writeString(bad.resolve("model.json"), json);
        Path shard = bad.resolve("body/group1-shard3of6.bin");
        byte[] bytes = Files.readAllBytes(shard);
        bytes[1000]++;
        Files.write(shard, bytes);
        Ran ran = run("predict", SMALL, "-w", bad);
        assertEquals(3, ran.code());
        assertTrue(ran.err().contains("shard3of6") && ran.err().contains("SHA-256"), ran.err());
    }

    @Test
    void oneBadImageDoesNotStopTheOthers() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "not an image");
        Ran ran = run("explain", text, SMALL, "-o", folder.resolve("r"), "-q");
        assertEquals(1, ran.code());
        assertTrue(ran.err().contains("text.png") && ran.err().contains("1 of 2 images failed"), ran.err());
        assertTrue(Files.exists(folder.resolve("r/hand_299/manifest.json")));
    }

    /// A file stands where a folder is needed: whoever runs the tests, even root, cannot write there.
    @Test
    void anUnwritableOutputFailsWithOneLineAndLeavesEarlierResults() throws IOException {
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
        Ran ran = run("explain", SMALL, "-o", blocked, "-q");
        assertEquals(1, ran.code(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertEquals("a file", Files.readString(blocked));
    }

    @Test
    void listsAndHelpWork() {
        assertTrue(run("layers").out().contains("Mixed_7c"));
        assertTrue(run("methods").out().contains("lowrankcam"));
        assertTrue(run("explain", "--help").out().contains("Examples:"));
        assertTrue(run("completion").out().contains("_complete_lowrank-cam"));
        assertTrue(run("--version").out().contains("lowrank-cam"));
        Ran doctor = run("doctor");
        assertEquals(0, doctor.code(), doctor.err());
        assertTrue(doctor.out().contains("vector") && doctor.out().contains("forward"), doctor.out());
    }
}
