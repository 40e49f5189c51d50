package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.Methods;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.Json;
import lowrankcam.format.Npy;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Methods, variants, targets and layers on the command line, with the real network.
class ExplainMethodsTest {

    private static final String SMALL = Goldens.file("inputs/hand_299.png").toString();

    @TempDir private Path folder;

    private JsonNode manifest() throws IOException {
        return Json.read(folder.resolve("hand_299/manifest.json"));
    }

    private float[] map(String name) throws IOException {
        return Npy.read(folder.resolve("hand_299/" + name + ".npy")).values();
    }

    private Set<String> maps() throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.list(folder.resolve("hand_299"))) {
            files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".npy"))
                    .forEach(n -> names.add(n.substring(0, n.length() - 4)));
        }
        return names;
    }

    /// Everything that runs the network once, for both classes, with one dense layer: no backward pass, and the
    /// identities of the last layer hold on the real network.
    @Test
    void fastMethodsRunTheNetworkOnce() throws IOException {
        Ran ran = run("explain", SMALL, "-m", "fast", "-c", "all", "-o", folder, "-q");
        assertEquals(0, ran.code(), ran.err());
        assertEquals("", ran.err());
        JsonNode manifest = manifest();
        assertEquals(2 * Methods.withoutInputMasks().size(), manifest.path("maps").size());
        for (JsonNode map : manifest.path("maps")) {
            assertEquals(1, map.path("networkPasses").asInt(), map.toString());
            assertEquals(0, map.path("backwardPasses").asInt(), map.toString());
            assertEquals("Mixed_7c", map.path("layer").asString());
            assertTrue(map.path("variant").has("name"), map.toString());
        }
        float[] cam = map("cam-class-1");
        for (String same : List.of("gradcam", "xgradcam", "hirescam")) {
            float[] found = map(same + "-class-1");
            for (int p = 0; p < 64; p++) {
                assertEquals(Math.max(0, cam[p]) / 64, found[p], 1e-6, same);
            }
        }
    }

    /// A head of three dense layers: CAM is left out and said to be; the others take a backward pass or run the head.
    @Test
    void whatIsNotDefinedIsLeftOutOfAGroupAndRefusedByName() throws IOException {
        Path head = Goldens.file("head-nsfwjs.safetensors");
        Ran ran = run("explain", SMALL, "-m", "fast", "--head", head, "-o", folder, "-q");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("left out: CAM needs a head of one dense layer"), ran.err());
        JsonNode manifest = manifest();
        assertEquals(Methods.withoutInputMasks().size() - 1, manifest.path("maps").size());
        assertEquals("cam", manifest.path("skipped").get(0).path("method").asString());
        assertTrue(manifest.path("skipped").get(0).path("reason").asString().contains("3 layers"));
        for (JsonNode map : manifest.path("maps")) {
            boolean gradient = Methods.infoOf(map.path("method").asString()).group() == MethodInfo.Group.GRADIENT;
            assertEquals(gradient ? 1 : 0, map.path("backwardPasses").asInt(), map.toString());
        }
        Ran named = run("explain", SMALL, "-m", "gradcam,cam", "--head", head, "-o", folder, "-q");
        assertEquals(2, named.code());
        assertEquals(1, named.err().lines().count(), named.err());
    }

    /// One network pass serves several layers, and names carry what tells maps apart, and nothing else.
    @Test
    void severalLayersAndVariantsAreToldApart() throws IOException {
        Ran ran = run("explain", SMALL, "-m", "gradcam,gradcam++,gradcampp:official,lowrankcam,eigencam:centred",
                "-l", "Mixed_6e,mixed10", "-r", 4, "--preset", "class-signed", "-c", "abnormal", "-o", folder, "-q");
        assertEquals(0, ran.code(), ran.err());
        Set<String> expected = new HashSet<>();
        for (String layer : List.of("Mixed_6e", "Mixed_7c")) {
            for (String name : List.of("gradcam", "gradcam++-exact", "gradcam++-official", "lowrankcam", "eigencam")) {
                expected.add(name + "-" + layer + "-class-1");
            }
        }
        assertEquals(expected, maps());
        JsonNode manifest = manifest();
        assertEquals(2, manifest.path("layers").size());
        for (JsonNode map : manifest.path("maps")) {
            boolean early = map.path("layer").asString().equals("Mixed_6e");
            String method = map.path("method").asString();
            assertEquals(early ? 17 : 8, map.path("rows").asInt());
            assertEquals(1, map.path("networkPasses").asInt());
            // LowRank-CAM takes its signs from the gradient where CAM is not defined.
            assertEquals(early && !method.equals("eigencam") ? 1 : 0, map.path("backwardPasses").asInt(), method);
            if (method.equals("lowrankcam")) {
                assertEquals("class-signed", map.path("variant").path("name").asString());
                // Without bias: the pass of no features is one more, where it is not a number of the head.
                assertEquals(early ? 5 : 4, map.path("headPasses").asInt());
            }
        }
    }

    @Test
    void contrastAndProbabilityAreOtherQuestions() throws IOException {
        assertEquals(0, run("explain", SMALL, "-m", "cam,gradcam,scorecam:max-n:n=2", "-c", "all", "-o", folder, "-q").code());
        float[] normal = map("cam-class-0");
        float[] abnormal = map("cam-class-1");
        float[] score = map("scorecam-class-1");
        assertEquals(0, run("explain", SMALL, "-m", "cam,gradcam,scorecam:max-n:n=2", "-c", "all", "--contrast",
                "normal", "-o", folder, "-q").code());
        float[] contrast = map("cam-class-1");
        float[] gradCam = map("gradcam-class-1");
        for (int p = 0; p < 64; p++) {
            assertEquals(abnormal[p] - normal[p], contrast[p], 1e-5);
            assertEquals(Math.max(0, contrast[p]) / 64, gradCam[p], 1e-6);
            // With two classes the share of one against the other is its probability.
            assertEquals(score[p], map("scorecam-class-1")[p], 1e-6);
        }
        JsonNode map = manifest().path("maps").get(0);
        assertEquals(0, map.path("contrast").asInt(-1));
        assertEquals("normal", map.path("contrastLabel").asString());
        assertEquals(3, manifest().path("maps").size(), "a class is not explained against itself");
        assertEquals(0, run("explain", SMALL, "-m", "gradcam", "-c", "1", "--target", "probability", "-o", folder,
                "-q").code());
        assertEquals("probability", manifest().path("maps").get(0).path("variant").path("score").asString());
        // Two classes: the gradient of a probability is that of the contrast times q_0 q_1.
        float[] probability = map("gradcam-class-1");
        double q = manifest().path("classes").get(0).path("probability").asDouble();
        for (int p = 0; p < 64; p++) {
            assertEquals(q * (1 - q) * gradCam[p], probability[p], 1e-7);
        }
        for (List<String> wrong : List.of(
                List.of("--contrast", "normal", "-c", "normal"), List.of("--contrast", "unicorn"),
                List.of("--contrast", "normal", "-c", "abnormal", "--target", "probability"), List.of("--target", "loss"))) {
            Object[] args = Stream.concat(Stream.of("explain", SMALL, "-q", "-o", folder), wrong.stream()).toArray();
            assertEquals(2, run(args).code(), wrong.toString());
        }
    }

    /// T27 on the real network: passes shared out among threads change no byte.
    @Test
    void threadsChangeNoByteOfMapsMadeByManyPasses() throws IOException {
        String methods = "scorecam:max-n:n=4,scorecam++:top-n-std:n=3,gscorecam:k=4,groupcam:groups=3,rise:masks=5,"
                + "occlusion:window=150:stride=150,reciprocam,ablationcam";
        for (int threads : new int[] {1, 3}) {
            Ran ran = run("explain", SMALL, "-m", methods, "-c", "0", "-j", threads, "-o",
                    folder.resolve("j" + threads), "-q");
            assertEquals(0, ran.code(), ran.err());
        }
        int compared = 0;
        try (Stream<Path> files = Files.list(folder.resolve("j1/hand_299"))) {
            for (Path file : files.filter(f -> !f.endsWith("manifest.json")).toList()) {
                Path other = folder.resolve("j3/hand_299").resolve(file.getFileName());
                assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(other), file.toString());
                compared++;
            }
        }
        assertEquals(8 * 3, compared);
        JsonNode rise = Npy.read(folder.resolve("j1/hand_299/rise-class-0.npy")).shape().equals(List.of(299, 299))
                ? manifestOf("j1") : null;
        assertTrue(rise != null, "RISE's map has the input's resolution");
        long[] passes = new long[8];
        for (int i = 0; i < 8; i++) {
            passes[i] = rise.path("maps").get(i).path("networkPasses").asLong();
        }
        // First those that mask no input, then 4 and 3 channels, one blank input for gScoreCAM's four, which are all dead
        // in this image, 3 groups and a baseline, 5 masks, 4 windows; each and 1.
        assertArrayEquals(new long[] {1, 1, 5, 4, 2, 5, 6, 5}, passes);
    }

    private JsonNode manifestOf(String run) throws IOException {
        return Json.read(folder.resolve(run + "/hand_299/manifest.json"));
    }

    /// The golden linear head's class b: no positive weight is left, and that is said, not painted.
    @Test
    void aFlatMapIsNamedWithItsReasonAndFailsAStrictRun() throws IOException {
        Path head = Goldens.file("head-linear.safetensors");
        Ran ran = run("explain", SMALL, "-m", "lowrankcam", "-c", "b", "--head", head, "-o", folder, "-q", "--strict");
        assertEquals(1, ran.code());
        assertTrue(
                ran.err().contains("lowrankcam (default) at Mixed_7c for 'b' is flat: all values are zero"), ran.err());
        JsonNode map = manifest().path("maps").get(0);
        assertTrue(map.path("flat").asBoolean());
        assertTrue(map.path("flatReason").asString().contains("; try -m lowrankcam:paper-literal"), map.toString());
        assertEquals("nothing-positive", map.path("flags").get(map.path("flags").size() - 1).asString());
    }

    @Test
    void methodsAreListedForPeopleAndMachines() throws IOException {
        Ran text = run("methods");
        for (MethodInfo info : Methods.all()) {
            assertTrue(text.out().contains(info.name()), info.name());
            info.variants().forEach(v -> assertTrue(text.out().contains(":" + v.id()), v.id()));
        }
        assertTrue(text.out().contains("seconds to minutes an image"), "the cost of masking the input is said");
        assertFalse(run("methods", "cam", "gradcam").out().contains("minutes"), "and only where it is due");
        Path file = Files.writeString(folder.resolve("methods.json"), run("methods", "--json", "gradcam++", "fimf").out());
        JsonNode json = Json.read(file);
        assertEquals(2, json.path("methods").size());
        assertEquals("exact", json.path("methods").get(0).path("defaultVariant").asString());
        assertEquals("pytorch-grad-cam", json.path("methods").get(0).path("variants").get(2).path("id").asString());
        assertEquals(2, run("methods", "nonsense").code());
        assertFalse(run("explain", "--help").out().isEmpty());
    }

    @Test
    void wrongVariantsAndParametersExitWithTwoBeforeAnythingIsLoaded() {
        for (String method : List.of("gradcam++:nonsense", "gscorecam:k=0", "gradcam:k=1", "rise:seed=x")) {
            Ran ran = run("explain", SMALL, "-m", method, "-o", folder, "-q");
            assertEquals(2, ran.code(), method);
            assertEquals(1, ran.err().lines().count(), ran.err());
            assertTrue(ran.err().contains("expected"), ran.err());
        }
    }
}
