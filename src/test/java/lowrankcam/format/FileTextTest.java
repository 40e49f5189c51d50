package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Texts, hashes and errors of whole files.
class FileTextTest {

    /// FIPS 180-2, appendix B.1.
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static FormatException refused(Executable read) {
        return assertThrows(FormatException.class, read);
    }

    @Test
    void textsAreReadStrictly() throws IOException {
        assertEquals("grün", Utf8.read(Files.writeString(folder.resolve("a"), "grün"), "text"));
        FormatException e = refused(() -> Utf8.read(file("b", "one\ntwo\nth\u00fcree"), "text"));
        assertEquals(10, e.offset());
        assertEquals("line 3", e.item());
        assertEquals("UTF-8", e.expected());
        assertEquals("byte FC", e.actual());
        assertEquals(folder.resolve("b"), e.file());
        FormatException first = refused(() -> Utf8.read(file("c", "\u00ff\n"), "text"));
        assertEquals("line 1", first.item());
        assertTrue(first.getMessage().contains(" @ 0x0: "), first.getMessage());
        assertEquals("text", refused(() -> Utf8.read(folder.resolve("none"), "text")).item());
    }

    @Test
    void jsonIsAnObjectOrAnArrayAndNothingElse() throws IOException {
        assertEquals(3, Json.read(file("a", "{\"n\": 3}")).path("n").asInt());
        assertEquals(2, Json.readArray(file("b", "[1, 2]")).size());
        FormatException array = refused(() -> Json.read(file("b", "[1, 2]")));
        assertEquals("an object", array.expected());
        assertEquals("ARRAY", array.actual());
        assertEquals("an array", refused(() -> Json.readArray(file("a", "{}"))).expected());
        assertEquals(0, refused(() -> Json.read(file("c", ""))).offset());
        assertEquals("file", refused(() -> Json.read(folder.resolve("none"))).item());
    }

    /// The comma in place of a value is byte 5 of the text, which begins at byte 8 of the file.
    @Test
    void mistakesInJsonHaveTheirPlaceInTheFile() {
        byte[] text = "{\"a\":,}".getBytes(StandardCharsets.US_ASCII);
        long at = refused(() -> Json.parse(Path.of("x"), 8, text)).offset();
        assertTrue(at >= 8 + 5 && at <= 8 + 6, "offset " + at);
        refused(() -> Json.parse(Path.of("x"), 8, "{\"a\":1,\"a\":2}".getBytes(StandardCharsets.US_ASCII)));
        refused(() -> Json.parse(Path.of("x"), 8, "{} {}".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void valuesAreReadFromTexts() {
        assertEquals(3, Json.value("3").orElseThrow().asInt());
        assertEquals("a", Json.value("\"a\"").orElseThrow().asString());
        for (String text : List.of("", "  ", "{", "1 2", "nonsense")) {
            assertEquals(Optional.empty(), Json.value(text), text);
        }
    }

    @Test
    void hashesAreThoseOfTheStandard() throws IOException {
        Path file = file("abc", "abc");
        assertEquals(OF_ABC, Sha256.of(file));
        assertEquals(OF_ABC, Sha256.of("abc".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(OF_ABC, Sha256.of(out -> out.write(new byte[] {'a', 'b', 'c'})));
        byte[] large = new byte[200_000];
        assertEquals(Sha256.of(large), Sha256.of(Files.write(folder.resolve("large"), large)));
    }

    /// Each file once: what changes afterwards is not seen.
    @Test
    void hashesAreComputedOnce() throws IOException {
        FileHashes hashes = new FileHashes();
        Path file = file("abc", "abc");
        assertEquals(OF_ABC, hashes.of(file));
        file("abc", "other");
        assertEquals(OF_ABC, hashes.of(file));
        FileHashes ahead = new FileHashes();
        ahead.start(List.of(file("abc", "abc")));
        assertEquals(OF_ABC, ahead.of(file));
        assertThrows(NoSuchFileException.class, () -> new FileHashes().of(folder.resolve("none")));
    }

    @Test
    void constantsHaveTheNamesOfTheCommandLine() {
        assertEquals("insufficient-space", EnumNames.id(Words.INSUFFICIENT_SPACE));
        assertEquals(List.of("insufficient-space", "full"), EnumNames.ids(Words.class));
        assertEquals(Optional.of(Words.FULL), EnumNames.of(Words.class, "full"));
        assertEquals(Optional.of(AccessMode.WRITE), EnumNames.of(AccessMode.class, "write"));
        assertEquals(Optional.empty(), EnumNames.of(Words.class, "FULL"));
        assertEquals("one of insufficient-space, full", EnumNames.expected(Words.class));
    }

    private enum Words {
        INSUFFICIENT_SPACE,
        FULL
    }

    @Test
    void pathsAndErrorsOfFilesAreNamed() throws IOException {
        Path file = Path.of("list.csv");
        assertEquals(Path.of("a", "b"), FileWords.path(file, "line 2", "a picture", "a/b"));
        FormatException e = refused(() -> FileWords.path(file, "line 2", "a picture", "a\0b"));
        assertEquals("line 2", e.item());
        assertEquals("'a\\u0000b'", Printable.line(e.actual()));
        assertEquals("x: cannot be used: found nothing of that name", FileWords.line(new NoSuchFileException("x")));
        assertEquals("closed", FileWords.line(new IOException("closed")));
        assertSame(e, FileWords.unreadable(file, "CSV file", e));
        assertFalse(new FormatException(file, FormatException.NO_OFFSET, "a", "b", "c").getMessage().contains("@"));
    }

    /// As NumPy writes it; doubles are rounded. What is too much or too little is counted.
    @Test
    void arraysHaveTheHeaderOfNumpy() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.write(file, List.of(2, 2), new double[] {1, 0.1, -3, 4});
        assertArrayEquals(new float[] {1, 0.1f, -3, 4}, Npy.read(file).values());
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("'shape': (2, 2), }"), text);
        Npy.write(folder.resolve("b.npy"), List.of(3), new float[3]);
        assertTrue(Files.readString(folder.resolve("b.npy"), StandardCharsets.ISO_8859_1).contains("'shape': (3,), }"));
        byte[] more = Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) + 3);
        FormatException e = refused(() -> Npy.read(Files.write(folder.resolve("c.npy"), more)));
        assertEquals("16 bytes", e.expected());
        assertEquals("19 bytes", e.actual());
        assertEquals(Files.size(file) - 16, e.offset());
    }

    /// 300 characters stay whole; of 301 two hundred at the front and a hundred at the end.
    @Test
    void aTextIsShortenedOnlyWhereItIsLonger() {
        String text = "a".repeat(200) + "b".repeat(100);
        assertSame(text, Printable.shortened(text, 300));
        assertEquals(
                "a".repeat(200) + " ... (1 characters) ... " + "b".repeat(100),
                Printable.shortened("a".repeat(200) + "c" + "b".repeat(100), 300));
        // A pair at either end of the gap is left out whole.
        String pair = "\uD83D\uDE00";
        assertEquals("aa ... (5 characters) ... b", Printable.shortened("aa" + pair + "c" + pair + "b", 4));
        assertEquals("aa ... (5 characters) ... b", Printable.shortened("aa" + pair + "c" + pair + "b", 5));
        assertEquals("~ ~\\u007F\\u001F", Printable.line("~ ~\u007F\u001F"));
    }
}
