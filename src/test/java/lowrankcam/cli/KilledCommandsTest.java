package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lowrankcam.format.FileTree;
import lowrankcam.format.Kills;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole commands, killed before each rename, deletion and fsync. The classes that write are tested so without a network; here
/// it is seen that the commands use them.
@Tag("slow")
class KilledCommandsTest {

    private static final Path IMAGE = Goldens.file("inputs/hand_299.png");

    @TempDir private Path folder;

    private void run(Object... args) {
        assertEquals(0, CliRuns.run(args).code(), () -> List.of(args).toString());
    }

    /// Without drafts and, in manifests, times.
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>(CliRuns.files(folder));
        files.keySet().retainAll(Kills.filesOutsideDrafts(folder).keySet());
        return files;
    }

    @Test
    void explainLeavesAWholeResultOrSaysThatItIsUnfinished() throws IOException {
        Kills.Work old = () -> {
            FileTree.delete(folder.resolve("hand_299"));
            run("explain", IMAGE, "-o", folder, "-m", "cam,eigencam", "--quiet");
        };
        Kills.Work next = () -> CliRuns.run("explain", IMAGE, "-o", folder, "-m", "cam", "--quiet");
        old.run();
        Map<String, String> before = files();
        next.run();
        Map<String, String> after = files();
        assertEquals(4, after.size(), after.keySet().toString());
        int kills =
                Kills.atEveryStep(folder, old, next, step -> {
                    Map<String, String> left = files();
                    assertTrue(
                            left.containsKey("hand_299/UNFINISHED") || left.equals(before) || left.equals(after),
                            step + left.keySet());
                    next.run();
                    assertEquals(after, files(), step);
                    assertEquals(Set.copyOf(after.keySet()), Set.copyOf(Kills.files(folder).keySet()), step);
                });
        assertTrue(kills >= 12, kills + " kills");
    }

    @Test
    void convertLeavesTheOldModelOrTheNewOne() throws IOException {
        Path file = folder.resolve("m.safetensors");
        Kills.Work next = () -> CliRuns.run("convert", "--no-head", "--force", "-o", file);
        next.run();
        long whole = Files.size(file);
        int kills =
                Kills.atEveryStep(folder, () -> Files.writeString(file, "old"), next, step -> {
                    assertTrue(Files.size(file) == 3 || Files.size(file) == whole, step);
                    next.run();
                    assertEquals(whole, Files.size(file), step);
                    assertEquals(Set.of("m.safetensors"), CliRuns.files(folder).keySet(), step);
                });
        assertEquals(3, kills);
    }

    @Test
    void convertLeavesAModelFolderOrNone() throws IOException {
        Path model = folder.resolve("model");
        Kills.Work next = () -> CliRuns.run("convert", "-o", model);
        next.run();
        Set<String> whole = CliRuns.files(model).keySet();
        assertTrue(whole.contains("model.json"), whole.toString());
        int kills =
                Kills.atEveryStep(folder, () -> FileTree.delete(model), next, step -> {
                    assertTrue(!Files.exists(model) || CliRuns.files(model).keySet().equals(whole), step);
                    next.run();
                    assertEquals(whole, CliRuns.files(model).keySet(), step);
                    assertEquals(whole.size(), CliRuns.files(folder).size(), step);
                });
        assertEquals(3, kills);
    }
}
