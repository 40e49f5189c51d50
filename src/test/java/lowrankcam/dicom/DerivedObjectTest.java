package lowrankcam.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.format.FormatException;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerivedObjectTest {

    private static final double[] VALUES = {0.5, -1, 3e-20, 2.25, 7, 8};
    private static final ParametricMap.Cells CELLS = new ParametricMap.Cells(0, 0, 64, 32);
    private static final ParametricMap MAP = new ParametricMap(2, 3, VALUES, CELLS);

    @TempDir Path folder;

    private static Derivation derivation(String parameters) {
        return new Derivation(
                Code.CLASS_ACTIVATION, "cam", parameters, "cam, abnormal, Mixed_7c", "Maps highlight. Not for diagnosis.",
                "lowrank-cam 1.0", "0123456789abcdef");
    }

    private static SourceImage source(String name, int frame) throws IOException {
        Path file = Goldens.file(name);
        return SourceImage.of(file, Files.readAllBytes(file), frame, 1000);
    }

    private DataSet overlay(SourceImage source) throws IOException {
        return read(SecondaryCapture.of(source, derivation("a=1"), "blend", 1, 2, new byte[] {1, 2, 3, 4, 5, 6}));
    }

    private DataSet map(SourceImage source) throws IOException {
        return read(MAP.of(source, derivation("a=1")));
    }

    private DataSet read(DerivedObject object) throws IOException {
        Path file = folder.resolve("object.dcm");
        object.write(file);
        return DicomFile.read(file, Files.readAllBytes(file)).data();
    }

    private static List<String> texts(DataSet data) {
        List<String> texts = new ArrayList<>();
        for (Element element : data.elements()) {
            texts.add(element.text());
            element.items().forEach(item -> texts.addAll(texts(item)));
        }
        return texts;
    }

    @Test
    void isOfThePatientAndStudyOfItsSourceByteForByte() throws IOException {
        Path file = Goldens.file("dicom-out/frames.dcm");
        DataSet from = DicomFile.read(file, Files.readAllBytes(file)).data();
        for (DataSet made : List.of(overlay(source("dicom-out/frames.dcm", 2)), map(source("dicom-out/frames.dcm", 2)))) {
            for (Tag tag : List.of(
                    Tag.SPECIFIC_CHARACTER_SET, Tag.PATIENT_NAME, Tag.PATIENT_ID, Tag.PATIENT_BIRTH_DATE, Tag.PATIENT_SEX,
                    Tag.STUDY_INSTANCE_UID, Tag.STUDY_DATE, Tag.STUDY_TIME, Tag.STUDY_ID, Tag.ACCESSION_NUMBER,
                    Tag.REFERRING_PHYSICIAN_NAME)) {
                assertEquals(from.find(tag).orElseThrow().value(), made.find(tag).orElseThrow().value(), tag.keyword());
            }
            byte[] name = new byte[made.find(Tag.PATIENT_NAME).orElseThrow().length()];
            made.find(Tag.PATIENT_NAME).orElseThrow().value().get(name);
            assertTrue(new String(name, StandardCharsets.UTF_8).startsWith("Müller^Änne=東京^幕府"));
            assertNotEquals(from.text(Tag.SERIES_INSTANCE_UID), made.text(Tag.SERIES_INSTANCE_UID));
            assertNotEquals(from.text(Tag.SOP_INSTANCE_UID), made.text(Tag.SOP_INSTANCE_UID));
        }
    }

    @Test
    void carriesNothingElseOfThePatientAndNoPrivateElement() throws IOException {
        for (DataSet made : List.of(overlay(source("dicom-out/frames.dcm", 2)), map(source("dicom-out/frames.dcm", 2)))) {
            for (String text : texts(made)) {
                assertFalse(text.matches("(?s).*(OTHER-99|Musterweg|PRIVATE-TEXT|SOMEBODY).*"), text);
            }
            assertTrue(made.elements().stream().allMatch(element -> (element.tag() >>> 16) % 2 == 0));
        }
    }

    @Test
    void saysWhereItCameFromAndWhatItIsNotFor() throws IOException {
        for (DataSet made : List.of(overlay(source("dicom/made-u12.dcm", 1)), map(source("dicom/made-u12.dcm", 1)))) {
            Path file = Goldens.file("dicom/made-u12.dcm");
            DataSet from = DicomFile.read(file, Files.readAllBytes(file)).data();
            DataSet image = made.items(Tag.SOURCE_IMAGE_SEQUENCE).getFirst();
            assertEquals(from.text(Tag.SOP_CLASS_UID), image.text(Tag.REFERENCED_SOP_CLASS_UID));
            assertEquals(from.text(Tag.SOP_INSTANCE_UID), image.text(Tag.REFERENCED_SOP_INSTANCE_UID));
            assertFalse(image.has(Tag.REFERENCED_FRAME_NUMBER));
            DataSet series = made.items(Tag.REFERENCED_SERIES_SEQUENCE).getFirst();
            assertEquals(from.text(Tag.SERIES_INSTANCE_UID), series.text(Tag.SERIES_INSTANCE_UID));
            assertEquals("Not for diagnosis: cam, abnormal, Mixed_7c", made.text(Tag.SERIES_DESCRIPTION));
            assertEquals("130402", made.items(Tag.DERIVATION_CODE_SEQUENCE).getFirst().text(Tag.CODE_VALUE));
            assertEquals("Maps highlight. Not for diagnosis.", made.text(Tag.DERIVATION_DESCRIPTION));
            DataSet equipment = made.items(Tag.CONTRIBUTING_EQUIPMENT_SEQUENCE).getFirst();
            assertEquals("lowrank-cam 1.0", equipment.text(Tag.SOFTWARE_VERSIONS));
            assertEquals("algorithm cam, a=1", equipment.text(Tag.CONTRIBUTION_DESCRIPTION));
        }
    }

    @Test
    void refersToTheFrameOfAMultiFrameSource() throws IOException {
        SourceImage source = source("dicom-out/frames.dcm", 2);
        assertEquals("Frame 2 of 3.", source.frameNote());
        for (DataSet made : List.of(overlay(source), map(source))) {
            assertEquals("2", made.items(Tag.SOURCE_IMAGE_SEQUENCE).getFirst().text(Tag.REFERENCED_FRAME_NUMBER));
            assertEquals("2", made.text(Tag.INSTANCE_NUMBER));
        }
    }

    @Test
    void showsThePictureWithoutLoss() throws IOException {
        DataSet made = overlay(source("dicom/coded-baseline.dcm", 1));
        assertEquals("YES", made.text(Tag.BURNED_IN_ANNOTATION));
        assertEquals("RGB", made.text(Tag.PHOTOMETRIC_INTERPRETATION));
        assertEquals(1, made.integer(Tag.ROWS, 0, 9));
        assertEquals(2, made.integer(Tag.COLUMNS, 0, 9));
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6}), made.find(Tag.PIXEL_DATA).orElseThrow().value());
        assertEquals("01", made.text(Tag.LOSSY_IMAGE_COMPRESSION), "what the source lost is lost here too");
        assertEquals("ISO_10918_1", made.text(Tag.LOSSY_IMAGE_COMPRESSION_METHOD));
    }

    @Test
    void holdsTheValuesAsFloatsWithTheirMeaning() throws IOException {
        DataSet made = map(source("dicom/made-u12.dcm", 1));
        double[] floats = made.decimals(Tag.FLOAT_PIXEL_DATA);
        for (int i = 0; i < VALUES.length; i++) {
            assertEquals((float) VALUES[i], floats[i]);
        }
        DataSet groups = made.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).getFirst();
        DataSet meaning = groups.items(Tag.REAL_WORLD_VALUE_MAPPING_SEQUENCE).getFirst();
        assertEquals(-1, meaning.decimals(Tag.DOUBLE_FLOAT_REAL_WORLD_VALUE_FIRST_VALUE_MAPPED)[0]);
        assertEquals(8, meaning.decimals(Tag.DOUBLE_FLOAT_REAL_WORLD_VALUE_LAST_VALUE_MAPPED)[0]);
        List<DataSet> quantity = meaning.items(Tag.QUANTITY_DEFINITION_SEQUENCE);
        assertEquals(List.of("", "cam", "lowrank-cam 1.0", "a=1"), quantity.stream().map(q -> q.text(Tag.TEXT_VALUE)).toList());
        DataSet window = groups.items(Tag.FRAME_VOI_LUT_SEQUENCE).getFirst();
        assertEquals(3.5, window.decimals(Tag.WINDOW_CENTER)[0]);
        assertEquals(9, window.decimals(Tag.WINDOW_WIDTH)[0]);
    }

    @Test
    void hasNoWindowWhereAllValuesAreEqualOrNoneIsANumber() throws IOException {
        for (double value : new double[] {1, Double.NaN}) {
            ParametricMap flat = new ParametricMap(1, 2, new double[] {value, value}, CELLS);
            DataSet made = read(flat.of(source("dicom/made-u12.dcm", 1), derivation("a=1")));
            DataSet groups = made.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).getFirst();
            assertFalse(groups.has(Tag.FRAME_VOI_LUT_SEQUENCE));
            assertEquals(2 * Float.BYTES, made.find(Tag.FLOAT_PIXEL_DATA).orElseThrow().length());
        }
    }

    @Test
    void liesInThePlaneOfASliceWhereItsCellsLie() throws IOException {
        Path file = Goldens.file("dicom/pydicom-CT_small.dcm");
        DataSet from = DicomFile.read(file, Files.readAllBytes(file)).data();
        DataSet made = map(source("dicom/pydicom-CT_small.dcm", 1));
        DataSet groups = made.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).getFirst();
        double spacing = from.decimals(Tag.PIXEL_SPACING)[0];
        double[] corner = from.decimals(Tag.IMAGE_POSITION_PATIENT);
        double[] position = groups.items(Tag.PLANE_POSITION_SEQUENCE).getFirst().decimals(Tag.IMAGE_POSITION_PATIENT);
        double[] measures = groups.items(Tag.PIXEL_MEASURES_SEQUENCE).getFirst().decimals(Tag.PIXEL_SPACING);
        assertArrayEquals(new double[] {32 * spacing, 64 * spacing}, measures, 1e-5);
        // An axial slice: x grows along its rows, y down its columns.
        double[] expected = {corner[0] + 31.5 * spacing, corner[1] + 15.5 * spacing, corner[2]};
        assertArrayEquals(expected, position, 1e-5);
        assertEquals(from.text(Tag.FRAME_OF_REFERENCE_UID), made.text(Tag.FRAME_OF_REFERENCE_UID));
    }

    @Test
    void hasTheSameIdentifiersForTheSameContentAndOthersForAnother() throws IOException {
        SourceImage source = source("dicom/made-u12.dcm", 1);
        DataSet first = map(source);
        DataSet again = map(source("dicom/made-u12.dcm", 1));
        assertEquals(first.text(Tag.SOP_INSTANCE_UID), again.text(Tag.SOP_INSTANCE_UID));
        DataSet other = read(new ParametricMap(2, 3, new double[6], CELLS).of(source, derivation("a=1")));
        assertNotEquals(first.text(Tag.SOP_INSTANCE_UID), other.text(Tag.SOP_INSTANCE_UID));
        assertEquals(first.text(Tag.SERIES_INSTANCE_UID), other.text(Tag.SERIES_INSTANCE_UID));
        DataSet set = read(MAP.of(source, derivation("a=2")));
        assertNotEquals(first.text(Tag.SERIES_INSTANCE_UID), set.text(Tag.SERIES_INSTANCE_UID));
        assertNotEquals(first.text(Tag.SERIES_INSTANCE_UID), overlay(source).text(Tag.SERIES_INSTANCE_UID));
    }

    @Test
    void getsAStudyOfItsOwnWithoutAPatientWhereTheSourceIsAPicture() throws IOException {
        SourceImage source = source("inputs/hand.jpg", 1);
        assertFalse(source.isDicom());
        for (DataSet made : List.of(overlay(source), map(source))) {
            for (Tag tag : List.of(Tag.PATIENT_NAME, Tag.PATIENT_ID, Tag.PATIENT_BIRTH_DATE, Tag.PATIENT_SEX, Tag.STUDY_DATE)) {
                assertEquals(0, made.find(tag).orElseThrow().length(), tag.keyword());
            }
            assertTrue(made.text(Tag.STUDY_INSTANCE_UID).startsWith("2.25."));
            assertFalse(made.has(Tag.REFERENCED_SERIES_SEQUENCE));
            assertEquals("01", made.text(Tag.LOSSY_IMAGE_COMPRESSION));
        }
        assertEquals(overlay(source).text(Tag.STUDY_INSTANCE_UID), map(source).text(Tag.STUDY_INSTANCE_UID));
        assertEquals("19000101", map(source).text(Tag.CONTENT_DATE), "a date must be there, and none is known");
    }

    @Test
    void takesDateAndTimeOfItsSourceAndNoClock() throws IOException {
        DataSet made = map(source("dicom/made-u12.dcm", 1));
        assertEquals("20190611", made.text(Tag.CONTENT_DATE));
        assertEquals("101112", made.text(Tag.CONTENT_TIME));
    }

    @Test
    void refusesASourceThatDoesNotSayWhatItIsWithoutSayingWhose() throws IOException {
        Path file = Goldens.file("dicom/made-u12.dcm");
        for (Tag tag : List.of(Tag.STUDY_INSTANCE_UID, Tag.SERIES_INSTANCE_UID, Tag.SOP_CLASS_UID, Tag.SOP_INSTANCE_UID)) {
            DataSet data = DicomFile.read(file, Files.readAllBytes(file)).data();
            data.put(Element.of(tag, "x-4711"));
            assertRefused(data, tag + ": expected a UID, which --dicom refers to, found other text");
            data.put(Element.of(tag, ""));
            assertRefused(data, tag + ": expected a UID, which --dicom refers to, found nothing");
        }
        DataSet data = DicomFile.read(file, Files.readAllBytes(file)).data();
        data.put(Element.of(Tag.STUDY_DESCRIPTION, Vr.UT, new byte[70_000]));
        assertRefused(data, Tag.STUDY_DESCRIPTION + ": expected at most 65534 bytes, found 70000 bytes");
    }

    private static void assertRefused(DataSet data, String end) throws IOException {
        byte[] bytes = DataSetWriterTest.written(data);
        FormatException error =
                assertThrows(FormatException.class, () -> SourceImage.of(Path.of("x.dcm"), bytes, 1, 1000));
        assertTrue(error.getMessage().endsWith(end), error.getMessage());
    }

    /// By a checker of the whole standard, where it is installed.
    @Test
    void isFoundValidByDciodvfy() throws IOException, InterruptedException {
        List<String> sources =
                List.of("dicom/made-u12.dcm", "dicom/pydicom-CT_small.dcm", "dicom/coded-extended-12.dcm", "dicom/coded-big-endian.dcm",
                        "dicom-out/frames.dcm", "inputs/hand.jpg");
        for (String name : sources) {
            SourceImage source = source(name, 1);
            Path overlay = folder.resolve("overlay.dcm");
            Path map = folder.resolve("map.dcm");
            SecondaryCapture.of(source, derivation("a=1"), "blend", 1, 2, new byte[6]).write(overlay);
            MAP.of(source, derivation("a=1")).write(map);
            for (Path file : List.of(overlay, map)) {
                Process process;
                try {
                    process = new ProcessBuilder("dciodvfy", file.toString()).redirectErrorStream(true).start();
                } catch (IOException _) {
                    System.err.println("dciodvfy (dicom3tools) is not installed: derived objects are not checked with it");
                    return;
                }
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                process.waitFor();
                assertFalse(said.contains("Error"), name + ": " + said);
                assertTrue(said.contains(file == map ? "ParametricMap" : "SCImage"), said);
            }
        }
    }
}
