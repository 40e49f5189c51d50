package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import lowrankcam.weights.SafetensorsFile;
import lowrankcam.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ByteSourceTest {

    @TempDir private Path folder;

    @Test
    void aFileThatShrinksWhileItIsReadIsAnErrorAndNoFault() throws IOException {
        Path file = folder.resolve("w.safetensors");
        new SafetensorsWriter().tensor("w", List.of(100_000), new float[100_000]).write(file);
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(200_000);
            }
            FormatException e = assertThrows(FormatException.class, () -> source.read("w"));
            assertTrue(e.getMessage().contains("tensor 'w'") && e.getMessage().contains("became shorter"), e.getMessage());
            assertEquals(200_000, e.offset());
        }
    }

    /// Reading a pipe waits for a writer, and a device may never end.
    @Test
    void aDeviceIsRefusedByName() {
        Path device = Path.of("/dev/zero");
        for (Executable read : List.<Executable>of(
                () -> ByteSource.open(device), () -> Json.read(device), () -> Sha256.of(device))) {
            String message = assertThrows(FormatException.class, read).getMessage();
            assertEquals("/dev/zero: file: expected a file, found a pipe or a device", message);
        }
        assertEquals(FileKind.UNKNOWN, FileKind.of(device));
    }

    @Test
    void accessBeyondTheEndIsNamed() throws IOException {
        try (ByteSource source = ByteSource.open(Files.write(folder.resolve("x"), new byte[] {1, 2, 3}))) {
            assertEquals(0x0302, source.bytes(1, 2, "item").getShort());
            assertTrue(assertThrows(FormatException.class, () -> source.bytes(2, 2, "item"))
                    .getMessage().contains("item: expected 2 bytes, found 1 bytes before the end"));
            assertThrows(FormatException.class, () -> source.longAt(-1, "item"));
        }
    }
}
