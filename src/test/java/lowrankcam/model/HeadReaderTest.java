package lowrankcam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.weights.SafetensorsFile;
import lowrankcam.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Heads on three features: what is said of their classes is understood or refused, never guessed.
class HeadReaderTest {

    private static final Path MODEL_JSON = Path.of("model.json");

    @TempDir private Path folder;

    private HeadReader.Stored read(int outputs, String labels, String activation, String modelJson) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.tensor("fc.weight", List.of(outputs, 3), new float[3 * outputs]);
        writer.tensor("fc.bias", List.of(outputs), new float[outputs]);
        if (labels != null) {
            writer.metadata("labels", labels);
        }
        if (activation != null) {
            writer.metadata("activation", activation);
        }
        return read(writer, modelJson);
    }

    private HeadReader.Stored read(SafetensorsWriter writer, String modelJson) throws IOException {
        Path file = folder.resolve("head.safetensors");
        writer.write(file);
        HeadNotes notes = modelJson == null
                ? null
                : HeadNotes.of(MODEL_JSON, Json.parse(MODEL_JSON, 0, modelJson.getBytes(StandardCharsets.UTF_8)));
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            return HeadReader.read(source, 3, notes);
        }
    }

    private static String message(Executable read) {
        return assertThrows(FormatException.class, read).getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "[\"normal\", \"abnormal\"]",
        "{\"1\": \"abnormal\", \"0\": \"normal\"}",
        "{\"abnormal\": 1, \"normal\": 0}",
        " {\"normal\": 0, \"abnormal\": 1} "
    })
    void labelsAreUnderstoodAsAListOrByNumber(String labels) throws IOException {
        assertEquals(List.of("normal", "abnormal"), read(2, labels, null, null).labels());
        assertEquals(List.of("normal", "abnormal"), read(2, null, null, "{\"labels\":" + labels + "}").labels());
    }

    /// Classes whose names are numbers, as folders `0` and `1` give them.
    @Test
    void namesThatAreNumbersAreToldFromNumbers() throws IOException {
        assertEquals(List.of("1", "0"), read(2, "{\"0\": 1, \"1\": 0}", null, null).labels());
        assertEquals(List.of("1", "0"), read(2, "{\"0\": \"1\", \"1\": \"0\"}", null, null).labels());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[[\"normal\",\"abnormal\"]]|[\"normal\",\"abnormal\"] in",
        "{\"labels\":[\"normal\",\"abnormal\"]}|{\"labels\":",
        "null|null",
        "2|2",
        "\"normal,abnormal\"|\"normal,abnormal\"",
        "[\"abnormal\",\"abnormal\"]|'abnormal' twice",
        "{\"0\":\"abnormal\",\"1\":\"abnormal\"}|'abnormal' twice",
        "[\"normal\",\"\"]|an empty name",
        "[\"normal\",\" \"]|an empty name",
        "[\"normal\",null]|null in",
        "[0,1]|0 in",
        "[\"normal\"]|1 names: normal",
        "[\"a\",\"b\",\"c\"]|3 names: a, b, c",
        "{\"0\":\"normal\"}|1 names",
        "{}|0 names",
        "{\"1\":\"normal\",\"2\":\"abnormal\"}|{\"1\":",
        "{\"00\":\"normal\",\"1\":\"abnormal\"}|{\"00\":",
        "{\"normal\":1,\"abnormal\":1}|{\"normal\":",
        "{\"normal\":0,\"abnormal\":2}|{\"normal\":",
        "{\"normal\":0.0,\"abnormal\":1}|{\"normal\":",
        "{\"normal\":\"0\",\"abnormal\":\"1\"}|{\"normal\":",
        "{\"0\":\"normal\",\"abnormal\":1}|{\"0\":",
        "{\"normal\":0,\"abnormal\":99999999999999999999}|{\"normal\":"
    })
    void otherLabelsAreRefused(String labels, String found) {
        String bare = message(() -> read(2, labels, null, null));
        assertTrue(bare.contains("head.safetensors: metadata 'labels': expected a JSON array of 2 different names"), bare);
        assertTrue(bare.contains("found " + found), bare);
        String described = message(() -> read(2, null, null, "{\"labels\":" + labels + "}"));
        assertTrue(described.startsWith("model.json: head's 'labels': expected a JSON array of 2"), described);
        assertTrue(described.contains("found " + found), described);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "normal,abnormal", "", "['normal', 'abnormal']", "[\"normal\",\"abnormal\"", "[\"normal\",\"abnormal\"]]",
        "[\"normal\",\"abnormal\"], \"more\": [1]", "{\"normal\":0,\"normal\":1}"
    })
    void textThatIsNoSingleJsonValueIsRefused(String labels) {
        String message = message(() -> read(2, labels, null, null));
        assertTrue(message.contains("metadata 'labels': expected a JSON array of 2 different names"), message);
    }

    @Test
    void anEmptyListInModelJsonSaysNothing() throws IOException {
        assertEquals(List.of(), read(2, null, null, "{\"labels\":[]}").labels());
        assertTrue(message(() -> read(2, "[]", null, null)).contains("found 0 names"));
    }

    @Test
    void theFileAndModelJsonMayNotContradictEachOther() throws IOException {
        String labels = "[\"normal\",\"abnormal\"]";
        String swapped = message(() -> read(2, labels, null, "{\"labels\":[\"abnormal\",\"normal\"]}"));
        assertEquals(
                "model.json: head's 'labels': expected those in the head's own file: normal, abnormal, found abnormal, normal",
                swapped);
        String other = message(() -> read(2, labels, "sigmoid", "{\"activation\":\"softmax\"}"));
        assertTrue(other.startsWith("model.json: head's 'activation': expected that in the head's own file: sigmoid"), other);
        assertEquals(
                Activation.SIGMOID,
                read(2, labels, "sigmoid", "{\"labels\":" + labels + ",\"activation\":\"sigmoid\"}").activation());
    }

    @Test
    void twoLabelsOfOneOutputMeanSigmoidAndItIsSaid() throws IOException {
        String labels = "[\"normal\",\"abnormal\"]";
        for (HeadReader.Stored head : List.of(
                read(1, labels, null, null), read(1, null, null, "{\"labels\":" + labels + "}"),
                read(1, labels, null, "{}"))) {
            assertEquals(Activation.SIGMOID, head.activation());
            assertEquals(2, head.classes());
            assertEquals(
                    "the head has one output, two labels and no 'activation': taken as sigmoid, the output as that of 'abnormal'",
                    head.note());
        }
        assertEquals("", read(1, labels, "sigmoid", null).note());
        assertEquals("", read(2, labels, null, null).note());
    }

    @Test
    void oneOutputThatSaysNothingIsRefusedWithTheRemedy() {
        String remedy =
                "'activation': expected sigmoid, or two 'labels', for a head with one output, whose softmax is always 1, found nothing";
        assertTrue(message(() -> read(1, null, null, null)).endsWith("head.safetensors: metadata " + remedy));
        assertEquals("model.json: head's " + remedy, message(() -> read(1, null, null, "{}")));
        String one = message(() -> read(1, "[\"abnormal\"]", null, null));
        assertTrue(one.contains("metadata 'labels': expected a JSON array of 2 different names"), one);
    }

    @Test
    void softmaxOfOneOutputIsRefused() {
        String message = message(() -> read(1, "[\"normal\",\"abnormal\"]", "softmax", null));
        assertTrue(message.contains("metadata 'activation': expected sigmoid for a head with one output"), message);
        assertTrue(message(() -> read(1, null, null, "{\"activation\":\"softmax\"}")).startsWith("model.json: head's 'activation'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"softmux\"", "null", "1", "[\"softmax\"]"})
    void anActivationThatIsNotKnownIsRefused(String activation) {
        String message = message(() -> read(2, null, null, "{\"activation\":" + activation + "}"));
        assertEquals("model.json: head's 'activation': expected softmax or sigmoid, found " + activation, message);
    }

    /// A layer whose number is no `int` is the last one all the same: 3 → 4 → 2.
    @Test
    void kerasLayersAreOrderedByNumbersOfAnyLength() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        dense(writer, "dense_99999999999", 4, 2);
        dense(writer, "dense_9", 3, 4);
        assertEquals(2, read(writer, null).layers().size());
        assertEquals(4, read(writer, null).layers().getFirst().bias().length);
    }

    @Test
    void predictionsComeLast() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        dense(writer, "predictions", 4, 2);
        dense(writer, "dense_1", 3, 4);
        assertEquals(2, read(writer, null).classes());
    }

    private static void dense(SafetensorsWriter writer, String layer, int inputs, int outputs) {
        writer.tensor(layer + "/kernel", List.of(inputs, outputs), new float[inputs * outputs]);
        writer.tensor(layer + "/bias", List.of(outputs), new float[outputs]);
    }

    /// The numbers that `nn.Sequential` gives: `fc1` alone would be read as a head of four classes.
    @ParameterizedTest
    @CsvSource({"fc1, fc3", "fc, fc1", "fc, predictions"})
    void aLayerThatIsLeftOverIsRefused(String first, String other) {
        SafetensorsWriter writer = new SafetensorsWriter();
        for (String stem : new String[] {first, other}) {
            String kernel = stem.startsWith("fc") ? ".weight" : "/kernel";
            writer.tensor(stem + kernel, List.of(4, 3), new float[12]);
            writer.tensor(stem + (stem.startsWith("fc") ? ".bias" : "/bias"), List.of(4), new float[4]);
        }
        String message = message(() -> read(writer, null));
        assertTrue(message.contains("classifier head: expected one, its layers numbered without a gap, found " + other), message);
    }

    @Test
    void namesOfAHeadThatIsNotReadAreShown() {
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.tensor("fc.1.weights", List.of(2, 3), new float[6]).tensor("fc.1.bias", List.of(2), new float[2]);
        assertTrue(message(() -> read(writer, null)).endsWith("found only fc.1.weights, fc.1.bias"));
    }

    @Test
    void labelsThatDifferOnlyInCaseAreToldApart() throws IOException {
        ClassifierHead head = read(2, "[\"Normal\",\"normal\"]", null, null).with(null, "");
        assertEquals(1, head.classOf("normal"));
        assertEquals(0, head.classOf("NORMAL"));
        assertArrayEquals(new String[] {"Normal", "normal"}, head.labels().toArray());
    }
}
