package lowrankcam.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// What is on disk after a kill at any byte.
class JournalTest {

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("journal.log");
    }

    private static ObjectNode record(int number) {
        ObjectNode json = Json.object();
        json.put("number", number);
        json.put("text", "ä,\"\n" + number);
        return json;
    }

    private void write(int from, int to) throws IOException {
        try (Journal journal = Journal.open(file)) {
            journal.recover(_ -> {});
            for (int i = from; i < to; i++) {
                journal.append(record(i));
            }
        }
    }

    private List<Integer> numbers() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (Journal journal = Journal.open(file)) {
            journal.recover(json -> numbers.add(json.path("number").asInt()));
        }
        return numbers;
    }

    @Test
    void aCutAtEveryByteLosesOnlyTheLineItFellInto() throws IOException {
        write(0, 3);
        byte[] whole = Files.readAllBytes(file);
        int complete = 0;
        for (int length = 0; length <= whole.length; length++) {
            if (length > 0 && whole[length - 1] == '\n') {
                complete++;
            }
            Files.write(file, Arrays.copyOf(whole, length));
            List<Integer> expected = List.of(0, 1, 2).subList(0, complete);
            assertEquals(expected, numbers(), "cut at byte " + length);
            write(complete, 3);
            assertArrayEquals(whole, Files.readAllBytes(file), "continued after a cut at byte " + length);
        }
        assertEquals(3, complete);
    }

    @Test
    void aWrongByteInTheLastLineIsATornEnd() throws IOException {
        write(0, 3);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 4] ^= 1;
        Files.write(file, bytes);
        try (Journal journal = Journal.open(file)) {
            assertTrue(journal.recover(_ -> {}) > 10);
        }
        assertEquals(List.of(0, 1), numbers());
    }

    /// Blocks of zeros are what some file systems leave after a power cut.
    @Test
    void zerosAtTheEndAreATornEnd() throws IOException {
        write(0, 2);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 4096));
        assertEquals(List.of(0, 1), numbers());
        assertEquals(bytes.length, Files.size(file));
    }

    @Test
    void aWrongByteBeforeGoodLinesIsDamage() throws IOException {
        write(0, 3);
        byte[] bytes = Files.readAllBytes(file);
        bytes[12] ^= 1;
        Files.write(file, bytes);
        FormatException e = assertThrows(FormatException.class, this::numbers);
        assertEquals(0, e.offset());
        assertArrayEquals(bytes, Files.readAllBytes(file), "nothing is cut off");
    }

    @Test
    void readingChangesNothing() throws IOException {
        write(0, 2);
        byte[] torn = Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 3);
        Files.write(file, torn);
        List<Integer> numbers = new ArrayList<>();
        long good = Journal.read(file, json -> numbers.add(json.path("number").asInt()));
        assertEquals(List.of(0), numbers);
        assertTrue(good < torn.length);
        assertArrayEquals(torn, Files.readAllBytes(file));
    }

    @Test
    void aSecondWriterIsRefused() throws IOException {
        try (Journal journal = Journal.open(file)) {
            journal.recover(_ -> {});
            FileSystemException e = assertThrows(FileSystemException.class, () -> Journal.open(file));
            assertTrue(e.getMessage().contains("another process is writing this run"), e.getMessage());
            journal.append(record(0));
        }
        assertEquals(List.of(0), numbers());
    }

    /// What a second process says when it opens the journal.
    private String fromAnotherProcess() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-cp",
                                System.getProperty("java.class.path"), SecondWriter.class.getName(), file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }

    /// Opens a journal and says whether it could.
    public static final class SecondWriter {

        private SecondWriter() {}

        /// @param args the journal
        public static void main(String[] args) throws IOException {
            try (Journal journal = Journal.open(Path.of(args[0]))) {
                journal.recover(_ -> {});
                System.out.println("opened");
            } catch (FileSystemException e) {
                System.out.println("refused: " + e.getReason());
            }
        }
    }

    /// Whatever the first process reads of its own journal, or tries to open again.
    @Test
    void aSecondProcessIsRefusedAsLongAsTheFirstWrites() throws Exception {
        write(0, 2);
        String refused = "refused: another process is writing this run";
        try (Journal journal = Journal.open(file)) {
            journal.recover(_ -> {});
            assertEquals(refused, fromAnotherProcess(), "after recovery");
            assertThrows(FileSystemException.class, () -> Journal.open(folder.resolve("./journal.log")));
            journal.append(record(2));
            List<Integer> numbers = new ArrayList<>();
            Journal.read(file, json -> numbers.add(json.path("number").asInt()));
            assertEquals(List.of(0, 1, 2), numbers);
            journal.append(record(3));
            assertEquals(refused, fromAnotherProcess(), "after a refused second writer and a reader of this process");
        }
        assertEquals("opened", fromAnotherProcess());
        assertEquals(List.of(0, 1, 2, 3), numbers());
    }

    @Test
    void aLineWithoutEndIsRefusedBeforeItFillsTheHeap() throws IOException {
        Files.writeString(file, "0".repeat((1 << 20) + 10));
        FormatException e = assertThrows(FormatException.class, () -> Journal.read(file, _ -> {}));
        assertTrue(e.getMessage().contains("journal line: expected at most 1048576 bytes"), e.getMessage());
    }
}
