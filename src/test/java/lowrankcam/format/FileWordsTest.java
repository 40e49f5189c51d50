package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Java's exceptions in words, and about the file that was asked for.
class FileWordsTest {

    @Test
    void everyKindHasItsWords() {
        assertEquals("found nothing of that name", FileWords.sentence(new NoSuchFileException("x")));
        assertEquals("found a file where a folder is needed", FileWords.sentence(new FileAlreadyExistsException("x")));
        assertEquals("found a file where a folder is needed", FileWords.sentence(new NotDirectoryException("x")));
        assertEquals("permission denied", FileWords.sentence(new AccessDeniedException("x")));
        assertEquals("found a folder", FileWords.sentence(new FileSystemException("x", "y", "Is a directory")));
        assertEquals("found a folder", "found " + FileWords.of(new IOException("Is a directory")));
        assertEquals("No space left on device",
                FileWords.sentence(new FileSystemException("x", null, "No space left on device")));
        assertEquals("not empty", FileWords.sentence(new FileAlreadyExistsException("x", null, "not empty")));
    }

    @Test
    void theTargetIsNamedAndNotItsTemporaryNeighbour() {
        FileSystemException told =
                FileWords.about(Path.of("/a/b"), new FileSystemException("/a/.b.7.part", "/a/b", "Is a directory"));
        assertEquals("/a/b: found a folder", told.getMessage());
        assertEquals("/a/b: found no folder /a",
                FileWords.about(Path.of("/a/b"), new NoSuchFileException("/a/.b.7.part")).getMessage());
    }
}
