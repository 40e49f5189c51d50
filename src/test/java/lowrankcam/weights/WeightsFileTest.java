package lowrankcam.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFileTest {

    @TempDir private Path folder;

    @Test
    void aFormatIsToldByItsBytesAndNotByItsName() throws IOException {
        Path file = folder.resolve("model.json");
        new SafetensorsWriter().tensor("a", List.of(1), new float[1]).write(file);
        try (TensorSource source = WeightsFile.open(file)) {
            assertInstanceOf(SafetensorsFile.class, source);
            assertEquals(List.of(file), source.files());
        }
    }

    /// The first eight bytes, as a length, are less than the file holds.
    @Test
    void anotherFormatIsNamedThoughItsFirstBytesWouldDoAsALength() throws IOException {
        Path file = folder.resolve("model.safetensors");
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.write(new byte[] {'G', 'G', 'U', 'F', 3});
            open.setLength(70_000_000);
        }
        FormatException e = assertThrows(FormatException.class, () -> WeightsFile.open(file));
        assertTrue(e.getMessage().contains("found a GGUF file"), e.getMessage());
    }

    @Test
    void anArchiveOfThePyTorchBeforeTheFirstPicklesIsNamed() throws IOException {
        byte[] header = new byte[512];
        byte[] numbers = "0000644\0000000000\0000000000\00000000001234\0".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy("sys_info".getBytes(StandardCharsets.US_ASCII), 0, header, 0, 8);
        System.arraycopy(numbers, 0, header, 100, numbers.length);
        Path file = Files.write(folder.resolve("model.pth"), header);
        FormatException e = assertThrows(FormatException.class, () -> WeightsFile.open(file));
        assertTrue(e.getMessage().contains("found a tar archive (PyTorch before 0.1.10)"), e.getMessage());
    }
}
