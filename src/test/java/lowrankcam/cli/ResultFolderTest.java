package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFolderTest {

    @TempDir private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString()).sorted().toList();
        }
    }

    @Test
    void anUnfinishedRunLeavesTheEarlierResultAsItWas() throws IOException {
        Path target = folder.resolve("hand");
        try (ResultFolder first = new ResultFolder(target)) {
            first.add(files -> Files.writeString(files.file("a.npy"), "old"));
            first.publish("{\"run\": 1}");
        }
        Files.writeString(target.resolve("notes.txt"), "mine");
        try (ResultFolder second = new ResultFolder(target)) {
            second.add(files -> Files.writeString(files.file("a.npy"), "new"));
        }
        assertEquals("old", Files.readString(target.resolve("a.npy")));
        assertEquals("{\"run\": 1}", Files.readString(target.resolve("manifest.json")));
        assertEquals(List.of("hand/a.npy", "hand/manifest.json", "hand/notes.txt"), names());
    }

    @Test
    void aFinishedRunReplacesItsFilesAndNoOthers() throws IOException {
        Path target = folder.resolve("hand");
        Files.createDirectories(target);
        Files.writeString(target.resolve("notes.txt"), "mine");
        Files.writeString(target.resolve("manifest.json"), "old");
        try (ResultFolder run = new ResultFolder(target)) {
            assertFalse(Files.exists(target.resolve("b.npy")));
            run.add(files -> Files.writeString(files.file("b.npy"), "new"));
            run.publish("{}");
        }
        assertEquals("{}", Files.readString(target.resolve("manifest.json")));
        assertEquals(List.of("hand/b.npy", "hand/manifest.json", "hand/notes.txt"), names());
    }

    @Test
    void anInterruptionKeepsFinishedPartsWholeAndOnlyThose() throws IOException {
        Path target = folder.resolve("hand");
        try (ResultFolder run = new ResultFolder(target)) {
            run.add(files -> {
                Files.writeString(files.file("a.npy"), "map");
                Files.writeString(files.file("a-overlay.png"), "picture");
            });
            assertThrows(IOException.class, () -> run.add(files -> {
                Files.writeString(files.file("b.npy"), "half");
                throw new IOException("disk full");
            }));
            assertTrue(run.interrupt(() -> "{\"interrupted\": true}"));
            assertFalse(run.interrupt(() -> "again"));
        }
        assertEquals("{\"interrupted\": true}", Files.readString(target.resolve("manifest.json")));
        assertEquals(List.of("hand/a-overlay.png", "hand/a.npy", "hand/manifest.json"), names());
    }

    @Test
    void anInterruptionBeforeAnythingIsFinishedLeavesTheEarlierResult() throws IOException {
        Path target = folder.resolve("hand");
        Files.createDirectories(target);
        Files.writeString(target.resolve("manifest.json"), "old");
        try (ResultFolder run = new ResultFolder(target)) {
            assertFalse(run.interrupt(() -> "new"));
        }
        assertEquals("old", Files.readString(target.resolve("manifest.json")));
        assertEquals(List.of("hand/manifest.json"), names());
    }
}
