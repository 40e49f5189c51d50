package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lowrankcam.weights.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file and a folder after a kill at any step: the old one or the new one, and nothing else after the next run.
class KilledFileTest {

    @TempDir private Path folder;

    @Test
    void aFileIsTheOldOneOrTheNewOne() throws IOException {
        Path file = folder.resolve("table.csv");
        int kills =
                Kills.atEveryStep(folder, () -> AtomicFile.write(file, "old"), () -> AtomicFile.writeToDisk(file, "new"), step -> {
                    assertTrue(List.of("old", "new").contains(Files.readString(file)), step);
                    AtomicFile.write(file, "next");
                    assertEquals("next", Files.readString(file));
                    assertEquals(1, Kills.files(folder).size(), step);
                });
        assertEquals(4, kills, "fsync, rename, two deletions");
    }

    /// What `train-head` writes, and `convert` into one file.
    @Test
    void tensorsAreTheOldOnesOrTheNewOnes() throws IOException {
        Path file = folder.resolve("head.safetensors");
        Kills.Work old = () -> tensors(1).write(file);
        Kills.Work next = () -> tensors(2).write(file);
        old.run();
        String before = Kills.files(folder).get("head.safetensors");
        next.run();
        String after = Kills.files(folder).get("head.safetensors");
        int kills =
                Kills.atEveryStep(folder, old, next, step -> {
                    assertTrue(List.of(before, after).contains(Kills.files(folder).get("head.safetensors")), step);
                    next.run();
                    assertEquals(Map.of("head.safetensors", after), Kills.files(folder), step);
                });
        assertEquals(3, kills);
    }

    private static SafetensorsWriter tensors(float value) {
        return new SafetensorsWriter().tensor("fc.bias", List.of(2), new float[] {value, -value});
    }

    /// With files of somebody else beside them.
    @Test
    void aFolderWhoseFilesAreExchangedIsWholeOrSaysThatItIsNot() throws IOException {
        Path target = folder.resolve("out");
        Map<String, String> old = Map.of("a", "61", "b", "62", "last", "6f6c64", "mine", "6d");
        Map<String, String> next = Map.of("b", "42", "c", "43", "last", "6e6577", "mine", "6d");
        int kills =
                Kills.atEveryStep(
                        folder,
                        () -> {
                            FileTree.delete(target);
                            for (String name : List.of("a", "b", "mine")) {
                                Files.createDirectories(target);
                                Files.writeString(target.resolve(name), name.substring(0, 1));
                            }
                            Files.writeString(target.resolve("last"), "old");
                        },
                        () -> exchange(target, List.of("b", "c"), "new"),
                        step -> {
                            Map<String, String> left = Kills.filesOutsideDrafts(target);
                            assertTrue(left.containsKey("UNFINISHED") || left.equals(old) || left.equals(next), step + left);
                            assertEquals("6d", left.get("mine"), step);
                            exchange(target, List.of("d"), "end");
                            assertEquals(Map.of("d", "44", "last", "656e64", "mine", "6d"), Kills.files(target), step);
                        });
        assertTrue(kills > 10, "kills: " + kills);
    }

    private static void exchange(Path target, List<String> names, String last) throws IOException {
        try (Draft draft = Draft.in(target)) {
            for (String name : names) {
                AtomicFile.write(draft.file(name), name.toUpperCase(java.util.Locale.ROOT));
            }
            AtomicFile.write(draft.file("last"), last);
            List<String> all = new java.util.ArrayList<>(names);
            all.add("last");
            FolderTarget.exchange(draft.place(), target, all, List.of("a", "b", "c"));
        }
    }

    /// A folder that is new, and one that is there and empty.
    @Test
    void aNewFolderIsThereWholeOrNotAtAll() throws IOException {
        for (boolean there : new boolean[] {false, true}) {
            Path target = folder.resolve("new" + there);
            Kills.Work work = () -> {
                FolderTarget.clear(target);
                try (Draft draft = FolderTarget.draft(target)) {
                    Path made = Files.createDirectory(draft.file("made"));
                    AtomicFile.write(made.resolve("weights"), "w");
                    AtomicFile.write(made.resolve("model.json"), "m");
                    FolderTarget.place(made, target, "model.json");
                }
            };
            Map<String, String> whole = Map.of("weights", "77", "model.json", "6d");
            Kills.atEveryStep(
                    folder,
                    () -> {
                        FileTree.delete(target);
                        if (there) {
                            Files.createDirectory(target);
                        }
                    },
                    work,
                    step -> {
                        Map<String, String> left =
                                Files.exists(target) ? Kills.filesOutsideDrafts(target) : new TreeMap<>();
                        left.remove("/");
                        assertTrue(left.isEmpty() || left.equals(whole) || left.containsKey("UNFINISHED"), step + left);
                        work.run();
                        assertEquals(whole, Kills.files(target), step);
                        FileTree.delete(target);
                        assertEquals(Map.of("/", ""), Kills.files(folder), step);
                    });
            FileTree.delete(target);
        }
    }
}
