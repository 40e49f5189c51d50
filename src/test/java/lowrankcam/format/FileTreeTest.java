package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {

    @TempDir private Path folder;

    @Test
    void everythingInsideGoesAndWhatALinkPointsAtStays() throws IOException {
        Path precious = Files.writeString(Files.createDirectories(folder.resolve("other")).resolve("precious.txt"), "x");
        Path tree = Files.createDirectories(folder.resolve("tree/a/b")).getParent().getParent();
        Files.writeString(tree.resolve("a/b/file.txt"), "y");
        Files.createSymbolicLink(tree.resolve("a/link"), precious.getParent());
        FileTree.delete(tree);
        assertFalse(Files.exists(tree));
        assertEquals("x", Files.readString(precious));
        FileTree.delete(tree);
    }
}
