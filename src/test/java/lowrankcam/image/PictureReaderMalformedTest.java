package lowrankcam.image;

import static lowrankcam.image.TestPngs.bytes;
import static lowrankcam.image.TestPngs.chunk;
import static lowrankcam.image.TestPngs.png;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import lowrankcam.format.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureReaderMalformedTest {

    @TempDir
    Path folder;

    private FormatException rejected(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("bad.png"), content);
        return assertThrows(FormatException.class, () -> PictureReader.read(file));
    }

    private static byte[] goodPng() {
        byte[] rows = new byte[40 * 41];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (byte) (i % 41 == 0 ? 0 : i * 31);
        }
        return png(40, 40, 8, 0, rows);
    }

    private static byte[] jpeg(int size) throws IOException {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(5);
        for (int i = 0; i < size * size; i++) {
            image.setRGB(i % size, i / size, random.nextInt(1 << 24));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }

    @Test
    void everyTruncatedPngIsRejected() throws IOException {
        byte[] good = goodPng();
        for (int length = 0; length < good.length; length++) {
            rejected(Arrays.copyOf(good, length));
        }
    }

    @Test
    void everyTruncatedJpegIsRejected() throws IOException {
        byte[] good = jpeg(24);
        for (int length = 0; length < good.length; length++) {
            rejected(Arrays.copyOf(good, length));
        }
    }

    @Test
    void aThumbnailDoesNotHideATruncatedJpeg() throws IOException {
        byte[] thumbnail = jpeg(8);
        byte[] main = jpeg(64);
        int length = thumbnail.length + 2;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes(0xFF, 0xD8, 0xFF, 0xE2, length >> 8, length));
        out.writeBytes(thumbnail);
        out.write(main, 2, main.length - 2);
        byte[] whole = out.toByteArray();
        PictureReader.read(Files.write(folder.resolve("whole.jpg"), whole));
        FormatException e = rejected(Arrays.copyOf(whole, whole.length - main.length / 2));
        assertTrue(e.getMessage().contains("end-of-image"), e.getMessage());
    }

    @Test
    void anyChangedByteOfAPngIsCaught() throws IOException {
        byte[] good = goodPng();
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x10;
            rejected(bad);
        }
    }

    @Test
    void changedBytesOfAJpegGiveAPictureOrAFormatException() throws IOException {
        byte[] good = jpeg(16);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x55;
            Path file = Files.write(folder.resolve("changed.jpg"), bad);
            try {
                PictureReader.read(file);
            } catch (FormatException e) {
                assertEquals(file, e.file());
            }
        }
    }

    @Test
    void aWrongChecksumIsNamedWithItsOffset() throws IOException {
        byte[] bad = goodPng();
        bad[8 + 8 + 13] ^= 1;
        FormatException e = rejected(bad);
        assertEquals(8, e.offset());
        assertTrue(e.getMessage().contains("IHDR' checksum"), e.getMessage());
    }

    @Test
    void aHugeHeaderIsRefusedBeforeDecoding() throws IOException {
        byte[] huge = png(60000, 60000, 8, 0, new byte[10]);
        assertTimeout(Duration.ofSeconds(2), () -> {
            FormatException e = rejected(huge);
            assertTrue(e.getMessage().contains("60000x60000, more than 100 megapixels"), e.getMessage());
        });
        FormatException negative = rejected(png(-1, -1, 8, 0, new byte[10]));
        assertTrue(negative.getMessage().contains("more than 100 megapixels"), negative.getMessage());
        assertTrue(rejected(png(0, 5, 8, 0, new byte[10])).getMessage().contains("0x5"));
    }

    @Test
    void aSideOfMoreThanAMillionPixelsIsRefused() throws IOException {
        FormatException e = rejected(png(1, 1_000_001, 8, 0, new byte[10]));
        assertTrue(e.getMessage().contains("at most 1000000 pixels on a side, found 1x1000001"), e.getMessage());
    }

    /// A scan of a few bytes is work over the whole picture.
    @Test
    void aJpegOfHundredsOfScansIsRefusedBeforeDecoding() throws IOException {
        FormatException many = rejected(scans(jpeg(16), 101));
        assertTrue(many.getMessage().contains("JPEG scans: expected at most 100"), many.getMessage());
        assertTrue(many.getMessage().contains("found 101 of 16x16, and more"), many.getMessage());
        byte[] large = scans(jpeg(16), 21);
        for (int i = 0; i + 9 < large.length; i++) {
            if ((large[i] & 0xFF) == 0xFF && (large[i + 1] & 0xFF) == 0xC0) {
                System.arraycopy(bytes(10000 >> 8, 10000, 10000 >> 8, 10000), 0, large, i + 5, 4);
            }
        }
        FormatException work = rejected(large);
        assertTrue(work.getMessage().contains("of at most 2000 megapixels in all, found 21 of 10000x10000"), work.getMessage());
    }

    /// The same file with its scan as many times.
    private static byte[] scans(byte[] jpeg, int count) {
        int scan = 0;
        while ((jpeg[scan] & 0xFF) != 0xFF || (jpeg[scan + 1] & 0xFF) != 0xDA) {
            scan++;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, scan);
        for (int i = 0; i < count; i++) {
            out.write(jpeg, scan, jpeg.length - 2 - scan);
        }
        out.write(jpeg, jpeg.length - 2, 2);
        return out.toByteArray();
    }

    /// A camera's note never makes a picture unreadable.
    @Test
    void aDamagedExifChunkOfAPngIsPassedOver() throws IOException {
        byte[] exif = bytes('M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0);
        byte[] prefixed = new byte[6 + exif.length];
        System.arraycopy(bytes('E', 'x', 'i', 'f', 0, 0), 0, prefixed, 0, 6);
        System.arraycopy(exif, 0, prefixed, 6, exif.length);
        assertEquals(6, orientation(exif));
        assertEquals(6, orientation(prefixed));
        for (int length = 0; length < 20; length++) {
            assertEquals(1, orientation(Arrays.copyOf(exif, length)), "length " + length);
        }
        int[] bad = new int[] {0, 1, 3, 4, 5, 7, 10, 11};
        for (int at : bad) {
            byte[] changed = exif.clone();
            changed[at] ^= (byte) 0x80;
            assertEquals(1, orientation(changed), "byte " + at);
        }
    }

    private int orientation(byte[] exif) throws IOException {
        byte[] file = png(2, 1, 8, 0, bytes(0, 1, 2), "eXIf", exif);
        return PictureReader.read(Files.write(folder.resolve("exif.png"), file)).origin().orientation();
    }

    @Test
    void tooFewRowsAndMissingDataAreRejected() throws IOException {
        rejected(png(64, 64, 8, 0, new byte[65 * 20]));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(goodPng(), 0, 33);
        out.writeBytes(chunk("IEND", new byte[0]));
        rejected(out.toByteArray());
    }

    @Test
    void fourColourJpegIsRefusedByName() throws IOException {
        byte[] cmyk = jpeg(16);
        for (int i = 0; i < cmyk.length - 10; i++) {
            if ((cmyk[i] & 0xFF) == 0xFF && (cmyk[i + 1] & 0xFF) == 0xC0) {
                cmyk[i + 9] = 4;
            }
        }
        assertTrue(rejected(cmyk).getMessage().contains("4 (CMYK or YCCK)"));
    }

    @Test
    void otherFilesSayWhatWasFound() throws IOException {
        assertTrue(rejected(new byte[0]).getMessage().contains("an empty file"));
        assertTrue(rejected("GIF98a....".getBytes()).getMessage().contains("47 49 46 39 38 61"));
        assertTrue(rejected("GIF89a....".getBytes()).getMessage().contains("found a GIF picture: convert it to PNG"));
        FormatException missing =
                assertThrows(FormatException.class, () -> PictureReader.read(folder.resolve("absent.png")));
        assertTrue(missing.getMessage().contains("nothing of that name"), missing.getMessage());
        FormatException directory = assertThrows(FormatException.class, () -> PictureReader.read(folder));
        assertTrue(directory.getMessage().contains("a folder"), directory.getMessage());
    }
}
