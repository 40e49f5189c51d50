package lowrankcam.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each image gets a folder of its own, named no longer than needed.
class ResultNamesTest {

    private static List<String> names(String... paths) {
        List<Path> images = Arrays.stream(paths).map(Path::of).toList();
        ResultNames names = ResultNames.of(images);
        return images.stream().map(names::of).toList();
    }

    @Test
    void differentFileNamesStandAlone() {
        assertEquals(List.of("hand", "foot.left"), names("a/hand.png", "b/foot.left.jpg"));
    }

    /// Every image of MURA is called image1.png; two patients may have the same study, so both folders are needed.
    @Test
    void foldersAboveTellEqualNamesApart() {
        assertEquals(
                List.of("patient1-study1_positive-image1", "patient2-study1_positive-image1",
                        "patient2-study2_positive-image1", "other"),
                names("m/patient1/study1_positive/image1.png", "m/patient2/study1_positive/image1.png",
                        "m/patient2/study2_positive/image1.png", "m/other.png"));
        assertEquals(List.of("a-x", "b-x"), names("a/x.png", "b/x.png"));
    }

    @Test
    void theExtensionStaysWhereItAloneDiffers() {
        assertEquals(List.of("x-png", "x-jpg"), names("a/x.png", "a/x.jpg"));
    }

    /// A file may be named as the longer name of another.
    @Test
    void aNameMadeUpNeverMeetsARealOne() {
        List<String> names = names("a/x.png", "b/x.png", "c/a-x.png");
        assertEquals(3, names.stream().distinct().count(), names.toString());
    }

    @Test
    void theSameFileTwiceIsRefused() {
        String message =
                assertThrows(IllegalArgumentException.class, () -> names("a/x.png", "a/../a/./x.png")).getMessage();
        assertTrue(message.startsWith("images: expected different files, found a/x.png and a/.."), message);
    }

    /// `..png` has the stem `.`, and `...png` the stem `..`.
    @Test
    void noImageWritesOutsideItsFolder() {
        assertEquals(List.of("_.", "_", "_hidden"), names("a/...png", "a/..png", "b/.hidden.png"));
        assertEquals(List.of("a-..", "b-.."), names("a/...png", "b/...png"));
    }

    @Test
    void namesTooLongForAFolderAreCutAndStayDifferent() {
        String stem = "x".repeat(251);
        List<String> names = names("a/" + stem + ".png", "b/" + stem + ".png", "b/" + stem.substring(1) + "y.png");
        assertEquals(3, names.stream().distinct().count(), names.toString());
        names.forEach(name -> assertTrue(name.length() <= 200 && name.contains("xxx"), name));
    }
}
