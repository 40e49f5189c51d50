package lowrankcam.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lowrankcam.format.FormatException;
import lowrankcam.image.PngWriter;
import lowrankcam.phantom.PhantomOptions;
import lowrankcam.phantom.Phantoms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MuraCheckTest {

    private static final String HAND = "MURA-v1.1/train/XR_HAND/patient00001/study1_positive/";
    private static final String WRIST = "MURA-v1.1/train/XR_WRIST/patient00002/study1_negative/";
    private static final String VALID = "MURA-v1.1/valid/XR_HAND/patient00003/study2_negative/";

    @TempDir private Path dir;

    /// Three sizes, four images, four lists.
    @BeforeEach
    void sample() throws IOException {
        image(HAND + "image1.png", 5, 9);
        image(HAND + "image2.png", 6, 8);
        image(WRIST + "image1.png", 7, 4);
        image(VALID + "image1.png", 30, 20);
        list("train_image_paths.csv", HAND + "image1.png\n" + HAND + "image2.png\n" + WRIST + "image1.png\n");
        list("train_labeled_studies.csv", HAND + ",1\n" + WRIST + ",0\n");
        list("valid_image_paths.csv", VALID + "image1.png\n");
        list("valid_labeled_studies.csv", VALID + ",0\n");
    }

    private void image(String path, int width, int height) throws IOException {
        Files.createDirectories(dir.resolve(path).getParent());
        byte[] grey = new byte[width * height];
        grey[0] = (byte) path.hashCode();
        PngWriter.writeGray(dir.resolve(path), width, height, grey);
    }

    private void list(String name, String text) throws IOException {
        Files.writeString(dir.resolve("MURA-v1.1").resolve(name), text);
    }

    private MuraReport check() throws IOException {
        return MuraCheck.run(dir, (_, _) -> {});
    }

    @Test
    void aCleanFolderIsCounted() throws IOException {
        MuraReport report = check();
        assertFalse(report.failed(), report.toString());
        assertEquals(4, report.images());
        assertEquals(3, report.studies());
        assertEquals(3, report.patients());
        assertEquals(
                List.of(
                        new MuraReport.Count(BodyPart.HAND, Split.TRAIN, true, 2, 1, 1),
                        new MuraReport.Count(BodyPart.HAND, Split.VALID, false, 1, 1, 1),
                        new MuraReport.Count(BodyPart.WRIST, Split.TRAIN, false, 1, 1, 1)),
                report.counts());
        assertEquals(new MuraReport.Sizes(5, 6, 30), report.width());
        assertEquals(new MuraReport.Sizes(4, 8, 20), report.height());
        for (List<?> empty :
                List.of(report.duplicates(), report.bothSplits(), report.missing(), report.unlisted(),
                        report.unreadable(), report.contradictions(), report.malformed(), report.unlabelled(),
                        report.stray())) {
            assertEquals(List.of(), empty);
        }
        assertEquals(report, MuraCheck.run(dir.resolve("MURA-v1.1"), (_, _) -> {}));
    }

    @Test
    void missingUnlistedAndStrayFilesAreTold() throws IOException {
        Files.delete(dir.resolve(HAND + "image2.png"));
        image(WRIST + "image7.png", 3, 3);
        Files.writeString(dir.resolve(WRIST + "notes.txt"), "x");
        Files.writeString(dir.resolve(WRIST + "._image1.png"), "x");
        MuraReport report = check();
        assertTrue(report.failed());
        assertEquals(List.of(HAND + "image2.png"), report.missing());
        assertEquals(List.of(WRIST + "image7.png"), report.unlisted());
        assertEquals(List.of(WRIST + "._image1.png", WRIST + "notes.txt"), report.stray());
    }

    @Test
    void listsInAnotherSpellingAreNoFailure() throws IOException {
        list("train_image_paths.csv",
                "\"" + HAND.replace('/', '\\') + "image1.png\"\n" + HAND.toUpperCase(Locale.ROOT) + "IMAGE2.PNG\n"
                        + WRIST.replace("v1.1", "v1.0") + "image1.png\n");
        list("train_labeled_studies.csv", "\"" + HAND.replace('/', '\\') + "\",1\n" + WRIST + ",\"0\"\n");
        MuraReport report = check();
        assertFalse(report.failed(), report.toString());
        assertEquals(List.of(), report.unlisted());
        assertEquals(List.of(), report.unlabelled());
    }

    @Test
    void unlistedFilesAloneAreNoFailure() throws IOException {
        image(WRIST + "image7.png", 3, 3);
        assertFalse(check().failed());
    }

    @Test
    void withoutListsNothingIsUnlistedOrUnlabelled() throws IOException {
        for (String name : List.of("train_image_paths.csv", "train_labeled_studies.csv", "valid_image_paths.csv",
                "valid_labeled_studies.csv")) {
            Files.delete(dir.resolve("MURA-v1.1").resolve(name));
        }
        MuraReport report = check();
        assertFalse(report.failed());
        assertEquals(4, report.images());
        assertEquals(List.of(), report.unlisted());
    }

    @Test
    void unreadableImagesAreTold() throws IOException {
        Path cut = dir.resolve(HAND + "image1.png");
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 20));
        Files.writeString(dir.resolve(WRIST + "image1.png"), "no image");
        MuraReport report = check();
        assertTrue(report.failed());
        assertEquals(2, report.unreadable().size());
        assertTrue(report.unreadable().get(0).contains("image1.png"), report.unreadable().toString());
        assertTrue(report.unreadable().get(1).contains("PNG, JPEG or DICOM signature"), report.unreadable().toString());
        assertEquals(new MuraReport.Sizes(6, 6, 30), report.width());
    }

    @Test
    void contradictingLabelsAreTold() throws IOException {
        list("train_labeled_studies.csv", HAND + ",0\n" + WRIST + ",0\n" + WRIST + ",1\n");
        MuraReport report = check();
        assertTrue(report.failed());
        assertEquals(3, report.contradictions().size(), report.contradictions().toString());
        assertTrue(report.contradictions().get(0).endsWith("line 1: label 0 for a folder named study1_positive"));
        assertTrue(report.contradictions().get(2).endsWith("line 3: label 1, but an earlier line says 0"));
        assertThrows(FormatException.class, () -> MuraDataset.open(dir));
    }

    @Test
    void equalFilesAreGroupedAndMayContradictEachOther() throws IOException {
        Files.copy(dir.resolve(HAND + "image1.png"), dir.resolve(HAND + "image3.png"));
        MuraReport report = check();
        assertFalse(report.failed());
        assertEquals(List.of(List.of(HAND + "image1.png", HAND + "image3.png")), report.duplicates());
        Files.copy(dir.resolve(HAND + "image1.png"), dir.resolve(WRIST + "image3.png"));
        MuraReport worse = check();
        assertTrue(worse.failed());
        assertEquals(3, worse.duplicates().getFirst().size());
        assertEquals(
                List.of("equal bytes, different labels: " + HAND + "image1.png and " + WRIST + "image3.png"),
                worse.contradictions());
    }

    @Test
    void patientsInBothSplitsAreTold() throws IOException {
        image("MURA-v1.1/valid/XR_ELBOW/patient00001/study1_negative/image1.png", 4, 4);
        MuraReport report = check();
        assertEquals(List.of("patient00001"), report.bothSplits());
        assertEquals(3, report.patients());
        assertFalse(report.failed());
    }

    @Test
    void allMalformedLinesAreCollected() throws IOException {
        list("train_image_paths.csv",
                HAND + "image1.png\nnonsense/x\n" + HAND + "image1.png\n../../etc/passwd\n" + WRIST + "image1.png\n");
        list("valid_labeled_studies.csv", VALID + ",yes\n");
        MuraReport report = check();
        assertTrue(report.failed());
        assertEquals(4, report.malformed().size(), report.malformed().toString());
        assertTrue(report.malformed().get(0).contains("line 2"), report.malformed().toString());
        assertEquals(List.of(HAND + "image2.png"), report.unlisted());
        assertEquals(List.of(VALID.substring(0, VALID.length() - 1)), report.unlabelled());
    }

    @Test
    void aFolderWithNeitherListNorImageIsRefused() throws IOException {
        assertThrows(FormatException.class, () -> MuraCheck.run(Files.createDirectory(dir.resolve("empty")), (_, _) -> {}));
    }

    @Test
    void phantomsAreClean(@TempDir Path target) throws IOException {
        Phantoms.write(target, PhantomOptions.of(6, 3).withPart(BodyPart.WRIST), (_, _) -> {});
        MuraReport report = MuraCheck.run(target, (_, _) -> {});
        assertFalse(report.failed(), report.toString());
        assertEquals(6, report.patients());
        assertEquals(List.of(), report.bothSplits());
    }
}
