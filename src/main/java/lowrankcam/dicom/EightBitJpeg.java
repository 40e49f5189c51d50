package lowrankcam.dicom;

import java.nio.file.Path;
import lowrankcam.format.FormatException;

/// Decodes JPEG streams of 8 bits a sample. The decoder belongs to those who call: it is native code of the JDK.
@FunctionalInterface
public interface EightBitJpeg {

    /// Samples as they are stored, without any conversion of colours.
    ///
    /// @param file   named in errors
    /// @param stream from its first marker
    Samples decode(Path file, byte[] stream) throws FormatException;

    /// Components of a pixel beside each other.
    ///
    /// @param values not copied
    record Samples(int width, int height, int components, int[] values) {}
}
