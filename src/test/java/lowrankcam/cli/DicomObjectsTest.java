package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.dicom.DataSet;
import lowrankcam.dicom.DicomFile;
import lowrankcam.dicom.Tag;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `explain --dicom`.
class DicomObjectsTest {

    /// What tells the made-up patient of the golden files.
    private static final List<String> IDENTIFIERS =
            List.of("Mustermann", "Erika", "PAT-4711", "19640812", "ACC0815", "Quack", "1.2.826.0.1.3680043.8.498.2");

    private static final Path SOURCE = Goldens.file("dicom/made-u12.dcm");

    @TempDir Path folder;

    @Test
    void writesOverlayAndValuesOfEachMapAndNothingElseSaysWhoseTheyAre() throws IOException {
        Ran ran = run("explain", SOURCE, "-m", "cam", "-c", "0", "--dicom", "-o", folder.resolve("a"), "--quiet");
        assertEquals(0, ran.code(), ran.err());
        Path results = folder.resolve("a/made-u12");
        Set<String> listed = new TreeSet<>();
        Json.read(results.resolve("manifest.json")).path("files").forEach(name -> listed.add(name.asString()));
        assertTrue(listed.containsAll(List.of("cam-class-0-overlay.dcm", "cam-class-0-map.dcm")), listed.toString());
        for (Map.Entry<String, String> file : CliRuns.files(folder).entrySet()) {
            for (String identifier : IDENTIFIERS) {
                assertEquals(
                        file.getKey().endsWith(".dcm"), file.getValue().contains(identifier), file.getKey() + ": " + identifier);
            }
        }
        for (String identifier : IDENTIFIERS) {
            assertFalse((ran.out() + ran.err()).contains(identifier), identifier);
        }
        hasThePixelsOfTheOverlay(results);
        hasTheFloatsOfTheRawMap(results);
        assertEquals(
                0, run("explain", SOURCE, "-m", "cam", "-c", "0", "--dicom", "-o", folder.resolve("b"), "-j", "1", "--kernels", "scalar")
                        .code());
        for (String name : List.of("cam-class-0-overlay.dcm", "cam-class-0-map.dcm")) {
            assertArrayEquals(
                    Files.readAllBytes(results.resolve(name)), Files.readAllBytes(folder.resolve("b/made-u12").resolve(name)), name);
        }
    }

    private static void hasThePixelsOfTheOverlay(Path results) throws IOException {
        Picture png = PictureReader.read(results.resolve("cam-class-0-overlay.png"));
        Picture object = PictureReader.read(results.resolve("cam-class-0-overlay.dcm"));
        for (int y = 0; y < png.height(); y++) {
            for (int x = 0; x < png.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    assertEquals(png.get(y, x, c), object.get(y, x, c), "row " + y + ", column " + x);
                }
            }
        }
        assertTrue(object.height() > png.height(), "of so small a picture the legend is below");
    }

    private static void hasTheFloatsOfTheRawMap(Path results) throws IOException {
        byte[] npy = Files.readAllBytes(results.resolve("cam-class-0.npy"));
        Path file = results.resolve("cam-class-0-map.dcm");
        DataSet data = DicomFile.read(file, Files.readAllBytes(file)).data();
        byte[] floats = new byte[8 * 8 * Float.BYTES];
        data.find(Tag.FLOAT_PIXEL_DATA).orElseThrow().value().get(floats);
        assertArrayEquals(Arrays.copyOfRange(npy, npy.length - floats.length, npy.length), floats);
    }

    @Test
    void saysThatAPictureHasNoStudyAndTakesTheObjectsAwayWithTheResult() throws IOException {
        Path picture = Goldens.file("inputs/hand_299.png");
        Ran ran = run("explain", picture, "-m", "cam", "-c", "0", "--dicom", "-o", folder, "--quiet");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(
                ran.err().contains("hand_299.png: no DICOM file: its DICOM objects get a study of their own and no patient"), ran.err());
        Path results = folder.resolve("hand_299");
        Files.writeString(results.resolve("mine.dcm"), "of somebody else");
        Path manifest = results.resolve("manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replaceFirst("\"cam-class-0-map.dcm\"", "$0, \"mine.dcm\""),
                StandardCharsets.UTF_8);
        assertEquals(0, run("explain", picture, "-m", "cam", "-c", "0", "-o", folder, "--quiet").code());
        assertFalse(Files.exists(results.resolve("cam-class-0-overlay.dcm")));
        assertFalse(Files.exists(results.resolve("cam-class-0-map.dcm")));
        assertTrue(Files.exists(results.resolve("mine.dcm")));
    }

    @Test
    void refusesADicomFileWithoutAStudyAndWritesNothing() throws IOException {
        byte[] bytes = Files.readAllBytes(SOURCE);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("1.2.826.0.1.3680043.8.498.2", text.indexOf("MONOCHROME2") - 700);
        bytes[at] = 'x';
        Path source = Files.write(folder.resolve("source.dcm"), bytes);
        Ran ran = run("explain", source, "-m", "cam", "--dicom", "-o", folder.resolve("results"), "--quiet");
        assertEquals(3, ran.code(), ran.err());
        assertTrue(
                ran.err().contains("(0020,000D) StudyInstanceUID: expected a UID, which --dicom refers to, found other text"),
                ran.err());
        assertFalse(ran.err().contains(".826.0.1.3680043.8.498"), ran.err());
        assertFalse(Files.exists(folder.resolve("results")));
    }
}
