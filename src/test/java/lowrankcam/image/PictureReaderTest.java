package lowrankcam.image;

import static lowrankcam.image.TestPngs.bytes;
import static lowrankcam.image.TestPngs.png;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PictureReaderTest {

    @TempDir
    Path folder;

    private Picture read(byte[] content) throws IOException {
        // A name that lies: the content decides.
        return PictureReader.read(Files.write(folder.resolve("picture.txt"), content));
    }

    private static byte[] imageIo(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    @Test
    void keepsAll65536LevelsOfA16BitGreyPicture() throws IOException {
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_USHORT_GRAY);
        WritableRaster raster = image.getRaster();
        for (int i = 0; i < 65536; i++) {
            raster.setSample(i % 256, i / 256, 0, i);
        }
        Picture picture = read(imageIo(image, "png"));
        assertEquals(16, picture.bitDepth());
        assertEquals(1, picture.channels());
        for (int i = 0; i < 65536; i++) {
            assertEquals(i / 65535f, picture.samples()[i]);
        }
    }

    @Test
    void greyLevelsAreTheStoredOnesWithoutGamma() throws IOException {
        BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            image.getRaster().setSample(i, 0, 0, i);
        }
        Picture picture = read(imageIo(image, "png"));
        assertEquals(8, picture.bitDepth());
        for (int i = 0; i < 256; i++) {
            assertEquals(i / 255f, picture.samples()[i]);
        }
    }

    @Test
    void aGammaChunkChangesNothing() throws IOException {
        Picture picture = read(png(2, 1, 8, 0, bytes(0, 128, 64), "gAMA", bytes(0, 1, 0x86, 0xA0)));
        assertArrayEquals(new float[] {128 / 255f, 64 / 255f}, picture.samples());
    }

    @Test
    void smallDepthsSpanTheWholeRange() throws IOException {
        assertArrayEquals(new float[] {1, 0}, read(png(2, 1, 1, 0, bytes(0, 0x80))).samples());
        assertArrayEquals(new float[] {2 / 3f, 1 / 3f}, read(png(2, 1, 2, 0, bytes(0, 0x90))).samples());
        assertArrayEquals(new float[] {8 / 15f, 1 / 15f}, read(png(2, 1, 4, 0, bytes(0, 0x81))).samples());
    }

    @Test
    void colourStaysInItsOrderAndEqualChannelsStayThree() throws IOException {
        Picture picture = read(png(2, 1, 8, 2, bytes(0, 10, 20, 30, 7, 7, 7)));
        assertEquals(3, picture.channels());
        assertArrayEquals(
                new float[] {10 / 255f, 20 / 255f, 30 / 255f, 7 / 255f, 7 / 255f, 7 / 255f},
                picture.samples());
        assertEquals(3, read(png(1, 1, 8, 2, bytes(0, 7, 7, 7))).channels());
    }

    @Test
    void colourOf16BitsKeepsItsDepth() throws IOException {
        Picture picture = read(png(1, 1, 16, 2, bytes(0, 0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC)));
        assertEquals(16, picture.bitDepth());
        assertArrayEquals(new float[] {0x1234 / 65535f, 0x5678 / 65535f, 0x9ABC / 65535f}, picture.samples());
    }

    @Test
    void paletteIsLookedUp() throws IOException {
        Picture picture = read(png(2, 1, 8, 3, bytes(0, 1, 0), "PLTE", bytes(1, 2, 3, 200, 100, 50)));
        assertArrayEquals(
                new float[] {200 / 255f, 100 / 255f, 50 / 255f, 1 / 255f, 2 / 255f, 3 / 255f},
                picture.samples());
    }

    private Picture read(byte[] content, Alpha alpha) throws IOException {
        return PictureReader.read(Files.write(folder.resolve("picture.png"), content), alpha);
    }

    @Test
    void opaquePixelsAreTheSameWhateverBecomesOfTransparentOnes() throws IOException {
        for (Alpha alpha : Alpha.values()) {
            Picture opaque = read(png(1, 1, 8, 6, bytes(0, 10, 20, 30, 255)), alpha);
            assertArrayEquals(new float[] {10 / 255f, 20 / 255f, 30 / 255f}, opaque.samples());
            assertEquals(0, opaque.origin().transparent());
        }
    }

    @Test
    void transparentPixelsKeepTheirColourOrLieOverBlackOrWhite() throws IOException {
        byte[] half = png(2, 1, 8, 4, bytes(0, 200, 51, 90, 0));
        assertEquals(1, read(half, Alpha.DROP).channels());
        assertEquals(2, read(half, Alpha.DROP).origin().transparent());
        assertArrayEquals(new float[] {200 / 255f, 90 / 255f}, read(half, Alpha.DROP).samples());
        assertArrayEquals(new float[] {200 / 255f * 0.2f, 0}, read(half, Alpha.BLACK).samples(), 1e-7f);
        assertArrayEquals(new float[] {200 / 255f * 0.2f + 0.8f, 1}, read(half, Alpha.WHITE).samples(), 1e-7f);
        byte[] keyed = png(2, 1, 8, 0, bytes(0, 200, 9), "tRNS", bytes(0, 200));
        assertArrayEquals(new float[] {0, 9 / 255f}, read(keyed, Alpha.BLACK).samples());
        assertArrayEquals(new float[] {1, 9 / 255f}, read(keyed, Alpha.WHITE).samples());
        byte[] palette = png(2, 1, 8, 3, bytes(0, 1, 0), "PLTE", bytes(1, 2, 3, 200, 100, 50), "tRNS", bytes(255, 51));
        assertArrayEquals(
                new float[] {200 / 255f, 100 / 255f, 50 / 255f, 1 / 255f, 2 / 255f, 3 / 255f},
                read(palette, Alpha.DROP).samples());
        assertArrayEquals(
                new float[] {40 / 255f, 20 / 255f, 10 / 255f, 1 / 255f, 2 / 255f, 3 / 255f},
                read(palette, Alpha.BLACK).samples(), 1e-7f);
        assertEquals(1, read(palette, Alpha.BLACK).origin().transparent());
    }

    /// Pillow keeps stored colours under transparency and turns pictures with an eXIf chunk, before the data or after them.
    @Test
    void pillowSeesTheSamePixels() throws IOException {
        JsonNode pillow = Json.read(Goldens.file("pictures/pillow.json"));
        assertEquals(14, pillow.size());
        for (String name : pillow.propertyNames()) {
            Picture picture = PictureReader.read(Goldens.file("pictures/" + name));
            JsonNode rows = pillow.path(name);
            assertEquals(rows.size(), picture.height(), name);
            assertEquals(rows.get(0).size(), 3 * picture.width(), name);
            for (int y = 0; y < picture.height(); y++) {
                for (int i = 0; i < 3 * picture.width(); i++) {
                    assertEquals(rows.get(y).get(i).asInt() / 255f, picture.get(y, i / 3, i % 3), name + " " + y + "," + i);
                }
            }
            assertEquals(name.startsWith("alpha"), picture.origin().transparent() > 0, name);
            if (name.startsWith("exif")) {
                assertEquals(name.charAt(5) - '0', picture.origin().orientation(), name);
            }
        }
    }

    @Test
    void theSizeOfATurnedPngIsThatOfTheUprightPicture() throws IOException {
        assertEquals("4x5", PictureReader.size(Goldens.file("pictures/exif-6.png")).toString());
        assertEquals("5x4", PictureReader.size(Goldens.file("pictures/exif-3.png")).toString());
    }

    /// What a decoder paints after each scan is work for nothing; the last scan alone gives the same picture.
    @Test
    void aProgressiveJpegHasThePixelsOfItsLastScan() throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 1200; i++) {
            image.setRGB(i % 40, i / 40, i * 7919 & 0xFFFFFF);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        }
        writer.dispose();
        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        Picture picture = read(out.toByteArray());
        for (int i = 0; i < 1200; i++) {
            int rgb = whole.getRGB(i % 40, i / 40);
            for (int c = 0; c < 3; c++) {
                assertEquals((rgb >> (16 - 8 * c) & 0xFF) / 255f, picture.get(i / 40, i % 40, c));
            }
        }
    }

    @Test
    void jpegIsDecodedWithinItsLoss() throws IOException {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 64; x++) {
                image.setRGB(x, y, (2 * x + 60) << 16 | 2 * y << 8 | 20);
            }
        }
        Picture picture = read(imageIo(image, "jpg"));
        assertEquals(64, picture.width());
        assertEquals(48, picture.height());
        assertEquals(3, picture.channels());
        // Smooth ramps at the writer's quality 0.75 with halved colour: within 12 of 255.
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 64; x++) {
                assertEquals((2 * x + 60) / 255.0, picture.get(y, x, 0), 12 / 255.0);
                assertEquals(2 * y / 255.0, picture.get(y, x, 1), 12 / 255.0);
                assertEquals(20 / 255.0, picture.get(y, x, 2), 12 / 255.0);
            }
        }
    }

    @Test
    void greyJpegHasOneChannelWithoutGamma() throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            image.getRaster().setSample(i % 16, i / 16, 0, 60);
        }
        Picture picture = read(imageIo(image, "jpg"));
        assertEquals(1, picture.channels());
        assertEquals(60 / 255.0, picture.samples()[100], 1.5 / 255);
    }

    @Test
    void exifOrientationTurnsThePictureUpright() {
        // 2 rows, 3 columns: 1 2 3 / 4 5 6.
        Picture stored = new Picture(3, 2, 1, 8, new float[] {1, 2, 3, 4, 5, 6});
        float[][] expected = {
            {1, 2, 3, 4, 5, 6}, {3, 2, 1, 6, 5, 4}, {6, 5, 4, 3, 2, 1}, {4, 5, 6, 1, 2, 3},
            {1, 4, 2, 5, 3, 6}, {4, 1, 5, 2, 6, 3}, {6, 3, 5, 2, 4, 1}, {3, 6, 2, 5, 1, 4},
        };
        for (int o = 1; o <= 8; o++) {
            Picture upright = ExifOrientation.upright(stored, o);
            assertArrayEquals(expected[o - 1], upright.samples(), "orientation " + o);
            assertEquals(o < 5 ? 3 : 2, upright.width());
        }
    }

    /// The JDK's own choice of a stream would copy the file to the folder for temporary files, where others may read it.
    @Test
    void nothingOfAPictureIsWrittenToDisk() throws IOException {
        ImageIO.setCacheDirectory(Files.createDirectory(folder.resolve("gone")).toFile());
        Files.delete(folder.resolve("gone"));
        try {
            assertThrows(IllegalArgumentException.class, () -> ImageIO.createImageInputStream(new ByteArrayInputStream(new byte[1])));
            assertEquals(299, PictureReader.read(Goldens.file("inputs/hand_299.png")).width());
            assertTrue(PictureReader.read(Goldens.file("inputs/hand.jpg")).width() > 299);
            assertTrue(PictureReader.read(Goldens.file("dicom/coded-baseline.dcm")).width() > 1);
        } finally {
            ImageIO.setCacheDirectory(null);
        }
    }
}
