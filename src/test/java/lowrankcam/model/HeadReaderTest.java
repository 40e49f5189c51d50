package lowrankcam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.kernel.Dense;
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

    private static SafetensorsWriter headWith(float[] mean, List<Integer> basisShape, float[] basis) {
        return new SafetensorsWriter()
                .tensor("fc.weight", List.of(2, 3), new float[6]).tensor("fc.bias", List.of(2), new float[2])
                .tensor("features.mean", List.of(mean.length), mean).tensor("features.basis", basisShape, basis);
    }

    /// Roots are 1, 2, 3; less the mean 1, 0, -1; the 0, 2, 4 that is left has nothing along the direction: √20.
    @Test
    void theDistanceFromTheTrainingImagesIsWhatLiesBesideTheirDirections() throws IOException {
        SafetensorsWriter writer = headWith(new float[] {1, 0, -1}, List.of(1, 3), new float[] {1, 0, 0});
        writer.tensor("features.limit", List.of(1), new float[] {4.5f}).metadata("training", "{}");
        HeadReader.Stored head = read(writer, null);
        assertEquals("{}", head.fit());
        TrainingFeatures.Distance distance = head.with(Dense.scalar(), "").distance(new float[] {1, 4, 9});
        assertEquals(Math.sqrt(20), distance.distance(), 1e-12);
        assertEquals(List.of(), distance.flags());
        assertEquals(List.of("unlike-training-images"), head.training().distance(new float[] {1, 4, 16}).flags());
        assertEquals(List.of("unlike-training-images"), head.training().distance(new float[] {1, Float.NaN, 9}).flags());
        assertNull(read(2, null, null, null).with(Dense.scalar(), "").distance(new float[3]));
    }

    @Test
    void trainingFeaturesThatDoNotFitAreRefused() {
        String missing = message(() -> read(headWith(new float[3], List.of(1, 3), new float[3]), null));
        assertTrue(missing.endsWith("tensor 'features.limit' shape: expected [1], found no such tensor"), missing);
        String basis = message(() -> read(headWith(new float[3], List.of(2, 2), new float[4]), null));
        assertTrue(basis.endsWith("tensor 'features.basis' shape: expected [2, 3], found [2, 2]"), basis);
        String mean = message(() -> read(headWith(new float[2], List.of(1, 3), new float[3]), null));
        assertTrue(mean.endsWith("tensor 'features.mean' shape: expected [3], found [2]"), mean);
        float[] hole = {0, Float.NaN, 0};
        String value = message(() -> read(headWith(hole, List.of(1, 3), new float[3]), null));
        assertTrue(value.endsWith("tensor 'features.mean' value 1: expected a finite number, found NaN"), value);
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

    private static SafetensorsWriter linear(SafetensorsWriter writer, String layer, int inputs, int outputs) {
        float[] weights = new float[inputs * outputs];
        weights[1] = inputs;
        return writer.tensor(layer + "weight", List.of(outputs, inputs), weights)
                .tensor(layer + "bias", List.of(outputs), new float[outputs]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fc.1.", "classifier.", "last_linear.", "head.", "logits.", "module.my_own.", ""})
    void theOnlyMatrixIsTheHeadWhateverItIsCalled(String layer) throws IOException {
        HeadReader.Stored head = read(linear(new SafetensorsWriter(), layer, 3, 2), null);
        assertArrayEquals(new float[] {0, 0, 3, 0, 0, 0}, head.layers().getFirst().weights());
        String name = layer.isEmpty() ? "weight" : layer.substring(0, layer.length() - 1);
        assertEquals(List.of("head '" + name + "'"), head.taken());
    }

    @Test
    void aHeadOfTheUsualNameIsNotSpokenOf() throws IOException {
        assertEquals(List.of(), read(linear(new SafetensorsWriter(), "fc.", 3, 2), null).taken());
    }

    @Test
    void aLayerWithoutABiasHasZerosAndItIsSaid() throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter().tensor("head.weight", List.of(2, 3), new float[6]);
        HeadReader.Stored head = read(writer, null);
        assertArrayEquals(new float[2], head.layers().getFirst().bias());
        assertEquals(List.of("head 'head', without a bias in 'head'"), head.taken());
    }

    /// By shapes, since names say nothing: 3 → 4 → 2. By numbers, since shapes say nothing: 3 → 3 → 3.
    @Test
    void severalMatricesAreOrderedByShapesOrNumbers() throws IOException {
        SafetensorsWriter shapes = new SafetensorsWriter();
        linear(shapes, "out.", 4, 2);
        linear(shapes, "hidden.", 3, 4);
        assertEquals(List.of("head 'hidden', 'out' with ReLU between"), read(shapes, null).taken());
        SafetensorsWriter numbers = new SafetensorsWriter();
        linear(numbers, "fc.10.", 3, 3);
        linear(numbers, "fc.7.", 3, 3);
        linear(numbers, "fc.1.", 3, 3);
        assertEquals(List.of("head 'fc.1', 'fc.7', 'fc.10' with ReLU between"), read(numbers, null).taken());
    }

    @ParameterizedTest
    @CsvSource({"a., 3, 2, b., 3, 5", "a., 4, 2, b., 7, 5", "a., 3, 4, b., 5, 2"})
    void matricesThatAllowNoOrSeveralHeadsAreRefused(String one, int i, int o, String other, int j, int p) {
        SafetensorsWriter writer = new SafetensorsWriter();
        linear(writer, one, i, o);
        linear(writer, other, j, p);
        String message = message(() -> read(writer, null));
        assertTrue(message.contains("classifier head: expected a single matrix with 3 inputs, or several with numbers or shapes"), message);
        assertTrue(message.contains("found a.weight [" + o + ", " + i + "], b.weight [" + p + ", " + j + "]"), message);
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
