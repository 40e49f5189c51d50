package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {

    @ParameterizedTest
    @CsvSource({
        "894844460D0A1A0A, HDF5",
        "80028A0A6CFC9C46, PICKLE",
        "080712077079746F726368, ONNX",
        "080112B3010A, SAVED_MODEL",
        "1C00000054464C33, TFLITE",
        "4747554603000000, GGUF",
        "1F8B0808, GZIP",
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
