package lowrankcam.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.FileTree;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.Kills;
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
        try (ResultFolder first = new ResultFolder(target, folder)) {
            first.add(files -> Files.writeString(files.file("a.npy"), "old"));
            first.publish(Json.object().put("run", 1));
        }
        Files.writeString(target.resolve("notes.txt"), "mine");
        try (ResultFolder second = new ResultFolder(target, folder)) {
            second.add(files -> Files.writeString(files.file("a.npy"), "new"));
        }
        assertEquals("old", Files.readString(target.resolve("a.npy")));
        assertEquals(1, Json.read(target.resolve("manifest.json")).path("run").asInt());
        assertEquals(List.of("hand/a.npy", "hand/manifest.json", "hand/notes.txt"), names());
    }

    @Test
    void aFinishedRunReplacesItsFilesAndNoOthers() throws IOException {
        Path target = folder.resolve("hand");
        Files.createDirectories(target);
        Files.writeString(target.resolve("notes.txt"), "mine");
        Files.writeString(target.resolve("manifest.json"), "old");
        try (ResultFolder run = new ResultFolder(target, folder)) {
            assertFalse(Files.exists(target.resolve("b.npy")));
            run.add(files -> Files.writeString(files.file("b.npy"), "new"));
            run.publish(Json.object());
        }
        assertEquals("b.npy", Json.read(target.resolve("manifest.json")).path("files").get(0).asString());
        assertEquals(List.of("hand/b.npy", "hand/manifest.json", "hand/notes.txt"), names());
    }

    @Test
    void anInterruptionKeepsFinishedPartsWholeAndOnlyThose() throws IOException {
        Path target = folder.resolve("hand");
        try (ResultFolder run = new ResultFolder(target, folder)) {
            run.add(files -> {
                Files.writeString(files.file("a.npy"), "map");
                Files.writeString(files.file("a-overlay.png"), "picture");
            });
            assertThrows(IOException.class, () -> run.add(files -> {
                Files.writeString(files.file("b.npy"), "half");
                throw new IOException("disk full");
            }));
            assertTrue(run.interrupt(() -> Json.object().put("interrupted", true)));
            assertFalse(run.interrupt(Json::object));
        }
        assertTrue(Json.read(target.resolve("manifest.json")).path("interrupted").asBoolean());
        assertEquals(List.of("hand/a-overlay.png", "hand/a.npy", "hand/manifest.json"), names());
    }

    @Test
    void anInterruptionBeforeAnythingIsFinishedLeavesTheEarlierResult() throws IOException {
        Path target = folder.resolve("hand");
        Files.createDirectories(target);
        Files.writeString(target.resolve("manifest.json"), "old");
        try (ResultFolder run = new ResultFolder(target, folder)) {
            assertFalse(run.interrupt(Json::object));
        }
        assertEquals("old", Files.readString(target.resolve("manifest.json")));
        assertEquals(List.of("hand/manifest.json"), names());
    }

    private void explain(List<String> maps, String run) throws IOException {
        Path target = folder.resolve("hand");
        try (ResultFolder result = new ResultFolder(target, folder)) {
            for (String map : maps) {
                result.add(files -> AtomicFile.write(files.file(map), map + run));
            }
            result.publish(Json.object().put("program", "lowrank-cam 1").put("run", run));
        }
    }

    /// Maps of two models never lie under one manifest.
    @Test
    void mapsOfTheEarlierResultThatTheNewOneDoesNotHaveGoAndOthersStay() throws IOException {
        explain(List.of("cam.npy", "scorecam.npy"), "first");
        Files.writeString(folder.resolve("hand/notes.txt"), "mine");
        Files.writeString(folder.resolve("hand/scorecam-annotated.png"), "mine");
        explain(List.of("cam.npy"), "second");
        assertEquals(
                List.of("hand/cam.npy", "hand/manifest.json", "hand/notes.txt", "hand/scorecam-annotated.png"), names());
    }

    /// As they were before a manifest listed all files, with `activations` among them.
    @Test
    void whatAnOlderManifestListsMapByMapIsKnownToo() throws IOException {
        Path target = Files.createDirectories(folder.resolve("hand"));
        for (String name : List.of("a.npy", "a-overlay.png", "a-mode-1.png", "a-modes.png", "b.npy", "sheet.png", "tap.npy")) {
            Files.writeString(target.resolve(name), "old");
        }
        Files.writeString(target.resolve("manifest.json"), """
                {"program": "lowrank-cam 0.1", "sheet": "sheet.png", "files": [{"name": "tap", "file": "tap.npy"}],
                 "maps": [{"files": "a.npy, a-overlay.png", "modeSheet": "a-modes.png", "independentFile": "b.npy",
                           "modes": [{"files": "a-mode-1.png"}, {}]}]}
                """);
        explain(List.of("c.npy"), "new");
        assertEquals(List.of("hand/c.npy", "hand/manifest.json"), names());
    }

    @Test
    void aManifestDeletesNothingElsewhereAndNothingThatIsNoMap() throws IOException {
        Path target = Files.createDirectories(folder.resolve("hand/sub.png")).getParent();
        Files.writeString(folder.resolve("outside.png"), "mine");
        Files.writeString(target.resolve("thesis.docx"), "mine");
        Files.writeString(target.resolve("b.png"), "mine");
        Files.writeString(target.resolve("manifest.json"), """
                {"program": "lowrank-cam 0.1",
                 "files": ["../outside.png", "thesis.docx", "sub.png", "", ".", "..", "UNFINISHED", 7, null]}
                """);
        explain(List.of(), "new");
        Files.writeString(target.resolve("manifest.json"), "{\"program\": \"another\", \"files\": [\"b.png\"]}");
        explain(List.of(), "new");
        assertEquals(List.of("hand/b.png", "hand/manifest.json", "hand/thesis.docx", "outside.png"), names());
        assertTrue(Files.isDirectory(target.resolve("sub.png")));
    }

    @Test
    void aFileOfSomebodyElseThatSaysUnfinishedIsNotTakenForOurs() throws IOException {
        Files.createDirectories(folder.resolve("hand"));
        Files.writeString(folder.resolve("hand/UNFINISHED"), "my list");
        FormatException e = assertThrows(FormatException.class, () -> explain(List.of("a.npy"), "new"));
        assertTrue(e.getMessage().contains("UNFINISHED: file of that name: expected none"), e.getMessage());
        assertEquals(List.of("hand/UNFINISHED"), names());
    }

    /// Killed before each step: the old result, the new one, or a folder that says that it is unfinished; the next run, with
    /// maps of its own, leaves its own only, and what is somebody else's.
    @Test
    void aKillLeavesAWholeResultOrAFolderThatSaysItIsUnfinished() throws IOException {
        Kills.Work old = () -> {
            FileTree.delete(folder.resolve("hand"));
            explain(List.of("a.npy", "b.npy"), "old");
            AtomicFile.write(folder.resolve("hand/notes.txt"), "mine");
        };
        Kills.Work next = () -> explain(List.of("b.npy", "c.npy"), "new");
        old.run();
        Map<String, String> before = Kills.files(folder);
        next.run();
        Map<String, String> after = Kills.files(folder);
        assertTrue(before.containsKey("hand/a.npy") && !after.containsKey("hand/a.npy"), after.toString());
        int[] unfinished = new int[1];
        int kills =
                Kills.atEveryStep(folder, old, next, step -> {
                    Map<String, String> left = Kills.filesOutsideDrafts(folder);
                    boolean says = left.containsKey("hand/UNFINISHED");
                    unfinished[0] += says ? 1 : 0;
                    assertTrue(says || left.equals(before) || left.equals(after), step + left.keySet());
                    assertEquals(before.get("hand/notes.txt"), left.get("hand/notes.txt"), step);
                    explain(List.of("d.npy"), "last");
                    assertEquals(List.of("hand/d.npy", "hand/manifest.json", "hand/notes.txt"), names(), step);
                });
        assertTrue(kills >= 12 && unfinished[0] > 4, kills + " kills, " + unfinished[0] + " unfinished");
    }
}
