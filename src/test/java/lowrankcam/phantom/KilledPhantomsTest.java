package lowrankcam.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lowrankcam.format.FileTree;
import lowrankcam.format.FormatException;
import lowrankcam.format.Kills;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Phantoms in a folder that holds other things, killed between the moves of masks and images.
class KilledPhantomsTest {

    @TempDir private Path folder;

    @Test
    void masksAloneAreNeverLeftWithoutAWordAndTheNextRunPutsItRight() throws IOException {
        Kills.Work write = () -> Phantoms.write(folder, PhantomOptions.of(2, 1), (_, _) -> {});
        Files.writeString(folder.resolve("notes.txt"), "mine");
        write.run();
        Map<String, String> whole = Kills.files(folder);
        int kills =
                Kills.atEveryStep(
                        folder,
                        () -> {
                            FileTree.delete(folder.resolve("MURA-v1.1"));
                            FileTree.delete(folder.resolve("masks"));
                        },
                        write,
                        step -> {
                            Map<String, String> left = Kills.filesOutsideDrafts(folder);
                            assertTrue(
                                    left.containsKey("UNFINISHED") || left.equals(whole) || left.size() == 1,
                                    step + left.keySet());
                            assertTrue(left.containsKey("notes.txt"), step);
                            if (left.equals(whole)) {
                                assertThrows(FormatException.class, write::run, step);
                            } else {
                                write.run();
                            }
                            assertEquals(whole, Kills.files(folder), step);
                        });
        assertTrue(kills >= 8, kills + " kills");
    }
}
