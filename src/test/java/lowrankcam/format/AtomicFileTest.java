package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir private Path folder;

    @Test
    void textInPiecesIsWritten() throws IOException {
        Path file = folder.resolve("a.csv");
        AtomicFile.writeText(file, out -> {
            for (int i = 0; i < 50_000; i++) {
                out.write("ä,\n");
            }
        });
        assertEquals("ä,\n".repeat(50_000), Files.readString(file));
    }

    /// Whichever way it fails, the old file stays and no other is left.
    @Test
    void aFailureHalfWayLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("a.csv");
        AtomicFile.write(file, "old");
        assertThrows(FileSystemException.class, () -> AtomicFile.writeText(file, out -> {
            out.write("x".repeat(100_000));
            throw new IOException("disk full");
        }));
        FileSystemException e = assertThrows(FileSystemException.class, () -> AtomicFile.writeText(file, out -> {
            throw new UncheckedIOException(new IOException("disk full"));
        }));
        assertTrue(e.getMessage().contains("a.csv") && e.getMessage().contains("disk full"), e.getMessage());
        assertEquals("old", Files.readString(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }
}
