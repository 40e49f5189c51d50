package lowrankcam.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lowrankcam.format.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MuraDatasetTest {

    private static final String POSITIVE = "MURA-v1.1/train/XR_SHOULDER/patient00001/study1_positive";
    private static final String NEGATIVE = "MURA-v1.1/train/XR_WRIST/patient00002/study1_negative";
    private static final String VALID = "MURA-v1.1/valid/XR_HAND/patient11185/study2_negative";

    @TempDir
    Path dir;

    @Test
    void listsAreReadInTheirOrderFromTheFolderOrItsParent() throws IOException {
        sample();
        MuraDataset fromParent = MuraDataset.open(dir);
        MuraDataset fromFolder = MuraDataset.open(dir.resolve("MURA-v1.1"));
        assertEquals(fromParent.images(), fromFolder.images());
        assertEquals(
                List.of(NEGATIVE + "/image1.png", POSITIVE + "/image2.png", POSITIVE + "/image1.png",
                        VALID + "/image1.png"),
                paths(fromParent));
        MuraImage second = fromParent.images().get(1);
        assertEquals(
                new MuraImage(dir.resolve(POSITIVE).resolve("image2.png"), POSITIVE + "/image2.png",
                        Split.TRAIN, BodyPart.SHOULDER, "patient00001", "study1_positive", true),
                second);
        assertEquals(List.of(), fromParent.missing());
    }

    @Test
    void selectionKeepsSplitAndPart() throws IOException {
        sample();
        MuraDataset data = MuraDataset.open(dir);
        assertEquals(3, data.select(Split.TRAIN, Optional.empty()).size());
        assertEquals(2, data.select(Split.TRAIN, Optional.of(BodyPart.SHOULDER)).size());
        assertEquals(0, data.select(Split.VALID, Optional.of(BodyPart.SHOULDER)).size());
    }

    @Test
    void viewsOfAStudyShareItsKey() throws IOException {
        sample();
        List<MuraImage> images = MuraDataset.open(dir).images();
        assertEquals(images.get(1).studyKey(), images.get(2).studyKey());
        assertNotEquals(images.get(0).studyKey(), images.get(1).studyKey());
    }

    @Test
    void aFolderOfAnyNameWillDo() throws IOException {
        sample();
        Path renamed = Files.move(dir.resolve("MURA-v1.1"), dir.resolve("mura"));
        assertEquals(4, MuraDataset.open(renamed).images().size());
    }

    @Test
    void carriageReturnsByteOrderMarkAndAnAddedHeaderAreTolerated() throws IOException {
        sample();
        list("train_image_paths.csv", "\uFEFFimage_path\r\n" + POSITIVE + "/image1.png\r\n\r\n");
        list("train_labeled_studies.csv", "study,label\r\n" + POSITIVE + "/,1\r\n");
        assertEquals(1, MuraDataset.open(dir).select(Split.TRAIN, Optional.empty()).size());
    }

    @Test
    void withoutListsTheFoldersAreWalkedSorted() throws IOException {
        sample();
        for (String name : List.of("train_image_paths.csv", "train_labeled_studies.csv",
                "valid_image_paths.csv", "valid_labeled_studies.csv")) {
            Files.delete(dir.resolve("MURA-v1.1").resolve(name));
        }
        image(POSITIVE + "/._image1.png");
        image(POSITIVE + "/.DS_Store");
        image("MURA-v1.1/train/.DS_Store");
        image("MURA-v1.1/train/XR_KNEE/patient00009/study1_positive/image1.png");
        MuraDataset data = MuraDataset.open(dir);
        assertEquals(
                List.of(POSITIVE + "/image1.png", POSITIVE + "/image2.png", NEGATIVE + "/image1.png",
                        VALID + "/image1.png"),
                paths(data));
        List<Boolean> labels = data.images().stream().map(MuraImage::abnormal).toList();
        assertEquals(List.of(true, true, false, false), labels);
    }

    @Test
    void listedButMissingImagesAreCollected() throws IOException {
        sample();
        Files.delete(dir.resolve(POSITIVE).resolve("image2.png"));
        MuraDataset data = MuraDataset.open(dir);
        assertEquals(List.of(POSITIVE + "/image2.png"), data.missing());
        assertEquals(3, data.images().size());
    }

    @Test
    void junkInAListIsSkipped() throws IOException {
        sample();
        list("train_image_paths.csv", POSITIVE + "/._image1.png\n" + POSITIVE + "/image1.png\n");
        MuraDataset data = MuraDataset.open(dir);
        assertEquals(1, data.select(Split.TRAIN, Optional.empty()).size());
        assertEquals(List.of(), data.missing());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "MURA-v1.1/train/../../../etc/patient00001/study1_positive/image1.png",
        "MURA-v1.1/train/XR_HAND/patient00001/../image1.png",
        "../image1.png",
        "..",
        "/etc/passwd",
        "/MURA-v1.1/train/XR_HAND/patient00001/study1_positive/image1.png",
        "C:/MURA-v1.1/train/XR_HAND/patient00001/study1_positive/image1.png",
        "C:\\MURA-v1.1\\train\\XR_HAND\\patient00001\\study1_positive\\image1.png",
        "\\MURA-v1.1\\train\\XR_HAND\\patient00001\\study1_positive\\image1.png",
        "MURA-v1.1\\..\\train\\XR_HAND\\patient00001\\study1_positive\\image1.png",
        "\"../train/XR_HAND/patient00001/study1_positive/image1.png\""})
    void pathsThatLeaveTheFolderAreRefused(String path) throws IOException {
        sample();
        list("train_image_paths.csv", POSITIVE + "/image1.png\n" + path + "\n");
        FormatException e = assertThrows(FormatException.class, () -> MuraDataset.open(dir));
        assertEquals("line 2", e.item());
        assertTrue(e.getMessage().contains("stays below"), e.getMessage());
        list("train_image_paths.csv", path + "\n" + POSITIVE + "/image1.png\n");
        assertEquals("line 1", assertThrows(FormatException.class, () -> MuraDataset.open(dir)).item());
    }

    /// As tools for tables, other systems and other releases of the data write the same image.
    @ParameterizedTest
    @ValueSource(strings = {
        "MURA-v1.1\\train\\XR_SHOULDER\\patient00001\\study1_positive\\image1.png",
        "\"MURA-v1.1/train/XR_SHOULDER/patient00001/study1_positive/image1.png\"",
        "'MURA-v1.1/train/XR_SHOULDER/patient00001/study1_positive/image1.png'",
        "MURA-v1.0/train/XR_SHOULDER/patient00001/study1_positive/image1.png",
        "MURA-v1.1/MURA-v1.1/train/XR_SHOULDER/patient00001/study1_positive/image1.png",
        "./data/MURA-v1.1/train/XR_SHOULDER/patient00001/study1_positive/image1.png",
        "train/XR_SHOULDER/patient00001/study1_positive/image1.png",
        "mura-V1.1/Train/xr_Shoulder/PATIENT00001/Study1_Positive/IMAGE1.PNG"})
    void anImageIsFoundHoweverItsPathIsWritten(String path) throws IOException {
        sample();
        list("train_image_paths.csv", path + "\n" + NEGATIVE + "/image1.png\n");
        MuraDataset data = MuraDataset.open(dir);
        MuraImage image = data.images().getFirst();
        assertEquals(dir.resolve(POSITIVE).resolve("image1.png"), image.file());
        assertEquals(POSITIVE + "/image1.png", image.relativePath().replace("IMAGE1.PNG", "image1.png"));
        assertEquals(List.of(), data.missing());
        assertTrue(image.abnormal());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"" + POSITIVE + "/\",1", "\"" + POSITIVE + "/\",\"1\"", "\"" + POSITIVE + "/,1\"", "'" + POSITIVE + "','1'",
        "MURA-v1.1\\train\\XR_SHOULDER\\patient00001\\study1_positive\\,1",
        "mura-v1.0/TRAIN/xr_shoulder/patient00001/study1_POSITIVE,1"})
    void aLabelIsReadHoweverItsLineIsWritten(String line) throws IOException {
        sample();
        list("train_labeled_studies.csv", line + "\n");
        assertTrue(MuraDataset.open(dir).images().get(1).abnormal());
        list("train_labeled_studies.csv", line.replace("1\"", "0\"").replace("1'", "0'").replaceAll("1$", "0") + "\n");
        assertEquals("line 1 label", assertThrows(FormatException.class, () -> MuraDataset.open(dir)).item());
    }

    @Test
    void anImageListedTwiceInTwoSpellingsIsRefused() throws IOException {
        sample();
        list("train_image_paths.csv", POSITIVE + "/image1.png\n" + POSITIVE.toUpperCase(Locale.ROOT) + "/IMAGE1.PNG\n");
        FormatException e = assertThrows(FormatException.class, () -> MuraDataset.open(dir));
        assertEquals("line 2", e.item());
        assertTrue(e.getMessage().contains("every image once"), e.getMessage());
    }

    /// Lists as MURA writes them over files that were renamed.
    @Test
    void foldersAndListsInOtherCaseAreRead() throws IOException {
        sample();
        Path top = dir.resolve("MURA-v1.1");
        Files.move(top.resolve("train"), top.resolve("Train"));
        Files.move(top.resolve("Train/XR_SHOULDER"), top.resolve("Train/xr_shoulder"));
        Files.move(top.resolve("train_image_paths.csv"), top.resolve("Train_Image_Paths.CSV"));
        MuraDataset listed = MuraDataset.open(dir);
        assertEquals(
                List.of(NEGATIVE + "/image1.png", POSITIVE + "/image2.png", POSITIVE + "/image1.png",
                        VALID + "/image1.png"),
                paths(listed));
        Files.delete(top.resolve("Train_Image_Paths.CSV"));
        assertEquals(
                List.of(NEGATIVE + "/image1.png", POSITIVE + "/image1.png", POSITIVE + "/image2.png"),
                paths(MuraDataset.open(dir)).stream().filter(p -> p.contains("train")).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MURA-v1.1/MURA-v1.1", "archive/MURA-v1.1", "archive/mura/MURA-v1.0", "MURA-v1.0", "mura"})
    void aDataSetBelowOtherFoldersIsFound(String place) throws IOException {
        sample();
        Path whole = Files.move(dir.resolve("MURA-v1.1"), dir.resolve("moved"));
        Path root = Files.createDirectory(dir.resolve("root"));
        Files.createDirectories(root.resolve(place).getParent());
        Files.move(whole, root.resolve(place));
        assertEquals(4, MuraDataset.open(root).images().size());
        assertEquals(root.resolve(place), MuraDataset.open(root).base());
        assertEquals("mura", ImageSet.open(root, Selection.ALL).kind());
    }

    @Test
    void twoDataSetsInOneFolderAreToldApartByTheUser() throws IOException {
        sample();
        Files.move(dir.resolve("MURA-v1.1"), dir.resolve("mura-a"));
        sample();
        Files.move(dir.resolve("MURA-v1.1"), dir.resolve("mura-b"));
        String message = assertThrows(FormatException.class, () -> MuraDataset.open(dir)).getMessage();
        assertTrue(message.contains("mura-a") && message.contains("mura-b"), message);
        assertEquals(4, MuraDataset.open(dir.resolve("mura-a")).images().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "nonsense",
        "MURA-v1.1/train/XR_KNEE/patient00001/study1_positive/image1.png",
        "MURA-v1.1/valid/XR_HAND/patient00001/study1_positive/image1.png",
        "MURA-v1.1/train/XR_HAND/study1_positive/image1.png",
        "MURA-v1.1/train/XR_HAND/patient00001/study1/image1.png",
        "MURA-v1.1/train/XR_HAND/patient00001/study1_positive/notes.txt",
        "MURA-v1.1/train/XR_SHOULDER/patient00001/study1_positive/image1.png"})
    void malformedImageLinesAreNamed(String line) throws IOException {
        sample();
        list("train_image_paths.csv", POSITIVE + "/image1.png\n" + line + "\n");
        FormatException e = assertThrows(FormatException.class, () -> MuraDataset.open(dir));
        assertEquals("line 2", e.item());
        assertEquals("train_image_paths.csv", e.file().getFileName().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {POSITIVE + "/", POSITIVE + "/,2", POSITIVE + "/,", POSITIVE + "/image1.png,1"})
    void malformedStudyLinesAreNamed(String line) throws IOException {
        sample();
        list("train_labeled_studies.csv", NEGATIVE + "/,0\n" + line + "\n");
        assertEquals("line 2", assertThrows(FormatException.class, () -> MuraDataset.open(dir)).item());
    }

    @Test
    void aLabelAgainstTheFolderNameIsRefused() throws IOException {
        sample();
        list("train_labeled_studies.csv", NEGATIVE + "/,0\n" + POSITIVE + "/,0\n");
        FormatException e = assertThrows(FormatException.class, () -> MuraDataset.open(dir));
        assertEquals("line 2 label", e.item());
        assertEquals("train_labeled_studies.csv", e.file().getFileName().toString());
    }

    @Test
    void anEmptyDataSetIsRefused() throws IOException {
        assertThrows(FormatException.class, () -> MuraDataset.open(dir));
        Files.createDirectories(dir.resolve("MURA-v1.1"));
        list("train_image_paths.csv", POSITIVE + "/image1.png\n");
        FormatException e = assertThrows(FormatException.class, () -> MuraDataset.open(dir));
        assertTrue(e.getMessage().contains("none of the 1 listed"), e.getMessage());
    }

    @Test
    void partsAreParsedWithOrWithoutPrefix() {
        for (BodyPart part : BodyPart.values()) {
            assertEquals(Optional.of(part), BodyPart.parse(part.folder()));
            assertEquals(Optional.of(part), BodyPart.parse(part.name().toLowerCase(Locale.ROOT)));
        }
        assertEquals(Optional.of(BodyPart.ELBOW), BodyPart.parse("xr_Elbow"));
        assertEquals(Optional.empty(), BodyPart.parse("knee"));
        assertEquals(Optional.empty(), BodyPart.parse(""));
    }

    private void sample() throws IOException {
        image(POSITIVE + "/image1.png");
        image(POSITIVE + "/image2.png");
        image(NEGATIVE + "/image1.png");
        image(VALID + "/image1.png");
        list("train_image_paths.csv",
                NEGATIVE + "/image1.png\n" + POSITIVE + "/image2.png\n" + POSITIVE + "/image1.png\n");
        list("train_labeled_studies.csv", NEGATIVE + "/,0\n" + POSITIVE + "/,1\n");
        list("valid_image_paths.csv", VALID + "/image1.png\n");
        list("valid_labeled_studies.csv", VALID + "/,0\n");
    }

    private void image(String path) throws IOException {
        Path file = dir.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[0]);
    }

    private void list(String name, String text) throws IOException {
        Files.writeString(dir.resolve("MURA-v1.1").resolve(name), text);
    }

    private static List<String> paths(MuraDataset data) {
        return data.images().stream().map(MuraImage::relativePath).toList();
    }
}
