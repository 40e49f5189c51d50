package lowrankcam.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import lowrankcam.format.FormatException;
import org.junit.jupiter.api.Test;

/// Data sets, whole and damaged.
class DicomFileTest {

    private static final Path FILE = Path.of("a.dcm");
    private static final Path GOLDEN = Path.of("golden", "dicom");

    private static DicomFile read(byte[] bytes) throws FormatException {
        return DicomFile.read(FILE, bytes);
    }

    private static String refused(byte[] bytes) {
        return assertThrows(FormatException.class, () -> read(bytes)).getMessage();
    }

    private static DicomFile golden(String name) throws IOException {
        return DicomFile.read(GOLDEN.resolve(name), Files.readAllBytes(GOLDEN.resolve(name)));
    }

    /// Sequences of defined and undefined length, private ones among them, in three ways of writing.
    @Test
    void sequencesAreReadHoweverTheyAreWritten() throws IOException {
        for (String name : new String[] {"made-private.dcm", "coded-undefined-lengths.dcm", "coded-implicit-private.dcm"}) {
            DataSet data = golden(name).data();
            Element sequence =
                    data.elements().stream().filter(e -> e.tag() == 0x00991001).findFirst().orElseThrow();
            // Without representations nobody knows that a private element of defined length is a sequence.
            assertTrue(sequence.vr() == Vr.SQ && sequence.items().size() == 1 || sequence.vr() == Vr.UN, name);
            assertEquals(37, data.integer(Tag.ROWS, 1, 65535), name);
        }
    }

    @Test
    void theWayOfWritingIsToldByTheFirstElementWhereAFileDoesNotSay() throws IOException {
        byte[] body = DicomBytes.grey(1, 1, 12, 7).put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100").body();
        assertEquals(TransferSyntax.EXPLICIT_LITTLE, read(body).syntax());
        assertEquals(TransferSyntax.IMPLICIT_LITTLE, golden("coded-no-preamble-implicit.dcm").syntax());
        byte[] lying = DicomBytes.grey(1, 1, 12, 7).syntax(TransferSyntax.IMPLICIT_LITTLE).file();
        assertEquals(TransferSyntax.EXPLICIT_LITTLE, read(lying).syntax());
    }

    @Test
    void everyLengthIsHeldAgainstWhatIsLeft() {
        byte[] whole = DicomBytes.grey(2, 2, 12, 1, 2, 3, 4).file();
        String cut = refused(Arrays.copyOf(whole, whole.length - 1));
        assertTrue(cut.endsWith("(7FE0,0010) PixelData: expected 8 bytes, found 7 bytes that are left"), cut);
        for (int length = 140; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            try {
                assertFalse(read(part).data().has(Tag.PIXEL_DATA), "cut at " + length);
            } catch (FormatException e) {
                assertTrue(e.getMessage().contains("left"), e.getMessage());
            }
        }
    }

    @Test
    void sequencesInEachOtherEndSomewhere() {
        DicomBytes inner = new DicomBytes().put(Tag.ROWS, 1);
        for (int i = 0; i < 40; i++) {
            inner = new DicomBytes().put(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, inner);
        }
        byte[] file = inner.file();
        assertTrue(refused(file).contains("at most 32 sequences in each other"), refused(file));
    }

    @Test
    void zerosAtTheEndArePassedOver() throws IOException {
        byte[] whole = DicomBytes.grey(1, 1, 12, 7).file();
        assertTrue(read(Arrays.copyOf(whole, whole.length + 513)).data().has(Tag.PIXEL_DATA));
    }

    /// Its bytes would tell a name.
    @Test
    void noMessageRepeatsTheTextOfAnElement() {
        DicomBytes named = DicomBytes.grey(1, 1, 12, 7).put(Tag.NUMBER_OF_FRAMES, "Mustermann");
        FormatException number =
                assertThrows(
                        FormatException.class, () -> DicomPicture.read(read(named.file()), View.DEFAULT, (_, _) -> null));
        assertTrue(number.getMessage().endsWith("expected decimal numbers, found other text"), number.getMessage());
        byte[] other = new String(DicomBytes.grey(1, 1, 12, 7).file(), StandardCharsets.ISO_8859_1)
                .replace("1.2.840.10008.1.2.1", "1.2.345.67890.1.2.1").getBytes(StandardCharsets.ISO_8859_1);
        assertTrue(refused(other).endsWith("expected a transfer syntax of the standard, found another one"), refused(other));
    }

    @Test
    void aDeflatedDataSetThatDoesNotEndIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(GOLDEN.resolve("coded-deflated.dcm"));
        String message = refused(Arrays.copyOf(whole, whole.length - 40));
        assertTrue(message.contains("deflated data set"), message);
    }

    @Test
    void kindsWithoutPixelsAreToldByTheBeginning() {
        byte[] directory =
                DicomBytes.element(
                        Tag.MEDIA_STORAGE_SOP_CLASS_UID.code(), Vr.UI,
                        "1.2.840.10008.1.3.10".getBytes(StandardCharsets.US_ASCII));
        byte[] file =
                ByteBuffer.allocate(132 + directory.length).position(128)
                        .put("DICM".getBytes(StandardCharsets.US_ASCII)).put(directory).array();
        assertFalse(DicomFile.mayHavePixels(FILE, file));
        assertTrue(DicomFile.mayHavePixels(FILE, DicomBytes.grey(1, 1, 12, 7).file()));
    }
}
