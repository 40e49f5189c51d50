package lowrankcam.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Good files come back exactly; every kind of damage ends in one error that names it.
class SafetensorsMalformedTest {

    @TempDir private Path folder;

    private Path file(String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        Path file = folder.resolve("x.safetensors");
        Files.write(file, bytes.array());
        return file;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}|12|no overlap",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}|12|without holes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|9|end of the file",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}|8|12 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|4|a range within",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}|8|a range within",
        "{\"a\":{\"dtype\":\"F8\",\"shape\":[2],\"data_offsets\":[0,8]}}|8|one of F64",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}|8|whole numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2000000000,2000000000,2000000000],\"data_offsets\":[0,8]}}|8|fits 64 bits",
        "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}|8|an array",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}|8|two whole numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}|0|JSON",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1e400],\"data_offsets\":[0,8]}}|8|whole numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}|8|whole numbers",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,99999999999999999999]}}|8|two whole numbers",
        "{\"a\":|0|JSON",
        "[1,2]|0|an object",
        "{\"__metadata__\":{\"a\":1}}|0|a string",
    })
    void damageIsNamed(String header, int dataBytes, String expected) throws IOException {
        Path file = file(header, dataBytes);
        FormatException e = assertThrows(FormatException.class, () -> SafetensorsFile.open(file));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertFalse(e.getMessage().contains("\n"));
    }

    /// Its length, 640, begins with the bytes of a Python pickle; 35615 with those of gzip.
    @ParameterizedTest
    @ValueSource(ints = {640, 35615})
    void aHeaderWhoseLengthLooksLikeTheMarkOfAnotherFormatIsRead(int length) throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        try (TensorSource source = WeightsFile.open(file(header + " ".repeat(length - header.length()), 4))) {
            assertArrayEquals(new float[1], source.read("a"));
        }
    }

    @Test
    void aShapeThatOnlyAZeroKeepsSmallIsRead() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536,0],\"data_offsets\":[0,0]}}";
        try (SafetensorsFile source = SafetensorsFile.open(file(header, 0))) {
            assertArrayEquals(new float[0], source.read("a"));
        }
    }

    @Test
    void headerLengthIsChecked() throws IOException {
        Path file = folder.resolve("x.safetensors");
        for (long length : new long[] {0, -1, 1L << 40, 9}) {
            Files.write(file, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
            FormatException e = assertThrows(FormatException.class, () -> SafetensorsFile.open(file));
            assertTrue(e.getMessage().contains("header length"), e.getMessage());
        }
        Files.write(file, new byte[5]);
        assertThrows(FormatException.class, () -> SafetensorsFile.open(file));
    }

    @Test
    void nanIsRefusedWithItsIndex() throws IOException {
        Path file = folder.resolve("nan.safetensors");
        new SafetensorsWriter().tensor("w", List.of(3), new float[] {1, 2, Float.NaN}).write(file);
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            FormatException e = assertThrows(FormatException.class, () -> source.read("w"));
            assertTrue(e.getMessage().contains("'w' value 2"), e.getMessage());
        }
    }

    @Test
    void missingFileAndFolderAreNamed() {
        assertTrue(assertThrows(FormatException.class, () -> SafetensorsFile.open(folder.resolve("none")))
                .getMessage().contains("nothing of that name"));
        assertTrue(assertThrows(FormatException.class, () -> SafetensorsFile.open(folder))
                .getMessage().contains("a folder"));
    }

    @Test
    void writtenValuesComeBack() throws IOException {
        Path file = folder.resolve("ok.safetensors");
        new SafetensorsWriter().metadata("labels", "[\"ü\"]")
                .tensor("a", List.of(2, 2), new float[] {1, -0f, Float.MIN_VALUE, 3e38f})
                .tensor("s", List.of(), new float[] {7})
                .write(file);
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            assertArrayEquals(new float[] {1, -0f, Float.MIN_VALUE, 3e38f}, source.read("a"));
            assertArrayEquals(new float[] {7}, source.read("s"));
            assertEquals("[\"ü\"]", source.metadata().get("labels"));
            assertEquals(List.of(2, 2), source.tensors().get("a").shape());
        }
    }

    /// F64 1.5, F16 0x3E00 = 1.5, BF16 0x3FC0 = 1.5.
    @Test
    void otherFloatTypesAreRead() throws IOException {
        String header =
                "{\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                        + "\"h\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[8,10]},"
                        + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[10,12]},"
                        + "\"i\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[12,20]}}";
        Path file = file(header, 20);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int start = bytes.length - 20;
        data.putDouble(start, 1.5).putShort(start + 8, (short) 0x3E00).putShort(start + 10, (short) 0x3FC0);
        Files.write(file, bytes);
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            for (String name : List.of("d", "h", "b")) {
                assertArrayEquals(new float[] {1.5f}, source.read(name), name);
            }
            assertThrows(FormatException.class, () -> source.read("i"));
        }
    }
}
