package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Test
    void aLinkStaysAndWhatItLeadsToIsReplaced() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("a.csv"), Path.of("elsewhere/b.csv"));
        Path second = Files.createSymbolicLink(folder.resolve("second.csv"), link);
        for (String text : List.of("first", "again")) {
            AtomicFile.write(second, text);
            assertEquals(text, Files.readString(elsewhere.resolve("b.csv")));
            assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(second));
        }
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        FileSystemException e = assertThrows(FileSystemException.class, () -> AtomicFile.write(loop, "x"));
        assertTrue(e.getMessage().contains("loop: found a link that leads back to itself"), e.getMessage());
    }

    /// No device is written to here: a mutant that replaces what it is given would put a file in its place for the whole machine.
    @Test
    void whatIsNoRegularFileIsWrittenTo() throws IOException, InterruptedException {
        assertEquals(
                new WriteTarget(Path.of("/dev/full"), WriteTarget.Way.APPEND), WriteTarget.of(Path.of("/dev/full")));
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();
        AtomicFile.write(pipe, "through the pipe");
        assertEquals("through the pipe", new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertTrue(Files.exists(pipe) && !Files.isRegularFile(pipe));
    }

    /// A program of its own: writes to its standard output by that name.
    public static void main(String[] args) throws IOException {
        System.out.println("before");
        System.out.flush();
        AtomicFile.write(Path.of("/dev/stdout"), "table\n");
        System.out.println("after");
    }

    /// Redirected into a file or a pipe.
    @Test
    void standardOutputByItsNameIsStandardOutput() throws IOException, InterruptedException {
        ProcessBuilder program =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-cp", System.getProperty("java.class.path"), AtomicFileTest.class.getName());
        Process piped = program.start();
        assertEquals("before\ntable\nafter\n", new String(piped.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        Path file = folder.resolve("out.txt");
        program.redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile())).start().waitFor();
        assertEquals("before\ntable\nafter\n", Files.readString(file));
    }

    @Test
    void aFolderIsNotReplaced() throws IOException {
        Path there = Files.createDirectory(folder.resolve("there"));
        FileSystemException e = assertThrows(FileSystemException.class, () -> AtomicFile.write(there, "x"));
        assertEquals(there + ": found a folder", e.getMessage());
        FileSystemException none =
                assertThrows(FileSystemException.class, () -> AtomicFile.write(folder.resolve("no/a"), "x"));
        assertEquals(folder.resolve("no/a") + ": found no folder " + folder.resolve("no"), none.getMessage());
    }
}
