package lowrankcam.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import lowrankcam.dicom.DicomFile;
import lowrankcam.format.FileKind;

/// Which files of a folder are taken for pictures.
public final class ImageFile {

    /// Bytes that hold the file meta information of DICOM.
    private static final int BEGINNING = 4096;

    private ImageFile() {}

    /// True for names that end like a PNG, JPEG or DICOM file.
    public static boolean hasName(String name) {
        return name.toLowerCase(Locale.ROOT).matches(".*\\.(png|jpg|jpeg|dcm|dicom)");
    }

    /// True for files named like PNG or JPEG, and for DICOM files whatever their names, but for kinds that hold no pixels.
    public static boolean is(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpg|jpeg)")
                || isDicom(file) && mayHavePixels(file);
    }

    /// True for DICOM files of any kind, by their content.
    public static boolean isDicom(Path file) {
        return FileKind.of(file) == FileKind.DICOM;
    }

    private static boolean mayHavePixels(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return DicomFile.mayHavePixels(file, in.readNBytes(BEGINNING));
        } catch (IOException _) {
            return true;
        }
    }
}
