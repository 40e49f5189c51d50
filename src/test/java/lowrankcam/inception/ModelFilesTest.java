package lowrankcam.inception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import lowrankcam.format.FormatException;
import lowrankcam.golden.Goldens;
import lowrankcam.model.Activation;
import lowrankcam.model.HeadReader;
import lowrankcam.weights.SafetensorsWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `-w` takes and refuses; the network is not compiled.
class ModelFilesTest {

    private static final Path DEFAULT = Goldens.ROOT.resolve("weights/default");

    @TempDir private Path folder;

    private Path model;

    /// The default model, its body linked, not copied.
    @BeforeEach
    void linkTheDefaultModel() throws IOException {
        model = Files.createDirectory(folder.resolve("model"));
        Files.createSymbolicLink(model.resolve("body"), DEFAULT.resolve("body"));
        Files.copy(DEFAULT.resolve("head.safetensors"), model.resolve("head.safetensors"));
        describe(json -> json);
    }

    @AfterEach
    void unlink() throws IOException {
        Files.delete(model.resolve("body"));
    }

    private Path describe(UnaryOperator<String> change) throws IOException {
        String json = Files.readString(DEFAULT.resolve("model.json"));
        return Files.writeString(model.resolve("model.json"), change.apply(json));
    }

    private static ModelFiles.Request request(Path path) {
        return new ModelFiles.Request(path, null, null, ModelLoader.HeadUse.REQUIRED);
    }

    private static HeadReader.Stored head(Path path) throws IOException {
        return ModelFiles.<HeadReader.Stored, FormatException>with(request(path), ModelFiles::head);
    }

    private static String message(Path path) {
        return assertThrows(FormatException.class, () -> head(path)).getMessage();
    }

    private static Path named(ModelLoader.HeadUse use, Path path) throws IOException {
        return ModelFiles.<Path, FormatException>with(new ModelFiles.Request(path, null, null, use), ModelFiles::named);
    }

    @Test
    void aFolderItsModelJsonAndOneOfTfjsAreTaken() throws IOException {
        assertEquals(model, named(ModelLoader.HeadUse.REQUIRED, model));
        assertEquals(model, named(ModelLoader.HeadUse.REQUIRED, model.resolve("model.json")));
        assertEquals(model.resolve("body"), named(ModelLoader.HeadUse.NONE, model.resolve("body")));
        Path other = Files.copy(model.resolve("model.json"), model.resolve("other.json"));
        assertEquals(other, named(ModelLoader.HeadUse.REQUIRED, other));
    }

    @Test
    void labelsInModelJsonFollowTheSameRules() throws IOException {
        new SafetensorsWriter().tensor("fc.weight", List.of(2, 2048), new float[4096])
                .tensor("fc.bias", List.of(2), new float[2]).write(model.resolve("plain.safetensors"));
        String[] labels = {"{\"1\": \"abnormal\", \"0\": \"normal\"}", "[\"abnormal\", \"abnormal\"]"};
        describe(json -> withHead(json, "\"labels\": " + labels[0]));
        assertEquals(List.of("normal", "abnormal"), head(model).labels());
        describe(json -> withHead(json, "\"labels\": " + labels[1]));
        assertTrue(message(model).contains("model.json: head's 'labels': expected a JSON array of 2"), message(model));
    }

    @Test
    void oneOutputInAModelFolderMeansSigmoidOnlyIfItIsSaid() throws IOException {
        new SafetensorsWriter().tensor("fc.weight", List.of(1, 2048), new float[2048])
                .tensor("fc.bias", List.of(1), new float[1]).write(model.resolve("plain.safetensors"));
        describe(json -> withHead(json, "\"labels\": [\"no\", \"yes\"]"));
        assertEquals(Activation.SIGMOID, head(model).activation());
        assertTrue(head(model).note().contains("'yes'"));
        describe(json -> withHead(json, "\"activation\": \"sigmoid\""));
        assertEquals("", head(model).note());
        describe(json -> withHead(json, "\"activation\": \"softmax\", \"labels\": [\"no\", \"yes\"]"));
        assertTrue(message(model).contains("model.json: head's 'activation': expected sigmoid"), message(model));
        describe(json -> withHead(json, "\"licence\": \"none\""));
        assertTrue(message(model).contains("model.json: head's 'activation': expected sigmoid, or two"), message(model));
    }

    private static String withHead(String json, String entry) {
        return json.replaceFirst("(?s)\"head\": \\{.*?\\}", "\"head\": {\"file\": \"plain.safetensors\", " + entry + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"weights\": \"body/model.json\"|\"weights\": \"a\\\\u0000b\"|inside the folder, found",
        "\"file\": \"head.safetensors\"|\"file\": \"a\\\\u0000b\"|inside the folder, found",
        "\"body/model.json\": |\"a\\\\u0000b\": |inside the folder, found",
        "\"file\": \"head.safetensors\"|\"file\": \"../head.safetensors\"|inside the folder"
    })
    void pathsThatCannotBeAreNamed(String from, String to, String found) throws IOException {
        describe(json -> json.replaceFirst(from, to));
        assertTrue(message(model).startsWith(model.resolve("model.json") + ": path: "), message(model));
        assertTrue(message(model).contains(found), message(model));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "saved_model.pb|a TensorFlow SavedModel: convert it first (docs/TROUBLESHOOTING.md",
        "model.pth|no model.json; to use a file in it name that: ",
        "net.safetensors|no model.json; to use a file in it name that: ",
        "readme|found no model.json"
    })
    void aFolderThatIsNoModelIsToldByWhatLiesInIt(String file, String words) throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve(file), "{}");
        assertTrue(message(other).startsWith(other + ": model: expected a folder with model.json"), message(other));
        assertTrue(message(other).contains(words), message(other));
    }

    @Test
    void aFolderWithTheIndexOfAModelInSeveralFilesIsTaken() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(
                other.resolve("model.safetensors.index.json"),
                "{\"metadata\": {}, \"weight_map\": {\"fc.bias\": \"model-00001-of-00002.safetensors\"}}");
        String message = message(other);
        assertTrue(message.startsWith(other.resolve("model-00001-of-00002.safetensors") + ": file: "), message);
    }

    @Test
    void aDeviceAsHeadIsRefused() {
        ModelFiles.Request request =
                new ModelFiles.Request(model, Path.of("/dev/zero"), null, ModelLoader.HeadUse.REQUIRED);
        assertEquals(
                "/dev/zero: file: expected a file, found a pipe or a device",
                assertThrows(
                                FormatException.class,
                                () -> ModelFiles.<HeadReader.Stored, FormatException>with(request, ModelFiles::head))
                        .getMessage());
    }
}
