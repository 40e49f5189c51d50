package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.dicom.DicomBytes;
import lowrankcam.dicom.Tag;
import lowrankcam.dicom.View;
import lowrankcam.dicom.Vr;
import lowrankcam.dicom.Window;
import lowrankcam.format.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What files in the field have and golden files do not.
class DicomImageTest {

    private static final float CLOSE = 1e-6f;

    @TempDir private Path folder;

    private Picture read(DicomBytes bytes, String window) throws IOException {
        return PictureReader.read(write(bytes), Alpha.DROP, View.DEFAULT.with(Window.parse(window)));
    }

    private Path write(DicomBytes bytes) throws IOException {
        return Files.write(folder.resolve("picture"), bytes.file());
    }

    private String refused(DicomBytes bytes, View view) throws IOException {
        Path file = write(bytes);
        return assertThrows(FormatException.class, () -> PictureReader.read(file, Alpha.DROP, view)).getMessage()
                .replace(file.toString(), "FILE");
    }

    private static List<String> notes(Picture picture) {
        return picture.origin().rendering().notes();
    }

    @Test
    void whatAFileDoesNotStateIsTakenAndSaid() throws IOException {
        Picture twelve = read(DicomBytes.grey(1, 3, 12, 100, 200, 300), "file");
        assertArrayEquals(new float[] {0, 0.5f, 1}, twelve.samples(), CLOSE);
        assertEquals(List.of("the file states no window; taken: --window min-max, range 100 to 300"), notes(twelve));
        Picture eight = read(DicomBytes.grey(1, 3, 8, 0, 51, 102), "file");
        assertArrayEquals(new float[] {0, 0.2f, 0.4f}, eight.samples(), CLOSE);
        assertEquals(List.of("the file states no window; taken: --window full, range 0 to 255"), notes(eight));
    }

    @Test
    void aWindowOfNoWidthIsNone() throws IOException {
        DicomBytes none = DicomBytes.grey(1, 3, 12, 100, 200, 300).put(Tag.WINDOW_CENTER, "5").put(Tag.WINDOW_WIDTH, "0");
        assertArrayEquals(new float[] {0, 0.5f, 1}, read(none, "file").samples(), CLOSE);
        assertEquals(
                "FILE @ 0x104: (0028,1051) WindowWidth: expected a width that its function allows, found a smaller one",
                refused(none, View.DEFAULT.with(Window.parse("1"))));
        DicomBytes second = none.put(Tag.WINDOW_CENTER, "5\\150.5").put(Tag.WINDOW_WIDTH, "0\\101");
        assertArrayEquals(new float[] {0, 1, 1}, read(second, "file").samples(), CLOSE);
    }

    /// Percentiles lie between pixels as NumPy's do: of 0, 10, 20, 30, 40 the 10th is 4 and the 80th is 32.
    @Test
    void percentilesLieBetweenPixels() throws IOException {
        float[] samples = read(DicomBytes.grey(1, 5, 12, 40, 10, 20, 0, 30), "percentile=10,80").samples();
        assertArrayEquals(new float[] {1, 6 / 28f, 16 / 28f, 0, 26 / 28f}, samples, CLOSE);
    }

    /// Of 32 bits every value is sorted, of others they are counted.
    @Test
    void paddingIsLeftOutOfRanges() throws IOException {
        DicomBytes padded = DicomBytes.grey(1, 4, 16, 65535, 10, 20, 30).put(Tag.PIXEL_PADDING_VALUE, 65535);
        assertArrayEquals(new float[] {1, 0, 0.5f, 1}, read(padded, "min-max").samples(), CLOSE);
        assertEquals(1, read(padded, "min-max").origin().rendering().facts().get("paddingPixels"));
    }

    /// Entries of 8 bits lie two in a word, or each in a word of its own; a number of 0 is 65536.
    @Test
    void tablesAreReadHoweverTheyArePacked() throws IOException {
        byte[] packed = {0, 51, 102, (byte) 255};
        byte[] words = {0, 0, 51, 0, 102, 0, (byte) 255, 0};
        for (byte[] entries : new byte[][] {packed, words}) {
            DicomBytes table = new DicomBytes().put(Tag.LUT_DESCRIPTOR, 4, 10, 8).put(Tag.LUT_DATA, Vr.OW, entries);
            DicomBytes file = DicomBytes.grey(1, 5, 12, 3, 10, 11, 12, 99).put(Tag.VOI_LUT_SEQUENCE, table);
            assertArrayEquals(new float[] {0, 0, 0.2f, 0.4f, 1}, read(file, "file").samples(), CLOSE);
        }
        byte[] large = new byte[2 * 65536];
        large[2 * 65535] = (byte) 0xFF;
        large[2 * 65535 + 1] = (byte) 0xFF;
        DicomBytes table = new DicomBytes().put(Tag.LUT_DESCRIPTOR, 0, 0, 16).put(Tag.LUT_DATA, Vr.OW, large);
        DicomBytes file = DicomBytes.grey(1, 2, 16, 65534, 65535).put(Tag.VOI_LUT_SEQUENCE, table);
        assertArrayEquals(new float[] {0, 1}, read(file, "file").samples(), CLOSE);
        DicomBytes few = new DicomBytes().put(Tag.LUT_DESCRIPTOR, 4, 0, 16).put(Tag.LUT_DATA, Vr.OW, packed);
        String message = refused(DicomBytes.grey(1, 1, 12, 3).put(Tag.VOI_LUT_SEQUENCE, few), View.DEFAULT);
        assertTrue(message.endsWith("(0028,3006) LUTData: expected 4 entries of 16 bits, found 4 bytes"), message);
    }

    /// As dcm2pnm has it: the shape goes first.
    @ParameterizedTest
    @CsvSource({
        "MONOCHROME1, , 1", "MONOCHROME2, , 0", "MONOCHROME1, INVERSE, 1", "MONOCHROME2, IDENTITY, 0", "MONOCHROME1, IDENTITY, 0",
        "MONOCHROME2, INVERSE, 1"
    })
    void polarityIsTheShapesOrElseThePhotometricInterpretations(String photometric, String shape, float black)
            throws IOException {
        DicomBytes file = DicomBytes.grey(1, 2, 12, 0, 4095).put(Tag.PHOTOMETRIC_INTERPRETATION, photometric);
        Picture picture = read(shape == null ? file : file.put(Tag.PRESENTATION_LUT_SHAPE, shape), "full");
        assertArrayEquals(new float[] {black, 1 - black}, picture.samples());
        assertEquals(
                shape != null && photometric.equals("MONOCHROME1") != shape.equals("INVERSE"), !notes(picture).isEmpty());
    }

    @Test
    void whatIsMissingHasItsUsualValue() throws IOException {
        DicomBytes bare =
                DicomBytes.grey(1, 2, 12, 0, 4095).without(Tag.PHOTOMETRIC_INTERPRETATION).without(Tag.HIGH_BIT)
                        .without(Tag.SAMPLES_PER_PIXEL).without(Tag.PIXEL_REPRESENTATION);
        assertArrayEquals(new float[] {0, 1}, read(bare, "full").samples());
        String rows = refused(DicomBytes.grey(1, 1, 12, 3).without(Tag.ROWS), View.DEFAULT);
        assertEquals("FILE: (0028,0010) Rows: expected a number, found nothing", rows);
    }

    @Test
    void pixelsThatAreNotSquareAreLeftAndSaid() throws IOException {
        Picture picture = read(DicomBytes.grey(1, 2, 12, 0, 9).put(Tag.PIXEL_SPACING, "0.5\\0.25"), "full");
        assertEquals(2, picture.width());
        assertEquals(
                List.of("pixels are not square, but 2 times as high as wide; they are taken as if they were"), notes(picture));
        assertEquals(List.of(), notes(read(DicomBytes.grey(1, 2, 12, 0, 9).put(Tag.PIXEL_SPACING, "0.5\\nan"), "full")));
    }

    @Test
    void whatIsNoPictureIsNamed() throws IOException {
        DicomBytes report = new DicomBytes().put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.88.11");
        assertEquals(
                "FILE: image file: expected a picture, found a structured report (DICOM without pixels)",
                refused(report, View.DEFAULT));
        assertEquals(
                "FILE: (0028,0008) NumberOfFrames: expected 3 or more (--frame), found 1",
                refused(DicomBytes.grey(1, 1, 12, 3), View.DEFAULT.withFrame(3)));
        assertEquals(
                "FILE @ 0xAA: (0028,0004) PhotometricInterpretation: expected MONOCHROME1, MONOCHROME2, PALETTE COLOR, RGB, "
                        + "YBR_FULL, YBR_FULL_422, found something else",
                refused(DicomBytes.grey(1, 1, 12, 3).put(Tag.PHOTOMETRIC_INTERPRETATION, "Erika"), View.DEFAULT));
        Path golden = Path.of("golden", "dicom", "coded-j2k.dcm");
        FormatException packed = assertThrows(FormatException.class, () -> PictureReader.read(golden));
        assertTrue(
                packed.getMessage().endsWith(
                        "transfer syntax: expected one that is read here, found JPEG 2000 Lossless: gdcmconv --raw IN OUT "
                                + "converts it (docs/INPUTS.md)"),
                packed.getMessage());
    }

    @Test
    void itsSizeIsReadWithoutItsPixels() throws IOException {
        Path file = write(DicomBytes.grey(2, 3, 12, 1, 2, 3, 4, 5, 6));
        assertEquals("3x2", PictureReader.size(file).toString());
        PictureFile facts = PictureFile.inspect(file);
        assertEquals("DICOM 3 2", facts.kind() + " " + facts.width() + " " + facts.height());
        assertEquals(3, PictureReader.frames(Path.of("golden", "dicom", "coded-rle-frames.dcm")));
    }
}
