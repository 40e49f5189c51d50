package lowrankcam.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import lowrankcam.format.FileWords;
import lowrankcam.format.FormatException;

/// Reads PNG (1 to 16 bits; grey, colour, palette, alpha) and JPEG (grey, colour).
///
/// Samples are taken from the decoder's raster as stored, without any conversion of colour space or depth: a 16-bit
/// radiograph keeps its 65 536 levels. Transparent pixels are laid over black. A JPEG's EXIF orientation is
/// honoured; gamma and colour profiles are not applied. CMYK is refused.
///
/// JPEG is decoded by native code inside the JDK; PNG is not.
public final class PictureReader {

    private static final long MAX_FILE = 1L << 30;

    private PictureReader() {}

    /// Decodes a file. The kind is told by its content, not by its name.
    ///
    /// @throws FormatException if it is missing, no image, damaged, or over 100 million pixels
    public static Picture read(Path file) throws FormatException {
        byte[] bytes = load(file);
        ImageFileCheck structure = new ImageFileCheck(file, bytes);
        ImageFileCheck.Kind kind = structure.check();
        List<String> warnings = new ArrayList<>();
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(kind.name());
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
                BufferedImage decoded = reader.read(0);
                refuseFiller(file, kind, warnings);
                return ExifOrientation.upright(picture(decoded), structure.orientation());
            } finally {
                reader.dispose();
            }
        } catch (FormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The PNG decoder wraps a full heap as if the file were damaged.
            if (e.getCause() instanceof OutOfMemoryError full) {
                throw full;
            }
            throw new FormatException(
                    file, FormatException.NO_OFFSET, kind + " data", "a decodable image",
                    e.getMessage() == null ? "data that cannot be decoded" : e.getMessage());
        }
    }

    /// Columns and rows.
    public record Size(int width, int height) {

        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    /// The size of a picture, from its file's structure, which is checked; nothing is decoded.
    ///
    /// @throws FormatException if the file is missing, no image, damaged, or over 100 million pixels
    public static Size size(Path file) throws FormatException {
        ImageFileCheck structure = new ImageFileCheck(file, load(file));
        structure.check();
        return new Size(structure.width(), structure.height());
    }

    /// The JPEG decoder paints grey where data are missing and only warns; such a picture is no evidence.
    private static void refuseFiller(Path file, ImageFileCheck.Kind kind, List<String> warnings)
            throws FormatException {
        for (String warning : warnings) {
            if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
                throw new FormatException(
                        file, FormatException.NO_OFFSET, kind + " data", "data for every pixel", warning);
            }
        }
    }

    /// The bytes of a file.
    static byte[] load(Path file) throws FormatException {
        if (!Files.exists(file)) {
            throw error(file, "nothing of that name");
        }
        if (!Files.isRegularFile(file)) {
            throw error(file, Files.isDirectory(file) ? "a folder" : "no regular file");
        }
        try {
            if (Files.size(file) > MAX_FILE) {
                throw error(file, "more than " + MAX_FILE + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (FormatException e) {
            throw e;
        } catch (IOException e) {
            FormatException error = error(file, FileWords.of(e));
            error.initCause(e);
            throw error;
        }
    }

    private static FormatException error(Path file, String actual) {
        return new FormatException(file, FormatException.NO_OFFSET, "image file", "a PNG or JPEG file", actual);
    }

    private static Picture picture(BufferedImage image) {
        return image.getColorModel() instanceof IndexColorModel palette
                ? fromPalette(image, palette)
                : fromRaster(image);
    }

    private static Picture fromPalette(BufferedImage image, IndexColorModel palette) {
        int width = image.getWidth();
        int height = image.getHeight();
        float[] samples = new float[width * height * 3];
        int[] row = new int[width];
        boolean grey = true;
        for (int y = 0; y < height; y++) {
            image.getRaster().getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * 3;
                int alpha = palette.getAlpha(row[x]);
                samples[at] = palette.getRed(row[x]) * alpha / 65025f;
                samples[at + 1] = palette.getGreen(row[x]) * alpha / 65025f;
                samples[at + 2] = palette.getBlue(row[x]) * alpha / 65025f;
                grey &= samples[at] == samples[at + 1] && samples[at] == samples[at + 2];
            }
        }
        return grey
                ? new Picture(width, height, 1, 8, everyThird(samples))
                : new Picture(width, height, 3, 8, samples);
    }

    private static float[] everyThird(float[] samples) {
        float[] result = new float[samples.length / 3];
        for (int i = 0; i < result.length; i++) {
            result[i] = samples[3 * i];
        }
        return result;
    }

    private static Picture fromRaster(BufferedImage image) {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int channels = bands >= 3 ? 3 : 1;
        boolean alpha = image.getColorModel().hasAlpha();
        int bits = raster.getSampleModel().getSampleSize(0);
        float largest = (1 << bits) - 1;
        int width = image.getWidth();
        int height = image.getHeight();
        float[] samples = new float[Math.toIntExact((long) width * height * channels)];
        int[] row = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                float opacity = alpha ? row[x * bands + bands - 1] / largest : 1;
                for (int c = 0; c < channels; c++) {
                    float value = row[x * bands + c] / largest;
                    samples[(y * width + x) * channels + c] = alpha ? value * opacity : value;
                }
            }
        }
        return new Picture(width, height, channels, bits, samples);
    }
}
