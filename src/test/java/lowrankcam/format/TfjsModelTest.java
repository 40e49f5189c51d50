package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TfjsModelTest {

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
        "\"weightsManifest\"|\"weights\"|a list of weight groups",
    })
    void damageIsNamed(String from, String to, String expected) throws IOException {
        Path file = model(GOOD.replaceFirst(java.util.regex.Pattern.quote(from), to));
        FormatException e = assertThrows(FormatException.class, () -> TfjsModel.open(file));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
    }
}
