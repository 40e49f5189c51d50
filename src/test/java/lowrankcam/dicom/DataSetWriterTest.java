package lowrankcam.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;

class DataSetWriterTest {

    @Test
    void writesEveryKindOfElementByteForByteAsPydicomDoes() throws IOException {
        Path file = Goldens.file("dicom-out/writer.dcm");
        byte[] expected = Files.readAllBytes(file);
        assertArrayEquals(expected, written(DicomFile.read(file, expected).data()));
    }

    @Test
    void padsTextWithABlankAndUidsAndBytesWithZero() throws IOException {
        DataSet data =
                new DataSet(null)
                        .put(Element.of(Tag.SOP_INSTANCE_UID, "1.2.3"))
                        .put(Element.of(Tag.PATIENT_ID, "odd"))
                        .put(Element.of(Tag.PIXEL_DATA, Vr.OB, new byte[] {7}));
        DataSet read = DicomFile.read(Path.of("x"), written(data)).data();
        assertArrayEquals(new byte[] {'1', '.', '2', '.', '3', 0}, bytes(read, Tag.SOP_INSTANCE_UID));
        assertArrayEquals(new byte[] {'o', 'd', 'd', ' '}, bytes(read, Tag.PATIENT_ID));
        assertArrayEquals(new byte[] {7, 0}, bytes(read, Tag.PIXEL_DATA));
    }

    @Test
    void refusesWhatItWouldWriteWrong() throws IOException {
        Path file = Goldens.file("dicom/coded-big-endian.dcm");
        Element rows = DicomFile.read(file, Files.readAllBytes(file)).data().find(Tag.ROWS).orElseThrow();
        assertRefused(rows, "(0028,0010) Rows");
        file = Goldens.file("dicom/coded-rle.dcm");
        Element pixels = DicomFile.read(file, Files.readAllBytes(file)).data().find(Tag.PIXEL_DATA).orElseThrow();
        assertRefused(pixels, "(7FE0,0010) PixelData");
        assertRefused(Element.of(Tag.PATIENT_ID, "x".repeat(65535)), "(0010,0020) PatientID");
    }

    @Test
    void keepsDecimalsWithinSixteenCharactersAndEightDigits() throws IOException {
        double[] values = {-1.23456789123e-6, -1.23456789e-300, 1e15 / 3, 0.1, 100, -0.0, 1 / 3.0};
        Element element = Elements.decimals(Tag.WINDOW_CENTER, values);
        for (String text : element.text().split("\\\\")) {
            assertTrue(text.length() <= 16, text);
        }
        double[] read = new DataSet(null).put(element).decimals(Tag.WINDOW_CENTER);
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], read[i], Math.abs(values[i]) * 5e-8);
        }
    }

    @Test
    void writesTextThatEveryCharacterSetHas() {
        assertEquals("Bruche/? 'x'", Elements.text(Tag.SERIES_DESCRIPTION, 64, "Brüche\\骨 'x'").text());
        assertEquals("ab", Elements.text(Tag.SERIES_DESCRIPTION, 2, "abc").text());
    }

    private static void assertRefused(Element element, String name) {
        DataSet data = new DataSet(null).put(element);
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> written(data));
        assertTrue(error.getMessage().startsWith(name), error.getMessage());
    }

    private static byte[] bytes(DataSet data, Tag tag) {
        byte[] bytes = new byte[data.find(tag).orElseThrow().length()];
        data.find(tag).orElseThrow().value().get(bytes);
        return bytes;
    }

    static byte[] written(DataSet data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.writeFile(data, out);
        return out.toByteArray();
    }
}
