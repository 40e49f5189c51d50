package lowrankcam.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.dataset.ImageFolder.Depth;
import lowrankcam.format.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which files a folder stands for, and what is said of the others.
class ImageFolderTest {

    @TempDir private Path dir;

    private void file(String path, String text) throws IOException {
        Path file = dir.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> images(Depth depth) throws IOException {
        return ImageFolder.open(dir, depth).images().stream().map(f -> dir.relativize(f).toString()).toList();
    }

    private String refusal(Depth depth) {
        return assertThrows(FormatException.class, () -> ImageFolder.open(dir, depth)).getMessage();
    }

    @Test
    void imagesBelowAreCountedOrTaken() throws IOException {
        file("b.png", "");
        file("a.JPG", "");
        file("notes.txt", "");
        file("p1/image1.png", "");
        file("p2/deep/image1.jpeg", "");
        assertEquals(List.of("a.JPG", "b.png"), images(Depth.FOLDER));
        assertEquals("2", ImageFolder.open(dir, Depth.FOLDER).below());
        assertEquals(List.of("a.JPG", "b.png", "p1/image1.png", "p2/deep/image1.jpeg"), images(Depth.ALL));
        assertEquals("", ImageFolder.open(dir, Depth.ALL).below());
    }

    @Test
    void whatLiesBesideDicomFilesIsNamed() throws IOException {
        byte[] picture = Files.readAllBytes(Path.of("golden", "dicom", "made-u8.dcm"));
        Files.write(dir.resolve("IM1"), picture);
        String text = new String(picture, StandardCharsets.ISO_8859_1);
        // The class of a list of files, of the same length.
        String list = text.replaceFirst("1\\.2\\.840\\.10008\\.5\\.1\\.4\\.1\\.1\\.7\0", "1.2.840.10008.1.3.10\0\0\0\0\0\0");
        Files.writeString(dir.resolve("DICOMDIR"), list, StandardCharsets.ISO_8859_1);
        file("notes.txt", "");
        ImageFolder found = ImageFolder.open(dir, Depth.FOLDER);
        assertEquals(List.of(dir.resolve("IM1")), found.images());
        assertEquals(List.of(dir.resolve("DICOMDIR"), dir.resolve("notes.txt")), found.skipped());
    }

    /// Heat maps of an earlier call are no radiographs, and hidden folders hold what tools keep.
    @Test
    void resultsAndHiddenFilesAreNoImages() throws IOException {
        file("b.png", "");
        file("._b.png", "");
        file(".cache/c.png", "");
        file("results/b/manifest.json", "{\"program\": \"lowrank-cam 0.1.0\"}");
        file("results/b/cam-class-0-heatmap.png", "");
        file("other/manifest.json", "{\"program\": \"another\"}");
        file("other/d.png", "");
        file("torn/manifest.json", "{");
        file("torn/e.png", "");
        assertEquals(List.of("b.png", "other/d.png", "torn/e.png"), images(Depth.ALL));
        assertEquals("2", ImageFolder.open(dir, Depth.FOLDER).below());
    }

    @Test
    void linksAreFollowedButNotInCircles() throws IOException {
        file("p/image.png", "");
        Files.createSymbolicLink(dir.resolve("p/up"), dir);
        Files.createSymbolicLink(dir.resolve("q"), dir.resolve("p/image.png"));
        Files.createSymbolicLink(dir.resolve("q.png"), dir.resolve("p/image.png"));
        Files.createSymbolicLink(dir.resolve("gone.png"), dir.resolve("nothing.png"));
        assertTrue(images(Depth.ALL).containsAll(List.of("p/image.png", "q.png")));
    }

    @Test
    void whatLiesThereInsteadIsCountedByKind() throws IOException {
        file("a", "GIF89a");
        file("b", "GIF89a");
        file("c.txt", "text");
        file("below/d", "BZh91AY&SY");
        assertTrue(
                refusal(Depth.FOLDER).endsWith(
                        "folder of images: expected PNG, JPEG or DICOM files, found none, but 2 GIF pictures, 1 bzip2 file, "
                                + "1 other file: convert them to PNG first (docs/INPUTS.md)"),
                refusal(Depth.FOLDER));
        assertEquals(refusal(Depth.FOLDER), refusal(Depth.ALL));
    }

    @Test
    void picturesOfAnotherNameAreToldApart() throws IOException {
        Files.write(dir.resolve("scan1"), new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0});
        assertTrue(
                refusal(Depth.FOLDER).endsWith(
                        "found none, but 1 JPEG picture: names must end in .png, .jpg or .jpeg"),
                refusal(Depth.FOLDER));
    }

    @Test
    void aFolderOfFoldersSaysHowManyLieBelow() throws IOException {
        file("p1/image1.png", "");
        file("p2/image1.png", "");
        file("scan.dcm", "");
        assertTrue(
                refusal(Depth.FOLDER).endsWith("found none in it and 2 in folders below, which --recursive takes"),
                refusal(Depth.FOLDER));
    }
}
