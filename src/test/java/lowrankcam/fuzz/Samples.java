package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import lowrankcam.format.FileTree;

/// Makes samples.
final class Samples {

    private Samples() {}

    /// Writes files into an empty folder.
    interface Writing {
        void into(Path folder) throws IOException;
    }

    static SortedMap<String, byte[]> file(String name, byte[] bytes) {
        return new TreeMap<>(Map.of(name, bytes));
    }

    static SortedMap<String, byte[]> text(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /// What the program itself writes.
    static SortedMap<String, byte[]> written(Writing writing) throws IOException {
        Path folder = Files.createTempDirectory("samples");
        try {
            writing.into(folder);
            return Fuzz.content(folder);
        } finally {
            FileTree.delete(folder);
        }
    }

    static long crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return crc.getValue();
    }
}
