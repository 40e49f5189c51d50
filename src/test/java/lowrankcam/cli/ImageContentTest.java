package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import lowrankcam.image.PngWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// An image that shows nothing, or not all, gets a score all the same; the program says what is doubtful about it.
class ImageContentTest {

    private static final Path HAND = Goldens.file("inputs/hand_299.png");

    @TempDir private Path folder;

    private Path grey(String name, int size, int last) throws IOException {
        byte[] pixels = new byte[size * size];
        pixels[pixels.length - 1] = (byte) last;
        Path file = folder.resolve(name);
        PngWriter.writeGray(file, size, size, pixels);
        return file;
    }

    @Test
    void strictCountsThemAsErrors() throws IOException {
        Ran dark = run("explain", grey("dark.png", 32, 15), "-m", "cam", "--strict", "-q", "-o", folder.resolve("r"));
        assertEquals(1, dark.code(), dark.err());
        assertEquals(1, dark.err().lines().count(), dark.err());
        assertTrue(dark.err().contains("dark.png: narrow-range: values from 0 to 15 of 0 to 255"), dark.err());
        JsonNode manifest = Json.read(folder.resolve("r/dark/manifest.json"));
        assertEquals("[\"narrow-range\"]", manifest.path("image").path("flags").toString());
        Path silent = Goldens.file("head-linear.safetensors");
        Ran seen = run("explain", transparent(), "--head", silent, "-m", "cam", "--strict", "-q", "-o", folder.resolve("r"));
        assertEquals(0, seen.code(), seen.err());
    }

    /// A head that knows what its training images were like says so of an image that is not; others say nothing.
    @Test
    void anImageUnlikeTheTrainingImagesIsFlagged() throws IOException {
        Path hand = Goldens.file("inputs/hand.jpg");
        Path table = folder.resolve("scores.csv");
        Ran predicted = run("predict", hand, "--csv", table, "-q");
        assertEquals(0, predicted.code(), predicted.err());
        assertTrue(predicted.out().matches("(?s).*  unlike-training-images: features 1\\.\\d\\d times as far off .*"), predicted.out());
        assertTrue(Files.readAllLines(table).get(1).endsWith(",unlike-training-images"));
        Ran strict = run("explain", hand, "-m", "cam", "--strict", "-q", "-o", folder.resolve("r"));
        assertEquals(1, strict.code(), strict.err());
        assertTrue(strict.out().contains("  unlike-training-images: "), strict.out());
        JsonNode manifest = Json.read(folder.resolve("r/hand/manifest.json"));
        assertEquals("[\"unlike-training-images\"]", manifest.path("scoreFlags").toString());
        JsonNode place = manifest.path("trainingImages");
        assertTrue(place.path("distance").asDouble() > place.path("limit").asDouble(), place.toString());
        Ran other = run("predict", hand, "--head", Goldens.file("head-linear.safetensors"), "--json", "-q");
        assertTrue(other.json().path("scoreFlags").isMissingNode() && other.json().path("trainingImages").isMissingNode(), other.out());
    }

    /// A picture whose left half is transparent, and grey beneath.
    private Path transparent() throws IOException {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 1600; i++) {
            image.setRGB(i % 40, i / 40, i % 40 < 20 ? 0x00808080 : 0xFF000000 | i * 2654435 & 0xFFFFFF);
        }
        Path file = folder.resolve("transparent.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void transparentPixelsAreFlaggedAndTheirTreatmentIsRecorded() throws IOException {
        Path file = transparent();
        Ran drop = run("predict", file, "--json");
        assertEquals(0, drop.code(), drop.err());
        assertTrue(
                drop.err().contains("transparent-pixels: 800 of 1600 pixels are not opaque; their stored colours are taken"),
                drop.err());
        assertEquals("[\"transparent-pixels\"]", drop.json().path("image").path("flags").toString());
        assertEquals(800, drop.json().path("image").path("transparentPixels").asInt());
        assertEquals("drop", drop.json().path("weights").path("preprocessing").path("alpha").asString());
        Ran white = run("predict", file, "--json", "--alpha", "white");
        assertTrue(white.err().contains("they lie over white (--alpha)"), white.err());
        assertEquals("white", white.json().path("weights").path("preprocessing").path("alpha").asString());
        assertNotEquals(
                drop.json().path("classes").get(0).path("logit"), white.json().path("classes").get(0).path("logit"));
        assertEquals(2, run("predict", file, "--alpha", "grey").code());
    }

    /// The turned picture is another one, and the manifest says which way it was turned.
    @Test
    void theOrientationOfAPngIsHonouredAndRecorded() throws IOException {
        Ran ran = run("predict", Goldens.file("pictures/exif-6.png"), "--json");
        assertEquals(6, ran.json().path("image").path("orientation").asInt());
        assertEquals(4, ran.json().path("image").path("width").asInt());
        assertEquals(255, ran.json().path("image").path("highest").asInt());
        assertEquals(3, ran.json().path("image").path("lowest").asInt());
    }
}
