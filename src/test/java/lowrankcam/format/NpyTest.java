package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {

    @TempDir private Path folder;

    @Test
    void arraysComeBackAndDataIsAligned() throws IOException {
        Path file = folder.resolve("a.npy");
        for (List<Integer> shape : List.of(List.of(6), List.of(2, 3), List.of(1, 2, 3))) {
            float[] values = {1, 2, 3, -4, 0.5f, 1e-40f};
            Npy.write(file, shape, values);
            Npy read = Npy.read(file);
            assertEquals(shape, read.shape());
            assertArrayEquals(values, read.values());
            assertEquals(0, (Files.size(file) - 24) % 64);
        }
    }

    @Test
    void truncatedAtAnyByteIsRefused() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.write(file, List.of(4), new float[4]);
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThrows(FormatException.class, () -> Npy.read(file), "length " + length);
        }
    }
}
