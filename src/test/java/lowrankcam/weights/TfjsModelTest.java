package lowrankcam.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lowrankcam.format.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TfjsModelTest {

    /// Beyond the largest double.
    private static final String HUGE =
            "1000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                    + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                    + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                    + "0000000000000000";

    private static final String GOOD =
            """
            {"weightsManifest":[{"paths":["a.bin","b.bin"],"weights":[
              {"name":"q","shape":[3],"dtype":"float32","quantization":{"dtype":"uint8","scale":0.5,"min":-1}},
              {"name":"h","shape":[1],"dtype":"float32","quantization":{"dtype":"uint16","scale":2,"min":1}},
              {"name":"f","shape":[1],"dtype":"float32"}]}]}
            """;

    @TempDir private Path folder;

    private Path model(String json) throws IOException {
        Files.writeString(folder.resolve("model.json"), json);
        // q = 0, 2, 255; h = 0x0102; f = 1.0f; the first shard ends inside h.
        Files.write(folder.resolve("a.bin"), new byte[] {0, 2, (byte) 255, 2});
        Files.write(folder.resolve("b.bin"), new byte[] {1, 0, 0, (byte) 0x80, 0x3F});
        return folder.resolve("model.json");
    }

    /// q·0.5 - 1 = -1, 0, 126.5; 258·2 + 1 = 517.
    @Test
    void dequantisesAcrossShards() throws IOException {
        try (TfjsModel model = TfjsModel.open(model(GOOD))) {
            assertArrayEquals(new float[] {-1f, 0f, 126.5f}, model.read("q"));
            assertArrayEquals(new float[] {517f}, model.read("h"));
            assertArrayEquals(new float[] {1f}, model.read("f"));
            assertTrue(model.files().containsAll(List.of(folder.resolve("a.bin"), folder.resolve("b.bin"))));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"shape\":[3]|\"shape\":[2]|bytes in the shards",
        "\"shape\":[3]|\"shape\":[30]|bytes in the shards",
        "\"uint8\"|\"int8\"|float32, uint8 or uint16",
        "\"b.bin\"|\"../b.bin\"|beside model.json",
        "\"b.bin\"|\"c.bin\"|nothing of that name",
        "\"name\":\"h\"|\"name\":\"q\"|one entry",
        "\"shape\":[3]|\"shape\":[3.5]|whole numbers",
        "\"b.bin\"|\"b\\u0000.bin\"|beside model.json, found",
        "\"scale\":0.5|\"scale\":1e999|finite numbers as scale and min",
        "\"scale\":0.5|\"scale\":" + HUGE + "|finite numbers as scale and min",
        "\"scale\":0.5|\"scale\":\"0.5\"|finite numbers as scale and min",
        "\"scale\":0.5,|``|finite numbers as scale and min",
        "\"shape\":[3]|\"shape\":[" + HUGE + "]|whole numbers",
        "\"shape\":[3]|\"shape\":{\"a\":3}|a list of whole numbers",
        "{\"weightsManifest|{\"format\":\"graph-model\",\"weightsManifest|a TF.js graph model",
        "\"weightsManifest\"|\"weights\"|a list of weight groups",
    })
    void damageIsNamed(String from, String to, String expected) throws IOException {
        Path file = model(GOOD.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
        FormatException e = assertThrows(FormatException.class, () -> TfjsModel.open(file));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }

    /// What makes probabilities of logits: of a dense last layer, or a layer of its own; `linear` says nothing.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"layers\":[{\"class_name\":\"Dense\",\"config\":{\"activation\":\"sigmoid\"}}]}|sigmoid",
        "[{\"class_name\":\"Dense\",\"config\":{}},{\"class_name\":\"Softmax\",\"config\":{}}]|softmax",
        "{\"layers\":[{\"class_name\":\"Dense\",\"config\":{\"activation\":\"linear\"}}]}|",
        "{\"layers\":[{\"class_name\":\"Concatenate\",\"config\":{}}]}|",
        "{}|"
    })
    void theActivationOfTheLastLayerIsRead(String config, String activation) throws IOException {
        String topology = "{\"modelTopology\":{\"model_config\":{\"config\":" + config + "}},";
        try (TfjsModel model = TfjsModel.open(model(GOOD.replaceFirst("\\{", Matcher.quoteReplacement(topology))))) {
            assertEquals(activation, model.metadata().get("activation"));
        }
    }
}
