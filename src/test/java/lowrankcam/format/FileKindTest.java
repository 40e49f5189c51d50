package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The first bytes of files as the formats' own descriptions give them.
class FileKindTest {

    private static FileKind kind(String hex, int length) {
        byte[] start = HexFormat.ofDelimiter(" ").parseHex(hex);
        byte[] bytes = new byte[Math.max(length, start.length)];
        System.arraycopy(start, 0, bytes, 0, start.length);
        return FileKind.of(Path.of("file"), bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "00 00 00 0C 6A 50 20 20 0D 0A 87 0A 00 00 00 14 66 74 79 70 6A 70 32 20, JPEG_2000",
        "FF 4F FF 51 00 2F, JPEG_2000",
        "00 00 00 0C 4A 58 4C 20 0D 0A 87 0A, JPEG_XL",
        "FF 0A FA 1F, JPEG_XL",
        "00 00 00 18 66 74 79 70 68 65 69 63 00 00 00 00, HEIC",
        "00 00 00 1C 66 74 79 70 6D 69 66 31 00 00 00 00, HEIC",
        "00 00 00 20 66 74 79 70 61 76 69 66 00 00 00 00, AVIF",
        "00 00 00 20 66 74 79 70 69 73 6F 6D 00 00 02 00, UNKNOWN",
        "1F 8B 08 08 00 00 00 00, GZIP",
        "42 5A 68 39 31 41 59 26 53 59, BZIP2",
        "FD 37 7A 58 5A 00 00 04, XZ",
        "25 50 44 46 2D 31 2E 37, PDF",
        "5C 01 00 00 00 00 00 00, NIFTI",
        "93 4E 55 4D 50 59 01 00, NPY",
        "50 35 0A 36 34 30 20, PNM",
        "50 34 58 0A, UNKNOWN",
        "3C 21 44 4F 43 54 59 50 45 20 68 74 6D 6C 3E, HTML",
        "0A 3C 68 74 6D 6C 3E, HTML",
        "02 00 00 00 55 4C 04 00 BA 00 00 00, DICOM",
        "08 00 05 00 43 53 0A 00, DICOM",
        "FF D8 FF E0, JPEG",
        "42 4D 36 00 0C 00 00 00 00 00, BMP",
        "00 01 02 03, UNKNOWN"})
    void theFirstBytesTell(String hex, FileKind expected) {
        assertEquals(expected, kind(hex, 0));
        assertEquals(expected, kind(hex, 500));
    }

    @Test
    void aPointerIsNotTheFileThatItStandsFor() {
        byte[] bytes = "version https://git-lfs.github.com/spec/v1\noid sha256:0\n".getBytes(StandardCharsets.US_ASCII);
        FileKind kind = FileKind.of(Path.of("model.safetensors"), bytes);
        assertEquals(FileKind.GIT_LFS, kind);
        assertEquals("a Git LFS pointer, which 'git lfs pull' replaces by the file", kind.insteadOfWeights());
    }

    @Test
    void packedFilesAreToBeUnpacked() {
        assertEquals("a gzip file: unpack it first", FileKind.GZIP.insteadOfPicture());
        assertEquals("a gzip file: unpack it first", FileKind.GZIP.insteadOfWeights());
        assertTrue(FileKind.JPEG_2000.insteadOfPicture().startsWith("a JPEG 2000 picture: convert it to PNG first"));
    }

    @Test
    void everyKindCanBeCounted() {
        assertEquals("2 JPEG 2000 pictures", FileKind.JPEG_2000.counted(2));
        assertEquals("1 HDF5 file", FileKind.HDF5.counted(1));
        assertEquals("3 Git LFS pointers", FileKind.GIT_LFS.counted(3));
        assertEquals("2 other files", FileKind.UNKNOWN.counted(2));
        Set<FileKind> all = EnumSet.allOf(FileKind.class);
        all.forEach(kind -> assertFalse(kind.counted(2).matches(".*[(,:].*|.*\\ban? .*"), kind.counted(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "894844460D0A1A0A, HDF5",
        "80028A0A6CFC9C46, PICKLE",
        "080712077079746F726368, ONNX",
        "080112B3010A, SAVED_MODEL",
        "1C00000054464C33, TFLITE",
        "4747554603000000, GGUF",
        "0000000000000000, UNKNOWN",
        "08, UNKNOWN"
    })
    void weightsAreToldByTheirBytes(String hex, FileKind kind) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertEquals(kind, FileKind.of(Path.of("model"), bytes));
        assertEquals(kind, FileKind.of(Path.of("model.safetensors"), Arrays.copyOf(bytes, Math.max(3, bytes.length))));
    }

    @ParameterizedTest
    @CsvSource({"archive/data.pkl, TORCH", "metadata.json, KERAS", "arr_0.npy, ZIP"})
    void zipFilesAreToldByTheFirstNameInThem(String name, FileKind kind) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(new byte[200]);
        }
        assertEquals(kind, FileKind.of(Path.of("model"), bytes.toByteArray()));
    }
}
