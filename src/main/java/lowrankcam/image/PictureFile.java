package lowrankcam.image;

import java.nio.file.Path;
import lowrankcam.format.FormatException;
import lowrankcam.format.Sha256;

/// What is known of a picture file without decoding it: its structure was walked from the first byte to the end
/// marker, so a cut or damaged file does not get this far.
///
/// @param width  columns, after the turn that EXIF asks for
/// @param height rows, likewise
/// @param kind   `PNG` or `JPEG`, told by the content
/// @param bytes  length of the file
/// @param sha256 of the whole file
public record PictureFile(int width, int height, String kind, long bytes, String sha256) {

    /// EXIF orientations from here on exchange rows and columns.
    private static final int TURNED = 5;

    /// Reads a file once.
    ///
    /// @throws FormatException if it is missing, no image, damaged in its structure, or over 100 million pixels
    public static PictureFile inspect(Path file) throws FormatException {
        byte[] bytes = PictureReader.load(file);
        ImageFileCheck check = new ImageFileCheck(file, bytes);
        String kind = check.check().name();
        boolean turned = check.orientation() >= TURNED;
        return new PictureFile(
                turned ? check.height() : check.width(), turned ? check.width() : check.height(), kind, bytes.length,
                Sha256.of(bytes));
    }
}
