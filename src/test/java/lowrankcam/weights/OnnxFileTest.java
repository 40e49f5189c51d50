package lowrankcam.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import lowrankcam.format.FormatException;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxFileTest {

    @TempDir private Path folder;

    @Test
    void valuesAreReadInEveryFormInWhichTheyAreStored() throws IOException {
        try (TensorSource expected = SafetensorsFile.open(Goldens.file("onnx/values.safetensors"));
                TensorSource found = WeightsFile.open(Goldens.file("onnx/values.onnx"))) {
            assertEquals(8, expected.tensors().size());
            assertEquals(expected.tensors().keySet(), found.tensors().keySet());
            for (String name : expected.tensors().keySet()) {
                assertEquals(expected.tensors().get(name).shape(), found.tensors().get(name).shape(), name);
                assertArrayEquals(expected.read(name), found.read(name), name);
            }
        }
    }

    /// In place of `weights.bin`, as long.
    @ParameterizedTest
    @ValueSource(strings = {"../x/s.bin", "/etc/hosts_", "a/../../.b"})
    void filesElsewhereAreRefused(String location) throws IOException {
        Path file = changed("dynamo.onnx", "weights.bin", (location + "___________").substring(0, 11));
        FormatException e = assertThrows(FormatException.class, () -> WeightsFile.open(file));
        assertTrue(e.getMessage().contains("location: expected the name of a file beside the model, found '"), e.getMessage());
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Path file = changed("dynamo.onnx", "", "");
        FormatException e = assertThrows(FormatException.class, () -> WeightsFile.open(file));
        assertTrue(e.getMessage().startsWith(folder.resolve("weights.bin").toString()), e.getMessage());
    }

    @Test
    void aShortFileIsNamedWithTheTensorThatItLacks() throws IOException {
        Path file = changed("dynamo.onnx", "", "");
        Files.write(folder.resolve("weights.bin"), new byte[3000]);
        FormatException e = assertThrows(FormatException.class, () -> WeightsFile.open(file));
        assertTrue(e.getMessage().startsWith(folder.resolve("weights.bin") + " @ 0x"), e.getMessage());
        assertTrue(e.getMessage().contains("tensor 'Conv2d_1a_3x3.conv.weight'"), e.getMessage());
    }

    @Test
    void aFileCutShortIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(Goldens.file("onnx/values.onnx"));
        Path file = Files.write(folder.resolve("a.onnx"), Arrays.copyOf(bytes, bytes.length - 30));
        FormatException e = assertThrows(FormatException.class, () -> WeightsFile.open(file));
        assertTrue(e.getMessage().contains("before the end of the message"), e.getMessage());
    }

    private Path changed(String golden, String text, String other) throws IOException {
        String bytes = new String(Files.readAllBytes(Goldens.file("onnx/" + golden)), StandardCharsets.ISO_8859_1);
        return Files.writeString(
                folder.resolve("a.onnx"), text.isEmpty() ? bytes : bytes.replace(text, other), StandardCharsets.ISO_8859_1);
    }
}
