package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import lowrankcam.image.PngWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// An image that shows nothing gets a score all the same; the program says that it means nothing.
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
    void constantAndTinyImagesAreFlagged() throws IOException {
        Path black = grey("black.png", 40, 0);
        Path tiny = grey("tiny.png", 31, 0);
        Path one = grey("one.png", 32, 1);
        Ran ran = run("explain", black, tiny, one, HAND, "-m", "cam", "-q", "-o", folder.resolve("r"));
        assertEquals(0, ran.code(), ran.err());
        assertEquals("[\"constant-image\"]", flags("black"));
        assertEquals("[\"constant-image\",\"tiny-image\"]", flags("tiny"));
        assertEquals("[]", flags("one"));
        assertEquals("[]", flags("hand_299"));
        assertEquals(2, ran.err().lines().count(), ran.err());
        assertTrue(
                ran.err().contains("tiny.png: constant-image, tiny-image: all pixels are equal, 31x31 pixels, fewer than 32"),
                ran.err());
    }

    private String flags(String name) throws IOException {
        JsonNode manifest = Json.read(folder.resolve("r").resolve(name).resolve("manifest.json"));
        return manifest.path("image").path("flags").toString();
    }

    @Test
    void strictCountsThemAsErrors() throws IOException {
        Path tiny = grey("tiny.png", 31, 200);
        assertEquals(1, run("explain", tiny, "-m", "cam", "--strict", "-q", "-o", folder.resolve("r")).code());
        assertEquals(0, run("explain", HAND, "-m", "cam", "--strict", "-q", "-o", folder.resolve("r")).code());
    }

    @Test
    void predictSaysSoToo() throws IOException {
        Ran ran = run("predict", grey("black.png", 40, 0), "--json");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.err().contains("black.png: constant-image"), ran.err());
        assertEquals("[\"constant-image\"]", ran.json().path("image").path("flags").toString());
        assertFalse(run("predict", HAND).err().contains("image:"));
    }
}
