package lowrankcam.image;

import java.nio.file.Path;
import lowrankcam.format.FileKind;
import lowrankcam.format.FormatException;
import lowrankcam.format.Sha256;

/// What is known of a picture file without decoding it: its structure was walked from the first byte to the end
/// marker or the last element, so a cut or damaged file does not get this far.
///
/// @param width  columns, after the turn that EXIF asks for
/// @param height rows, likewise
/// @param kind   `PNG`, `JPEG` or `DICOM`, told by the content
/// @param bytes  length of the file
/// @param sha256 of the whole file
public record PictureFile(int width, int height, String kind, long bytes, String sha256) {

    /// Reads a file once.
    ///
    /// @throws FormatException if it is missing, no image, damaged in its structure, or over 100 million pixels
    public static PictureFile inspect(Path file) throws FormatException {
        byte[] bytes = PictureReader.load(file);
        if (FileKind.of(file, bytes) == FileKind.DICOM) {
            PictureReader.Size size = DicomImage.size(file, bytes);
            return new PictureFile(size.width(), size.height(), FileKind.DICOM.name(), bytes.length, Sha256.of(bytes));
        }
        ImageFileCheck check = new ImageFileCheck(file, bytes);
        String kind = check.check().name();
        return new PictureFile(check.width(), check.height(), kind, bytes.length, Sha256.of(bytes));
    }
}
