package lowrankcam.image;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import lowrankcam.dicom.DicomFile;
import lowrankcam.dicom.DicomPicture;
import lowrankcam.dicom.EightBitJpeg;
import lowrankcam.dicom.View;
import lowrankcam.format.FormatException;

/// Pictures of DICOM files, their JPEG streams of 8 bits decoded as those of JPEG files are: checked first, and then by the JDK.
final class DicomImage {

    private DicomImage() {}

    static Picture decode(Path file, byte[] bytes, View view) throws FormatException {
        DicomPicture picture = DicomPicture.read(DicomFile.read(file, bytes), view, DicomImage::samples);
        return new Picture(
                picture.width(), picture.height(), picture.channels(), picture.depth(), picture.samples(),
                new Picture.Origin(ExifOrientation.UPRIGHT, 0, picture.rendering()));
    }

    /// The size of a frame, and how many there are; nothing is decoded.
    static DicomPicture.Size size(Path file, byte[] bytes) throws FormatException {
        return DicomPicture.size(DicomFile.read(file, bytes));
    }

    private static EightBitJpeg.Samples samples(Path file, byte[] stream) throws FormatException {
        ImageFileCheck structure = new ImageFileCheck(file, stream);
        try (ImageInputStream input = PictureReader.stream(stream)) {
            structure.checkJpegStream();
            ImageReader reader = ImageIO.getImageReadersByFormatName(ImageFileCheck.Kind.JPEG.name()).next();
            try {
                PictureReader.Warnings warnings = new PictureReader.Warnings(file, ImageFileCheck.Kind.JPEG);
                reader.setInput(input, true, true);
                reader.addIIOReadWarningListener(warnings);
                // A raster has the components as they are stored, where an image would have colours by guess.
                Raster raster = reader.readRaster(0, reader.getDefaultReadParam());
                warnings.refuseFiller();
                int[] values = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
                return new EightBitJpeg.Samples(
                        raster.getWidth(), raster.getHeight(), raster.getNumBands(), values);
            } finally {
                reader.dispose();
            }
        } catch (FormatException e) {
            // Its place is one in the stream, not in the file.
            throw new FormatException(file, FormatException.NO_OFFSET, "JPEG of the frame, " + e.item(), e.expected(), e.actual());
        } catch (IOException | RuntimeException e) {
            if (e.getCause() instanceof OutOfMemoryError full) {
                throw full;
            }
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "JPEG of the frame", "a decodable image", "data that cannot be decoded");
        }
    }
}
