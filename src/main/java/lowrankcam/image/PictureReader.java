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
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import lowrankcam.dicom.DicomPicture;
import lowrankcam.dicom.DicomFile;
import lowrankcam.dicom.View;
import lowrankcam.format.FileKind;
import lowrankcam.format.FileWords;
import lowrankcam.format.FormatException;

/// Reads PNG (1 to 16 bits; grey, colour, palette, alpha), JPEG (grey, colour) and DICOM.
///
/// Samples are taken from the decoder's raster as stored, without any conversion of colour space or depth: a 16-bit
/// radiograph keeps its 65 536 levels. What becomes of pixels that are not opaque is a choice, [Alpha]. The EXIF orientation
/// is honoured; gamma and colour profiles are not applied. CMYK is refused.
///
/// JPEG is decoded by native code inside the JDK; PNG is not.
public final class PictureReader {

    private static final long MAX_FILE = 1L << 30;

    private PictureReader() {}

    /// Decodes a file, with the stored colours of pixels that are not opaque.
    ///
    /// @throws FormatException as [#read(Path, Alpha)]
    public static Picture read(Path file) throws FormatException {
        return read(file, Alpha.DROP);
    }

    /// Decodes a file, of DICOM the first frame as the file wants it shown.
    ///
    /// @throws FormatException as [#read(Path, Alpha, View)]
    public static Picture read(Path file, Alpha alpha) throws FormatException {
        return read(file, alpha, View.DEFAULT);
    }

    /// Decodes a file. The kind is told by its content, not by its name.
    ///
    /// @param alpha what becomes of pixels that are not opaque; DICOM has none
    /// @param view  which picture is made of a DICOM file
    /// @throws FormatException if it is missing, no image, damaged, over 100 million pixels, or too large for the heap
    public static Picture read(Path file, Alpha alpha, View view) throws FormatException {
        return read(file, load(file), alpha, view);
    }

    /// Decodes the bytes of a file, which need not be on disk.
    ///
    /// @param file what messages call it
    /// @throws FormatException as [#read(Path, Alpha, View)]
    public static Picture read(Path file, byte[] bytes, Alpha alpha, View view) throws FormatException {
        try {
            return FileKind.of(file, bytes) == FileKind.DICOM
                    ? DicomImage.decode(file, bytes, view)
                    : decode(file, bytes, alpha);
        } catch (OutOfMemoryError e) {
            throw outOfMemory(file, e);
        }
    }

    /// The error of a file that the heap does not hold; the cause tells it from one that no heap would hold.
    static FormatException outOfMemory(Path file, OutOfMemoryError cause) {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        FormatException error =
                new FormatException(
                        file, FormatException.NO_OFFSET, "out of memory", "a heap that holds the picture",
                        heap + " MiB; for twice as much set LOWRANKCAM_JAVA_OPTS=-Xmx" + 2 * heap + "m");
        error.initCause(cause);
        return error;
    }

    private static Picture decode(Path file, byte[] bytes, Alpha alpha) throws FormatException {
        ImageFileCheck structure = new ImageFileCheck(file, bytes);
        ImageFileCheck.Kind kind = structure.check();
        Warnings warnings = new Warnings(file, kind);
        try (ImageInputStream stream = stream(bytes)) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(kind.name());
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                reader.addIIOReadWarningListener(warnings);
                ImageReadParam param = reader.getDefaultReadParam();
                // Of a picture in many scans the decoder would paint each; the last has everything.
                param.setSourceProgressivePasses(Math.max(0, structure.scans() - 1), Integer.MAX_VALUE);
                BufferedImage decoded = reader.read(0, param);
                warnings.refuseFiller();
                return ExifOrientation.upright(picture(decoded, alpha), structure.orientation());
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

    /// Bytes as decoders read them. The stream that the JDK chooses by itself would write them to disk, where others may read them.
    static ImageInputStream stream(byte[] bytes) {
        return new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
    }

    /// Columns and rows.
    public record Size(int width, int height) {

        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    /// How many pictures a file holds: frames of DICOM, 1 of other files.
    ///
    /// @throws FormatException as [#size(Path)]
    public static int frames(Path file) throws FormatException {
        byte[] bytes = load(file);
        return FileKind.of(file, bytes) == FileKind.DICOM ? DicomImage.size(file, bytes).frames() : 1;
    }

    /// The size of a picture, from its file's structure, which is checked; nothing is decoded.
    ///
    /// @throws FormatException if the file is missing, no image, damaged, or over 100 million pixels
    public static Size size(Path file) throws FormatException {
        return size(file, load(file));
    }

    /// The size of a picture that need not be on disk.
    ///
    /// @param file what messages call it
    /// @throws FormatException as [#size(Path)]
    public static Size size(Path file, byte[] bytes) throws FormatException {
        if (FileKind.of(file, bytes) == FileKind.DICOM) {
            DicomPicture.Size size = DicomImage.size(file, bytes);
            return new Size(size.width(), size.height());
        }
        ImageFileCheck structure = new ImageFileCheck(file, bytes);
        structure.check();
        return new Size(structure.width(), structure.height());
    }

    /// What a decoder warns of. That of JPEG paints grey where data are missing and only warns; such a picture is no evidence.
    record Warnings(Path file, ImageFileCheck.Kind kind, List<String> lines) implements IIOReadWarningListener {

        Warnings(Path file, ImageFileCheck.Kind kind) {
            this(file, kind, new ArrayList<>());
        }

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            lines.add(warning);
        }

        void refuseFiller() throws FormatException {
            for (String line : lines) {
                if (line.toLowerCase(Locale.ROOT).contains("premature end")) {
                    throw new FormatException(
                            file, FormatException.NO_OFFSET, kind + " data", "data for every pixel", line);
                }
            }
        }
    }

    /// What is equal for the pictures of a DICOM study and tells nothing else; empty for other files.
    ///
    /// @throws FormatException if the file is missing, or damaged in its structure
    public static String study(Path file) throws FormatException {
        return FileKind.of(file) == FileKind.DICOM ? DicomPicture.study(DicomFile.read(file, load(file))) : "";
    }

    /// The bytes of a file.
    public static byte[] load(Path file) throws FormatException {
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
        } catch (OutOfMemoryError e) {
            throw outOfMemory(file, e);
        }
    }

    private static FormatException error(Path file, String actual) {
        return new FormatException(file, FormatException.NO_OFFSET, "image file", ImageFileCheck.EXPECTED, actual);
    }

    private static Picture picture(BufferedImage image, Alpha alpha) {
        return image.getColorModel() instanceof IndexColorModel palette
                ? fromPalette(image, palette, alpha)
                : fromRaster(image, alpha);
    }

    private static Picture fromPalette(BufferedImage image, IndexColorModel palette, Alpha alpha) {
        int width = image.getWidth();
        int height = image.getHeight();
        float[] samples = new float[width * height * 3];
        int[] row = new int[width];
        boolean grey = true;
        int transparent = 0;
        for (int y = 0; y < height; y++) {
            image.getRaster().getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * 3;
                float opacity = palette.getAlpha(row[x]) / 255f;
                transparent += opacity < 1 ? 1 : 0;
                samples[at] = alpha.apply(palette.getRed(row[x]) / 255f, opacity);
                samples[at + 1] = alpha.apply(palette.getGreen(row[x]) / 255f, opacity);
                samples[at + 2] = alpha.apply(palette.getBlue(row[x]) / 255f, opacity);
                grey &= samples[at] == samples[at + 1] && samples[at] == samples[at + 2];
            }
        }
        Picture.Origin origin = new Picture.Origin(ExifOrientation.UPRIGHT, transparent);
        return grey
                ? new Picture(width, height, 1, 8, everyThird(samples), origin)
                : new Picture(width, height, 3, 8, samples, origin);
    }

    private static float[] everyThird(float[] samples) {
        float[] result = new float[samples.length / 3];
        for (int i = 0; i < result.length; i++) {
            result[i] = samples[3 * i];
        }
        return result;
    }

    private static Picture fromRaster(BufferedImage image, Alpha alpha) {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int channels = bands >= 3 ? 3 : 1;
        boolean hasAlpha = image.getColorModel().hasAlpha();
        int bits = raster.getSampleModel().getSampleSize(0);
        float largest = (1 << bits) - 1;
        int width = image.getWidth();
        int height = image.getHeight();
        float[] samples = new float[Math.toIntExact((long) width * height * channels)];
        int transparent = 0;
        int[] row = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                float opacity = hasAlpha ? row[x * bands + bands - 1] / largest : 1;
                transparent += opacity < 1 ? 1 : 0;
                for (int c = 0; c < channels; c++) {
                    float value = row[x * bands + c] / largest;
                    samples[(y * width + x) * channels + c] = opacity < 1 ? alpha.apply(value, opacity) : value;
                }
            }
        }
        return new Picture(
                width, height, channels, bits, samples, new Picture.Origin(ExifOrientation.UPRIGHT, transparent));
    }
}
