package lowrankcam.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lowrankcam.format.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three kinds of data sets, one view.
class ImageSetTest {

    @TempDir private Path dir;

    private Path file(String path) throws IOException {
        Path file = dir.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[0]);
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(dir.resolve("list.csv"), text);
    }

    private static List<String> keys(ImageSet set) {
        return set.images().stream().map(LabelledImage::key).toList();
    }

    private static List<String> classes(ImageSet set) {
        return set.images().stream().map(LabelledImage::label).toList();
    }

    private void mura() throws IOException {
        file("MURA-v1.1/valid/XR_HAND/patient00001/study1_positive/image1.png");
        file("MURA-v1.1/valid/XR_HAND/patient00001/study1_positive/image2.png");
        file("MURA-v1.1/valid/XR_ELBOW/patient00002/study1_negative/image1.png");
        file("MURA-v1.1/train/XR_HAND/patient00003/study1_negative/image1.png");
        file("masks/valid/XR_HAND/patient00001/study1_positive/image2.png");
    }

    @Test
    void muraIsRecognisedAtEitherLevelWithItsMasks() throws IOException {
        mura();
        ImageSet set = ImageSet.open(dir, Selection.ALL);
        assertInstanceOf(MuraImages.class, set);
        assertEquals("mura", set.kind());
        assertEquals(
                List.of(
                        "train/XR_HAND/patient00003/study1_negative/image1.png",
                        "valid/XR_ELBOW/patient00002/study1_negative/image1.png",
                        "valid/XR_HAND/patient00001/study1_positive/image1.png",
                        "valid/XR_HAND/patient00001/study1_positive/image2.png"),
                keys(set));
        assertEquals(List.of("normal", "normal", "abnormal", "abnormal"), classes(set));
        assertEquals(List.of("normal", "abnormal"), set.labels());
        assertEquals(Optional.empty(), set.images().get(2).mask());
        assertTrue(Files.exists(set.images().get(3).mask().orElseThrow()));
        assertEquals(keys(set), keys(ImageSet.open(dir.resolve("MURA-v1.1"), Selection.ALL)));
    }

    @Test
    void muraIsSelectedByPartSplitAndLabel() throws IOException {
        mura();
        Selection valid = Selection.ALL.withSplit(Optional.of(Split.VALID));
        assertEquals(3, ImageSet.open(dir, valid).images().size());
        Selection hand = valid.withPart(Optional.of(BodyPart.HAND));
        assertEquals(2, ImageSet.open(dir, hand).available());
        for (String label : List.of("abnormal", "positive", "1", "Abnormal")) {
            assertEquals(2, ImageSet.open(dir, Selection.ALL.withLabels(List.of(label))).images().size());
        }
        FormatException e =
                assertThrows(
                        FormatException.class, () -> ImageSet.open(dir, hand.withLabels(List.of("normal"))));
        assertEquals("images (part hand, split valid, label normal)", e.item());
        assertThrows(IllegalArgumentException.class, () -> ImageSet.open(dir, hand.withLabels(List.of("fine"))));
    }

    @Test
    void muraListsCountEvenWithoutImagesBesideThem() throws IOException {
        file("MURA-v1.1/valid_image_paths.csv");
        assertThrows(FormatException.class, () -> ImageSet.open(dir, Selection.ALL));
        Files.writeString(
                dir.resolve("MURA-v1.1/valid_image_paths.csv"),
                "MURA-v1.1/valid/XR_HAND/patient00001/study1_positive/image9.png\n"
                        + "MURA-v1.1/valid/XR_HAND/patient00001/study1_positive/image1.png\n");
        mura();
        ImageSet set = ImageSet.open(dir, Selection.ALL);
        assertEquals(List.of("MURA-v1.1/valid/XR_HAND/patient00001/study1_positive/image9.png"), set.missing());
        assertEquals(2, set.images().size(), "the list of valid names one that exists, train has no list");
    }

    @Test
    void subFoldersAreClasses() throws IOException {
        file("dog/b.png");
        file("dog/deeper/a.JPG");
        file("cat/1.jpeg");
        file("cat/notes.txt");
        file("cat/._1.jpeg");
        file("dog/.DS_Store");
        file("loose.png");
        ImageSet set = ImageSet.open(dir, Selection.ALL);
        assertEquals("folder", set.kind());
        assertEquals(List.of("cat/1.jpeg", "dog/b.png", "dog/deeper/a.JPG", "loose.png"), keys(set));
        assertEquals(List.of("cat", "dog", "dog", ""), classes(set));
        assertEquals(List.of("cat", "dog"), set.labels());
        assertEquals(List.of("cat/._1.jpeg", "cat/notes.txt", "dog/.DS_Store"), set.skipped());
        assertEquals(2, ImageSet.open(dir, Selection.ALL.withLabels(List.of("dog"))).available());
    }

    @Test
    void bodyPartsBelongToMura() throws IOException {
        file("dog/b.png");
        Path csv = csv("dog/b.png,dog\n");
        for (Path path : List.of(dir, csv)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ImageSet.open(path, Selection.ALL.withPart(Optional.of(BodyPart.HAND))));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ImageSet.open(path, Selection.ALL.withSplit(Optional.of(Split.VALID))));
        }
    }

    @Test
    void aCsvWithoutHeader() throws IOException {
        file("x/a b.png");
        file("x/c,d.png");
        file("m.png");
        ImageSet set =
                ImageSet.open(csv("x/a b.png,dog\n\"x/c,d.png\",\"a \"\"cat\"\"\",m.png\nx/gone.png,dog\n"), Selection.ALL);
        assertEquals("csv", set.kind());
        assertEquals(List.of("x/a b.png", "x/c,d.png"), keys(set));
        assertEquals(List.of("dog", "a \"cat\""), classes(set));
        assertEquals(List.of("x/gone.png"), set.missing());
        assertEquals(dir.resolve("m.png"), set.images().get(1).mask().orElseThrow());
        assertTrue(Files.exists(set.images().get(0).file()));
    }

    @Test
    void aCsvWithAHeaderInAnyOrder() throws IOException {
        file("a.png");
        ImageSet set = ImageSet.open(csv("\uFEFFid,Label,age,Image_Path\r\n7,dog,3,a.png\r\n"), Selection.ALL);
        assertEquals(List.of("a.png"), keys(set));
        assertEquals(List.of("dog"), classes(set));
    }

    @Test
    void aCsvOfPathsAloneHasNoClasses() throws IOException {
        file("a.png");
        ImageSet set = ImageSet.open(csv("a.png\n"), Selection.ALL);
        assertEquals(List.of(""), classes(set));
        assertEquals(List.of(), set.labels());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "name,class\na.png,dog\n", "path,label\n,dog\n", "a.png,dog\na.png,cat\n", "a.png,dog,none.png\n",
        "a.png,\"dog\n", "a.png,dog\nx\u0000y,dog\n", ""})
    void malformedCsvFilesAreRefused(String text) throws IOException {
        file("a.png");
        Path csv = csv(text);
        FormatException e = assertThrows(FormatException.class, () -> ImageSet.open(csv, Selection.ALL));
        assertEquals(csv, e.file());
        if (!text.isEmpty()) {
            assertTrue(e.item().matches("line \\d+, column \\d+"), e.getMessage());
        }
    }

    @Test
    void nothingAtAllIsRefused() throws IOException {
        assertThrows(FormatException.class, () -> ImageSet.open(dir.resolve("none"), Selection.ALL));
        assertThrows(FormatException.class, () -> ImageSet.open(dir, Selection.ALL));
    }

    /// What an export from an archive looks like: nothing to read, so what there is is said.
    @Test
    void aFolderWithoutImagesSaysWhatLiesInIt() throws IOException {
        for (String name : List.of("a/1.tif", "a/2.tif")) {
            Files.writeString(file(name), "II*\0");
        }
        file("a/notes.txt");
        String message = assertThrows(FormatException.class, () -> ImageSet.open(dir, Selection.ALL)).getMessage();
        assertTrue(
                message.endsWith(
                        "data set: expected PNG, JPEG or DICOM files in it or in folders below, found none, but 2 TIFF pictures, "
                                + "1 other file: convert them to PNG first (docs/INPUTS.md)"),
                message);
    }

    /// As archives export them: names without an ending, and others that promise too much.
    @Test
    void dicomFilesAreTakenByTheirContent() throws IOException {
        byte[] picture = Files.readAllBytes(Path.of("golden", "dicom", "made-u8.dcm"));
        Files.write(file("a/IM000001"), picture);
        Files.write(file("b/x.dcm"), picture);
        file("b/y.dcm");
        ImageSet set = ImageSet.open(dir, Selection.ALL);
        assertEquals(List.of("a/IM000001", "b/x.dcm"), set.images().stream().map(LabelledImage::key).toList());
        assertEquals(List.of("b/y.dcm"), set.skipped());
        Path csv = Files.writeString(file("list.csv"), "a/IM000001,one\nb/x.dcm,two\n");
        assertEquals(List.of("one", "two"), ImageSet.open(csv, Selection.ALL).labels());
    }

    @Test
    void pathsOfACsvMayBeWrittenOnWindows() throws IOException {
        file("a/x.png");
        file("a/mask.png");
        ImageSet set = ImageSet.open(csv("a\\x.png,old,a\\mask.png\n"), Selection.ALL);
        assertEquals(List.of(), set.missing());
        assertEquals(dir.resolve("a/x.png"), set.images().getFirst().file());
        assertEquals(List.of("a\\x.png"), keys(set));
        assertEquals(Optional.of(dir.resolve("a/mask.png")), set.images().getFirst().mask());
    }
}
