package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.Json;
import lowrankcam.format.Sha256;
import lowrankcam.golden.Goldens;
import lowrankcam.inception.ModelConverter;
import lowrankcam.weights.SafetensorsFile;
import lowrankcam.weights.SafetensorsWriter;
import lowrankcam.weights.TfjsModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// `convert` through the real entry point: what is written gives the same bits as what was read.
class ConvertCommandTest {

    private static final Path IMAGE = Goldens.file("inputs/hand_299.png");
    private static final Path DEFAULT = Goldens.ROOT.resolve("weights/default");
    private static final Path BODY = DEFAULT.resolve("body/model.json");
    private static final Path TWO_LAYERS = Goldens.file("head-two-layer.safetensors");

    @TempDir private Path folder;

    private int runs;

    /// Input, taps, features, logits and probabilities of an image, byte by byte.
    private Map<String, String> taps(Object... modelOptions) throws IOException {
        Path output = folder.resolve("taps" + runs++);
        List<Object> args = new ArrayList<>(List.of(
                "activations", IMAGE, "-o", output, "--taps",
                "input,Conv2d_1a_3x3,Mixed_5b,Mixed_6e,Mixed_7c,features,logits,probabilities"));
        args.addAll(List.of(modelOptions));
        Ran ran = run(args.toArray());
        assertEquals(0, ran.code(), ran.err());
        Map<String, String> files = CliRuns.files(output);
        assertTrue(files.remove("manifest.json").contains("sha256"), "names the model, which differs");
        assertEquals(8, files.size());
        return files;
    }

    /// The hashes are those of the bytes behind the headers of what is written.
    @Test
    void checkSaysWhichBitsASourceGives() throws IOException {
        Path written = convert("model");
        Ran ran = run("convert", "--check", DEFAULT, written);
        assertEquals(0, ran.code(), ran.err());
        String bits = "  body     " + valuesHash(written.resolve("body.safetensors")) + "\n  head     "
                + valuesHash(written.resolve("head.safetensors")) + "\n  classes  2 classes, softmax (normal, abnormal)\n"
                + "  dialect  keras\n  input    zero-one, stretch, align-corners\n";
        assertEquals(DEFAULT + "\n" + bits + written + "\n" + bits, ran.out());
    }

    private static String valuesHash(Path safetensors) throws IOException {
        byte[] bytes = Files.readAllBytes(safetensors);
        int header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return Sha256.of(Arrays.copyOfRange(bytes, 8 + header, bytes.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--check -o x", "--check --names keras", "--check --force", "a b -o x", "a"})
    void checkAndOutputExcludeEachOther(String options) {
        List<Object> args = new ArrayList<>(List.of("convert"));
        args.addAll(List.of(options.split(" ")));
        assertEquals(2, run(args.toArray()).code());
    }

    private Path convert(String target, Object... options) {
        Path path = folder.resolve(target);
        List<Object> args = new ArrayList<>(List.of("convert", "-o", path));
        args.addAll(List.of(options));
        Ran ran = run(args.toArray());
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().startsWith(path.toString()), ran.out());
        return path;
    }

    @ParameterizedTest
    @ValueSource(strings = {"torchvision", "keras"})
    void theDefaultModelGivesTheSameBitsAsFileAndAsFolder(String names) throws IOException {
        Map<String, String> direct = taps();
        assertEquals(direct, taps("-w", convert("default.safetensors", "--names", names)));
        Path again = convert("again", folder.resolve("default.safetensors"), "--names", names);
        assertEquals(direct, taps("-w", again));
        assertEquals(direct, taps("-w", again.resolve("model.json")));
        try (Stream<Path> left = Files.list(folder)) {
            assertFalse(left.anyMatch(path -> path.getFileName().toString().startsWith(".")), "drafts are left");
        }
    }

    /// What a bare file cannot say is given once, and then part of the file.
    @ParameterizedTest
    @ValueSource(strings = {"two.safetensors", "two"})
    void aHeadOfTwoLayersAndAnotherDialectAreKept(String target) throws IOException {
        Object[] options = {
            "--head", TWO_LAYERS, "--dialect", "torchvision", "--input-range", "imagenet", "--resize", "fit",
            "--interpolation", "half-pixel"
        };
        List<Object> given = new ArrayList<>(List.of("-w", BODY));
        given.addAll(List.of(options));
        Map<String, String> direct = taps(given.toArray());
        Path file = convert(target, Stream.concat(Stream.of(BODY), Stream.of(options)).toArray());
        assertEquals(direct, taps("-w", file));
        if (ModelConverter.isFile(file)) {
            assertNotEquals(direct.get("Mixed_5b.npy"), taps("-w", file, "--dialect", "keras").get("Mixed_5b.npy"));
        }
    }

    /// Under either naming a converted head says how far an image is from its training images, and how it was fitted.
    @Test
    void whatAHeadSaysOfItsTrainingImagesIsKept() throws IOException {
        JsonNode direct = run("predict", IMAGE, "--json").json();
        assertEquals("unlike-training-images", direct.path("scoreFlags").path(0).asString());
        for (String naming : List.of("torchvision", "keras")) {
            Path file = convert(naming + "-training.safetensors", "--names", naming);
            JsonNode json = run("predict", IMAGE, "-w", file, "--json").json();
            assertEquals(direct.path("trainingImages"), json.path("trainingImages"), naming);
            try (SafetensorsFile written = SafetensorsFile.open(file);
                    SafetensorsFile head = SafetensorsFile.open(DEFAULT.resolve("head.safetensors"))) {
                assertEquals(head.metadata().get("training"), written.metadata().get("training"));
            }
        }
    }

    /// One output of a sigmoid stays one output in the file, and two classes here.
    @Test
    void aSigmoidWithOneOutputIsKept() throws IOException {
        float[] weights = new float[2048];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (k * 37 % 101 - 50) / 1000f;
        }
        Path head = folder.resolve("head.safetensors");
        new SafetensorsWriter().metadata("activation", "sigmoid").metadata("labels", "[\"no\",\"yes\"]")
                .tensor("fc.weight", List.of(1, 2048), weights).tensor("fc.bias", List.of(1), new float[] {0.5f})
                .write(head);
        Path file = convert("sigmoid.safetensors", "--head", head);
        assertEquals(taps("--head", head), taps("-w", file));
        try (SafetensorsFile written = SafetensorsFile.open(file)) {
            assertEquals(List.of(1, 2048), written.tensors().get("fc.weight").shape());
            assertArrayEquals(weights, written.read("fc.weight"));
            assertEquals("[\"no\",\"yes\"]", written.metadata().get("labels"));
            assertEquals("sigmoid", written.metadata().get("activation"));
        }
    }

    /// Nothing but its two labels says that one output is a sigmoid: it is said where results are, and in the file that is written.
    @Test
    void aSigmoidThatIsAssumedIsSaid() throws IOException {
        Path head = folder.resolve("head.safetensors");
        new SafetensorsWriter().metadata("labels", "{\"yes\":1,\"no\":0}")
                .tensor("fc.weight", List.of(1, 2048), new float[2048]).tensor("fc.bias", List.of(1), new float[] {2})
                .write(head);
        String note = "the head has one output, two labels and no 'activation': taken as sigmoid, the output as that of 'yes'";
        Ran ran = run("predict", IMAGE, "--head", head, "--json");
        assertEquals(0, ran.code(), ran.err());
        assertEquals(1, ran.err().lines().filter(("lowrank-cam: " + note)::equals).count(), ran.err());
        JsonNode json = ran.json();
        assertEquals(note, json.path("activationNote").asString());
        assertEquals("yes", json.path("predictedLabel").asString());
        Ran converted = run("convert", "--head", head, "-o", folder.resolve("model"));
        assertEquals(0, converted.code(), converted.err());
        assertTrue(converted.err().contains(note), converted.err());
        String described = Files.readString(folder.resolve("model/model.json"));
        assertTrue(described.contains("\"activation\" : \"sigmoid\"") && described.contains("[ \"no\", \"yes\" ]"), described);
    }

    /// A scale of batch norm is a part of the model in either naming.
    @Test
    void batchNormScalesAreKept() throws IOException {
        Path plain = convert("plain.safetensors", "--no-head");
        Path scaled = folder.resolve("scaled.safetensors");
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile source = SafetensorsFile.open(plain)) {
            for (String name : source.tensors().keySet()) {
                float[] values = source.read(name);
                for (int o = 0; o < values.length && name.endsWith(".bn.weight"); o++) {
                    assertEquals(1f, values[o]);
                    values[o] = 0.9f + o % 7 / 30f;
                }
                writer.tensor(name, source.tensors().get(name).shape(), values);
            }
            writer.write(scaled);
        }
        Map<String, String> direct = taps("-w", scaled, "--head", TWO_LAYERS);
        Path keras = convert("keras", scaled, "--names", "keras", "--head", TWO_LAYERS);
        assertEquals(direct, taps("-w", keras));
        Path back = convert("back.safetensors", keras, "--no-head");
        try (SafetensorsFile first = SafetensorsFile.open(scaled); SafetensorsFile last = SafetensorsFile.open(back)) {
            assertEquals(first.tensors(), last.tensors());
            for (String name : first.tensors().keySet()) {
                assertArrayEquals(first.read(name), last.read(name), name);
            }
        }
    }

    @Test
    void theFileHoldsTheNetworkUnderTorchvisionsNamesAndSaysWhatItIs() throws IOException {
        Path file = convert("default.safetensors");
        try (SafetensorsFile written = SafetensorsFile.open(file); TfjsModel source = TfjsModel.open(BODY)) {
            // Five of each convolution, two of the head, three of its training images.
            assertEquals(94 * 5 + 2 + 3, written.tensors().size());
            // 128 outputs of 128 inputs by 1×7: not square, so a swapped axis shows.
            float[] hwio = source.read("conv2d_33/kernel");
            float[] oihw = written.read("Mixed_6b.branch7x7_2.conv.weight");
            assertEquals(List.of(128, 128, 1, 7), written.tensors().get("Mixed_6b.branch7x7_2.conv.weight").shape());
            for (int x = 0; x < 7; x++) {
                assertEquals(hwio[(x * 128 + 5) * 128 + 9], oihw[(9 * 128 + 5) * 7 + x]);
            }
            JsonNode card = Json.parse(file, 0, written.metadata().get("lowrankcam").getBytes());
            assertEquals("keras", card.path("dialect").asString());
            assertEquals("align-corners", card.path("preprocessing").path("resize").asString());
            JsonNode hashes = card.path("convertedFrom").path("sha256");
            assertEquals(8, hashes.path("source").size());
            for (Map.Entry<String, JsonNode> entry : hashes.path("source").properties()) {
                assertEquals(Sha256.of(DEFAULT.resolve(entry.getKey())), entry.getValue().asString(), entry.getKey());
            }
            assertEquals(
                    Sha256.of(DEFAULT.resolve("head.safetensors")), hashes.path("head").path("head.safetensors").asString());
            assertTrue(card.path("provenance").asString().startsWith("Body: Inception v3"), card.toString());
        }
        Path twin = convert("twin.safetensors");
        assertEquals(-1, Files.mismatch(file, twin));
    }

    @Test
    void aFolderCarriesWhereItComesFrom() throws IOException {
        Path whole = convert("whole");
        JsonNode source = Json.read(DEFAULT.resolve("model.json"));
        JsonNode json = Json.read(whole.resolve("model.json"));
        for (String key : List.of("architecture", "dialect", "preprocessing", "provenance", "licence", "notFor")) {
            assertEquals(source.path(key), json.path(key));
        }
        assertEquals(source.path("head"), json.path("head"));
        assertEquals(-1, Files.mismatch(DEFAULT.resolve("body/LICENSE"), whole.resolve("LICENSE")));
        for (String name : List.of("body.safetensors", "head.safetensors", "LICENSE")) {
            assertEquals(Sha256.of(whole.resolve(name)), json.path("sha256").path(name).asString());
        }
        Path bare = convert("bare", whole, "--no-head");
        JsonNode headless = Json.read(bare.resolve("model.json"));
        assertFalse(headless.has("head"));
        assertTrue(headless.path("provenance").asString().contains("before its head is left out"), headless.toString());
        Ran without = run("predict", IMAGE, "-w", bare);
        assertEquals(3, without.code());
        assertTrue(without.err().contains("'head': expected a head, or one given by --head, found nothing"), without.err());
        assertEquals(
                taps("--head", TWO_LAYERS), taps("-w", bare, "--head", TWO_LAYERS));
    }

    @Test
    void whatTheSourceDoesNotSayIsToldAsAssumed() {
        Ran silent = run("convert", BODY, "--no-head", "-o", folder.resolve("a.safetensors"));
        assertEquals(0, silent.code(), silent.err());
        assertTrue(silent.err().contains("assumed"), silent.err());
        assertTrue(silent.out().contains("  input    zero-one, stretch, antialiased"), silent.out());
        Ran fid = run("convert", BODY, "--dialect", "fid", "--no-head", "-o", folder.resolve("fid.safetensors"));
        assertTrue(fid.out().contains("  input    minus-one-one, stretch, half-pixel"), fid.out());
        String words = BODY + " does not say how images are prepared; taken: --input-range zero-one --resize stretch "
                + "--interpolation antialiased";
        Ran used = run("predict", Goldens.file("inputs/hand_299.png"), "-w", BODY, "--head", TWO_LAYERS);
        assertTrue(used.err().contains(words), used.err());
        Ran told = run("predict", Goldens.file("inputs/hand_299.png"), "-w", folder.resolve("a.safetensors"), "--head", TWO_LAYERS);
        assertFalse(told.err().contains("does not say"), told.err());
        Ran said = run("convert", folder.resolve("a.safetensors"), "--no-head", "-o", folder.resolve("b"));
        assertEquals("", said.err());
        // Keras counts 21802784 parameters without a top; the 17216 scales of batch norms are not among them.
        assertTrue(said.out().contains("470 tensors, " + (21802784 + 17216) + " values"), said.out());
    }
}
