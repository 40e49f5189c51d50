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
    DICOM("a DICOM file", Use.OTHER_PICTURE),
    TIFF("a TIFF picture", Use.OTHER_PICTURE),
    BMP("a BMP picture", Use.OTHER_PICTURE),
    GIF("a GIF picture", Use.OTHER_PICTURE),
    WEBP("a WebP picture", Use.OTHER_PICTURE),
    HDF5("an HDF5 file (Keras .h5)", Use.WEIGHTS),
    TORCH("a PyTorch file (.pth)", Use.WEIGHTS),
    KERAS("a Keras file (.keras)", Use.WEIGHTS),
    ZIP("a ZIP file (PyTorch .pth, Keras .keras, .npz)", Use.WEIGHTS),
    PICKLE("a Python pickle (old PyTorch .pth)", Use.WEIGHTS),
    ONNX("an ONNX model", Use.WEIGHTS),
    SAVED_MODEL("a TensorFlow SavedModel", Use.WEIGHTS),
    TFLITE("a TensorFlow Lite model", Use.WEIGHTS),
    GGUF("a GGUF file", Use.WEIGHTS),
    GZIP("a gzip file: unpack it first", Use.PACKED),
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

    public boolean isPicture() {
        return use == Use.PICTURE || use == Use.OTHER_PICTURE;
    }

    /// What was found, and what to do about it, where a PNG or JPEG file was expected; empty for unknown files.
    public String insteadOfPicture() {
        return switch (use) {
            case OTHER_PICTURE -> words + ": convert it to PNG first"
                    + (this == DICOM ? ", with the window it is to be read at" : "") + " (README, Your own images)";
            case PICTURE, WEIGHTS, PACKED -> words;
            case NONE -> "";
        };
    }

    /// What was found, and what to do about it, where safetensors were expected; empty for unknown files.
    public String insteadOfWeights() {
        return use == Use.WEIGHTS
                ? words + ": convert it to safetensors first (docs/TROUBLESHOOTING.md, Weights of other programs)"
                : words;
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
        } else if (start.length() == START && start.endsWith("DICM")) {
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
        FileKind weights = weights(start);
        return weights == UNKNOWN && name.endsWith(".onnx") ? ONNX : weights;
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
        } else if (start.startsWith("\u001f\u008b\u0008")) {
            return GZIP;
        } else if (start.length() < 3 || start.charAt(0) != 8 || start.charAt(2) != 0x12) {
            return UNKNOWN;
        }
        return start.charAt(1) == 1 ? SAVED_MODEL : start.charAt(1) < 32 ? ONNX : UNKNOWN;
    }
}
