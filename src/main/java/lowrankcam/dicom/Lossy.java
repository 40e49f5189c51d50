package lowrankcam.dicom;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Whether pixels were ever packed with loss: what is made of them says so too (PS3.3, C.7.6.1.1.5).
///
/// @param happened whether, as far as can be told; that a PNG file was a JPEG file before, nobody can tell
/// @param ratio    how much smaller they became
/// @param method   the standard's name of how, or empty
record Lossy(boolean happened, String ratio, String method) {

    private static final Lossy NONE = new Lossy(false, "", "");
    private static final String JPEG = "ISO_10918_1";

    /// Of a picture file.
    ///
    /// @param unpacked bytes of its pixels
    static Lossy ofPicture(byte[] bytes, long unpacked) {
        boolean jpeg = bytes.length > 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xD8;
        return jpeg ? new Lossy(true, ratio(unpacked, bytes.length), JPEG) : NONE;
    }

    /// Of a DICOM file: what it states, or else what its transfer syntax means.
    ///
    /// @param packed   bytes of the file
    /// @param unpacked bytes of its pixels
    static Lossy of(DicomFile file, long packed, long unpacked) {
        String method =
                switch (file.syntax()) {
                    case JPEG_BASELINE, JPEG_EXTENDED -> JPEG;
                    case JPEG_LS_NEAR -> "ISO_14495_1";
                    default -> "";
                };
        DataSet data = file.data();
        if (method.isEmpty() && !data.text(Tag.LOSSY_IMAGE_COMPRESSION).equals("01")) {
            return NONE;
        }
        String ratio = data.text(Tag.LOSSY_IMAGE_COMPRESSION_RATIO);
        String stated = data.text(Tag.LOSSY_IMAGE_COMPRESSION_METHOD);
        return new Lossy(
                true, ratio.matches("[0-9.eE+\\\\ -]{1,64}") ? ratio : ratio(unpacked, packed),
                stated.matches("[A-Z0-9_\\\\ ]{1,64}") ? stated : method);
    }

    private static String ratio(long unpacked, long packed) {
        return BigDecimal.valueOf(unpacked).divide(BigDecimal.valueOf(packed), 2, RoundingMode.HALF_UP).toString();
    }

    /// Puts it into an object.
    void put(DataSet target) {
        target.put(Element.of(Tag.LOSSY_IMAGE_COMPRESSION, happened ? "01" : "00"));
        if (happened) {
            target.put(Element.of(Tag.LOSSY_IMAGE_COMPRESSION_RATIO, ratio));
            target.put(Element.of(Tag.LOSSY_IMAGE_COMPRESSION_METHOD, method));
        }
    }
}
