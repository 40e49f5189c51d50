package lowrankcam.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Files of other formats, told by their first bytes, so that an error can name them and say what to do.
public enum FileKind {
    PNG("a PNG picture", Use.PICTURE),
    JPEG("a JPEG picture", Use.PICTURE),
    DICOM("a DICOM file", Use.PICTURE),
    TIFF("a TIFF picture", Use.OTHER_PICTURE),
    BMP("a BMP picture", Use.OTHER_PICTURE),
    GIF("a GIF picture", Use.OTHER_PICTURE),
    WEBP("a WebP picture", Use.OTHER_PICTURE),
    JPEG_2000("a JPEG 2000 picture", Use.OTHER_PICTURE),
    JPEG_XL("a JPEG XL picture", Use.OTHER_PICTURE),
    HEIC("a HEIC picture", Use.OTHER_PICTURE),
    AVIF("an AVIF picture", Use.OTHER_PICTURE),
    PNM("a PNM picture", Use.OTHER_PICTURE),
    NIFTI("a NIfTI volume", Use.OTHER_PICTURE),
    NPY("a NumPy array", Use.OTHER_PICTURE),
    GZIP("a gzip file", Use.PACKED),
    BZIP2("a bzip2 file", Use.PACKED),
    XZ("an xz file", Use.PACKED),
    PDF("a PDF document", Use.FOREIGN),
    HTML("an HTML page, as of a failed download", Use.FOREIGN),
    GIT_LFS("a Git LFS pointer, which 'git lfs pull' replaces by the file", Use.FOREIGN),
    HDF5("an HDF5 file (Keras .h5)", Use.WEIGHTS),
    TORCH("a PyTorch file (.pth)", Use.WEIGHTS),
    KERAS("a Keras file (.keras)", Use.WEIGHTS),
    ZIP("a ZIP file (PyTorch .pth, Keras .keras, .npz)", Use.WEIGHTS),
    PICKLE("a Python pickle (old PyTorch .pth)", Use.WEIGHTS),
    ONNX("an ONNX model", Use.WEIGHTS),
    SAVED_MODEL("a TensorFlow SavedModel", Use.WEIGHTS),
    TFLITE("a TensorFlow Lite model", Use.WEIGHTS),
    GGUF("a GGUF file", Use.WEIGHTS),
    UNKNOWN("", Use.NONE);

    /// Bytes that decide.
    private static final int START = 132;

    private final String words;
    private final Use use;

    private enum Use {
        PICTURE,
        OTHER_PICTURE,
        WEIGHTS,
        PACKED,
        FOREIGN,
        NONE
    }

    FileKind(String words, Use use) {
        this.words = words;
        this.use = use;
    }

    /// With its article: `a DICOM file`.
    public String words() {
        return words;
    }

    /// Several: `3 DICOM files`, `1 TIFF picture`, `2 other files` of an unknown kind.
    String counted(int count) {
        String one = this == UNKNOWN ? "other file" : words.replaceAll("^an? |( \\(|,).*$", "");
        return count + " " + one + (count == 1 ? "" : "s");
    }

    boolean isOtherPicture() {
        return use == Use.OTHER_PICTURE;
    }

    /// What was found, and what to do about it, where a PNG or JPEG file was expected; empty for unknown files.
    public String insteadOfPicture() {
        return switch (use) {
            case OTHER_PICTURE -> words + ": convert it to PNG first (docs/INPUTS.md)";
            case PACKED -> words + ": unpack it first";
            case PICTURE, WEIGHTS, FOREIGN -> words;
            case NONE -> "";
        };
    }

    /// What was found, and what to do about it, where safetensors were expected; empty for unknown files.
    public String insteadOfWeights() {
        return switch (use) {
            case WEIGHTS -> words + ": convert it to safetensors first (docs/TROUBLESHOOTING.md, Weights of other programs)";
            case PACKED -> words + ": unpack it first";
            case PICTURE, OTHER_PICTURE, FOREIGN, NONE -> words;
        };
    }

    /// Kind of a file; unknown if it cannot be read, or is none: a pipe, say.
    public static FileKind of(Path file) {
        if (!Files.isRegularFile(file)) {
            return UNKNOWN;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return of(file, in.readNBytes(START));
        } catch (IOException _) {
            return UNKNOWN;
        }
    }

    /// @param file  its name decides about ONNX where the bytes do not
    /// @param bytes the file, or at least its first 132 bytes
    public static FileKind of(Path file, byte[] bytes) {
        String start = new String(bytes, 0, Math.min(START, bytes.length), StandardCharsets.ISO_8859_1);
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        } else if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        } else if (start.length() == START && start.endsWith("DICM") || isBareDicom(start)) {
            return DICOM;
        } else if (start.startsWith("II*\0") || start.startsWith("MM\0*") || start.startsWith("II+\0")) {
            return TIFF;
        } else if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
            return GIF;
        } else if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
            return WEBP;
        } else if (start.startsWith("\u0089HDF\r\n\u001a\n")) {
            return HDF5;
        } else if (start.startsWith("PK\u0003\u0004")) {
            return zip(start);
        } else if (start.startsWith("\u0080") && start.length() > 1 && start.charAt(1) >= 2 && start.charAt(1) <= 5) {
            return PICKLE;
        } else if (start.startsWith("BM") && start.startsWith("\0\0\0\0", 6)) {
            return BMP;
        }
        FileKind rarer = weights(start) == UNKNOWN ? rarer(start) : weights(start);
        return rarer == UNKNOWN && name.endsWith(".onnx") ? ONNX : rarer;
    }

    /// By the name of the first file in it, which begins at byte 30.
    private static FileKind zip(String start) {
        String first = start.length() > 30 ? start.substring(30, Math.min(start.length(), 30 + start.charAt(26))) : "";
        if (first.endsWith("/data.pkl")) {
            return TORCH;
        }
        return first.equals("metadata.json") || first.equals("config.json") ? KERAS : ZIP;
    }

    /// ONNX and SavedModel are Protocol Buffers that begin with a version (`08 VERSION`) and a text or message (`12`); the
    /// version is 1 for SavedModel, and 3 or more for ONNX.
    private static FileKind weights(String start) {
        if (start.startsWith("GGUF")) {
            return GGUF;
        } else if (start.startsWith("TFL3", 4)) {
            return TFLITE;
        } else if (start.length() < 3 || start.charAt(0) != 8 || start.charAt(2) != 0x12) {
            return UNKNOWN;
        }
        return start.charAt(1) == 1 ? SAVED_MODEL : start.charAt(1) < 32 ? ONNX : UNKNOWN;
    }

    private static FileKind rarer(String start) {
        String lower = start.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("\0\0\0\fjP  \r\n") || start.startsWith("\u00ffO\u00ffQ")) {
            return JPEG_2000;
        } else if (start.startsWith("\0\0\0\fJXL \r\n") || start.startsWith("\u00ff\n")) {
            return JPEG_XL;
        } else if (start.startsWith("ftyp", 4)) {
            return start.startsWith("avi", 8)
                    ? AVIF
                    : start.startsWith("hei", 8) || start.startsWith("hev", 8) || start.startsWith("mif1", 8)
                            ? HEIC
                            : UNKNOWN;
        } else if (start.startsWith("\u001f\u008b")) {
            return GZIP;
        } else if (start.startsWith("BZh") && start.startsWith("1AY&SY", 4)) {
            return BZIP2;
        } else if (start.startsWith("\u00fd7zXZ\0")) {
            return XZ;
        } else if (start.startsWith("\\\u0001\0\0") || start.startsWith("\0\0\u0001\\")) {
            return NIFTI;
        } else if (start.startsWith("\u0093NUMPY")) {
            return NPY;
        } else if (start.matches("(?s)P[1-6]\\s.*")) {
            return PNM;
        } else if (start.startsWith("%PDF-")) {
            return PDF;
        } else if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            return HTML;
        }
        return start.startsWith("version https://git-lfs.github.com/") ? GIT_LFS : UNKNOWN;
    }

    /// DICOM without its preamble: the first element is of group 2 or 8.
    private static boolean isBareDicom(String start) {
        if (start.startsWith("DICM") || start.startsWith("\u0002\0\0\0UL\u0004\0")) {
            return true;
        }
        boolean little = start.startsWith("\b\0");
        if (start.length() < 16 || !little && !start.startsWith("\0\b")) {
            return false;
        }
        int element = little ? start.charAt(2) | start.charAt(3) << 8 : start.charAt(2) << 8 | start.charAt(3);
        boolean explicit = start.substring(4, 6).matches("UL|CS|UI|DA|TM|SH|LO|DT");
        // Without representations: a short text, or the length of the group, and the next element behind it.
        int length = start.charAt(4) | start.charAt(5) << 8 | start.charAt(6) << 16 | start.charAt(7) << 24;
        boolean implicit =
                little && length >= 0 && length % 2 == 0 && length + 12 <= start.length() && start.startsWith("\b\0", 8 + length)
                        && (start.charAt(10 + length) | start.charAt(11 + length) << 8) > element;
        return element <= 0x70 && (explicit || implicit);
    }
}
