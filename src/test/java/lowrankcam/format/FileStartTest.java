package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Kinds that are told by more than a few fixed bytes, and files on disk.
class FileStartTest {

    @TempDir private Path folder;

    private static FileKind kind(String hex) {
        return FileKind.of(Path.of("file"), HexFormat.ofDelimiter(" ").parseHex(hex));
    }

    /// Group 8 without a preamble: with representations in either byte order, or a length that leads to a later element.
    @ParameterizedTest
    @CsvSource({
        "08 00 70 00 4C 4F 00 00, DICOM",
        "08 00 71 00 4C 4F 00 00, UNKNOWN",
        "08 00 05 01 4C 4F 00 00, UNKNOWN",
        "08 00 05 00 58 58 00 00, UNKNOWN",
        "00 08 00 05 43 53 00 0A, DICOM",
        "00 08 01 05 43 53 00 0A, UNKNOWN",
        "00 08 00 05 58 58 00 0A, UNKNOWN",
        "08 00 05 00 43 53 00, UNKNOWN",
        "08 00 05 00 02 00 00 00 49 53 08 00 06 00, DICOM",
        "08 00 05 00 02 00 00 00 49 53 08 00 05 00, UNKNOWN",
        "08 00 05 00 02 00 00 00 49 53 08 00 04 01, DICOM",
        "08 00 05 00 02 00 00 00 49 53 08 00 06, UNKNOWN",
        "08 00 05 00 02 00 00 00 49 53 09 00 06 00, UNKNOWN",
        "08 00 05 00 03 00 00 00 49 53 00 08 00 06 00, UNKNOWN",
        "08 00 05 00 02 01 00 00 49 53 08 00 06 00, UNKNOWN",
        "08 00 05 00 02 00 01 00 49 53 08 00 06 00, UNKNOWN",
        "08 00 05 00 02 00 00 01 49 53 08 00 06 00, UNKNOWN",
        "08 00 05 00 00 00 00 80 08 00 06 00, UNKNOWN",
        "08 00 00 00 00 00 00 00 08 00 01 00, DICOM",
        "08 00 72 00 02 00 00 00 49 53 08 00 73 00, UNKNOWN",
        "44 49 43 4D 00 00 00 00, DICOM"})
    void dicomWithoutAPreambleIsToldByItsFirstElement(String hex, FileKind expected) {
        assertEquals(expected, kind(hex));
    }

    /// Protocols of pickle from 2 to 5, versions of ONNX below 32.
    @ParameterizedTest
    @CsvSource({
        "80 01 7D, UNKNOWN", "80 02 7D, PICKLE", "80 05 7D, PICKLE", "80 06 7D, UNKNOWN", "80, UNKNOWN",
        "08 03 12, ONNX", "08 1F 12, ONNX", "08 20 12, UNKNOWN", "08 01 12, SAVED_MODEL", "08 03 13, UNKNOWN",
        "08 03, UNKNOWN"})
    void versionsHaveTheirRange(String hex, FileKind expected) {
        assertEquals(expected, kind(hex));
    }

    @ParameterizedTest
    @CsvSource({
        "89 50 4E 47 0D 0A 1A 0A, PNG",
        "49 49 2A 00, TIFF",
        "4D 4D 00 2A, TIFF",
        "47 49 46 38 39 61, GIF",
        "52 49 46 46 00 00 00 00 57 45 42 50, WEBP",
        "52 49 46 46 00 00 00 00 57 41 56 45, UNKNOWN",
        "00 00 00 00 00 00 00 00 57 45 42 50, UNKNOWN",
        "40 00 00 00 00 00 00 00 7B 22, SAFETENSORS",
        "20 0A 7B 22, JSON",
        "50 4B 03 04, ZIP"})
    void fixedBytesTell(String hex, FileKind expected) {
        assertEquals(expected, kind(hex));
    }

    /// A hundred bytes of name, then three numbers of seven digits and a NUL.
    @Test
    void tarIsToldByItsNumbers() {
        String name = "a" + "\0".repeat(99);
        byte[] header = (name + "0000644\0" + "0000000\0".repeat(2) + "\0".repeat(100)).getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(FileKind.TAR, FileKind.of(Path.of("x"), header));
        header[101] = '9';
        assertEquals(FileKind.UNKNOWN, FileKind.of(Path.of("x"), header));
    }

    /// 128 bytes and DICM, in a file; not in a folder, nor where there is nothing.
    @Test
    void filesOnDiskAreToldByTheirStart() throws IOException {
        byte[] bytes = new byte[200];
        System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, bytes, 128, 4);
        assertEquals(FileKind.DICOM, FileKind.of(Files.write(folder.resolve("a"), bytes)));
        assertEquals(FileKind.UNKNOWN, FileKind.of(folder));
        assertEquals(FileKind.UNKNOWN, FileKind.of(folder.resolve("none")));
        assertEquals(FileKind.JSON, FileKind.of(Path.of("x.JSON"), new byte[] {1}));
        assertEquals(FileKind.ONNX, FileKind.of(Path.of("x.onnx"), new byte[] {1}));
        assertEquals("a DICOM file", FileKind.DICOM.words());
        assertTrue(FileKind.TIFF.isOtherPicture() && !FileKind.PNG.isOtherPicture());
    }

    @Test
    void whatLiesInPlaceOfPicturesIsCounted() throws IOException {
        List<Path> files = new ArrayList<>();
        assertEquals("none", FileCounts.insteadOfPictures(files));
        files.add(Files.write(folder.resolve("a.txt"), new byte[] {1, 2}));
        files.add(Files.write(folder.resolve("b"), new byte[] {3}));
        assertEquals("none, but 2 other files", FileCounts.insteadOfPictures(files));
        files.add(Files.write(folder.resolve("c.tif"), new byte[] {'I', 'I', '*', 0}));
        assertEquals(
                "none, but 1 TIFF picture, 2 other files: convert them to PNG first (docs/INPUTS.md)",
                FileCounts.insteadOfPictures(files));
        files.add(Files.write(folder.resolve("d"), new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}));
        String both = FileCounts.insteadOfPictures(files);
        assertTrue(both.contains("1 JPEG") && both.endsWith(": names must end in .png, .jpg or .jpeg"), both);
        List<Path> many = new ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            many.add(files.getFirst());
        }
        assertEquals("none, but 1000 other files", FileCounts.insteadOfPictures(many.subList(0, 1000)));
        assertEquals("none, but 1000 other files among the first 1000 of 1001 files", FileCounts.insteadOfPictures(many));
    }
}
