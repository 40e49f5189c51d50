package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngWriterTest {

    @TempDir
    Path folder;

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(2).nextBytes(bytes);
        return bytes;
    }

    @Test
    void theJdkReadsBackWhatWasWritten() throws IOException {
        byte[] rgb = noise(13 * 7 * 3);
        BufferedImage colour = ImageIO.read(new ByteArrayInputStream(PngWriter.encode(13, 7, 3, rgb)));
        byte[] gray = noise(13 * 7);
        BufferedImage grey = ImageIO.read(new ByteArrayInputStream(PngWriter.encode(13, 7, 1, gray)));
        for (int i = 0; i < 91; i++) {
            int[] pixel = colour.getRaster().getPixel(i % 13, i / 13, (int[]) null);
            for (int c = 0; c < 3; c++) {
                assertEquals(rgb[3 * i + c] & 0xFF, pixel[c]);
            }
            assertEquals(gray[i] & 0xFF, grey.getRaster().getSample(i % 13, i / 13, 0));
        }
    }

    @Test
    void ownReaderReadsBackWhatWasWritten() throws IOException {
        Path file = folder.resolve("a.png");
        byte[] rgb = noise(5 * 4 * 3);
        PngWriter.writeRgb(file, 5, 4, rgb);
        Picture picture = PictureReader.read(file);
        for (int i = 0; i < rgb.length; i++) {
            assertEquals((rgb[i] & 0xFF) / 255f, picture.samples()[i]);
        }
    }

    @Test
    void sameBytesEveryTime() {
        byte[] rgb = noise(12);
        assertArrayEquals(PngWriter.encode(2, 2, 3, rgb), PngWriter.encode(2, 2, 3, rgb.clone()));
    }

    @Test
    void replacesAFileAndLeavesNothingBesideIt() throws IOException {
        Path file = Files.writeString(folder.resolve("a.png"), "old");
        PngWriter.writeGray(file, 2, 2, noise(4));
        assertEquals(2, PictureReader.read(file).width());
        Path occupied = Files.createDirectories(folder.resolve("b.png/inner")).getParent();
        assertThrows(IOException.class, () -> PngWriter.writeGray(occupied, 2, 2, noise(4)));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void aWrongLengthIsNamed() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> PngWriter.encode(2, 2, 3, new byte[11]));
        assertTrue(e.getMessage().contains("11 bytes"), e.getMessage());
    }
}
