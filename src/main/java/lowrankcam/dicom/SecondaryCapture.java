package lowrankcam.dicom;

import java.io.IOException;
import java.util.List;

/// A picture as an object that every viewer shows: Secondary Capture Image (PS3.3, A.8.1).
public final class SecondaryCapture {

    private static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.7";
    private static final String SERIES_NUMBER = "9901";

    /// What is true of the picture as well.
    private static final List<Tag> CARRIED =
            List.of(Tag.PATIENT_ORIENTATION, Tag.IMAGE_LATERALITY, Tag.PIXEL_SPACING, Tag.PIXEL_ASPECT_RATIO);

    private SecondaryCapture() {}

    /// @param look what tells pictures of this kind from others of the same map
    /// @param rgb  rows × columns × 3 values
    public static DerivedObject of(
            SourceImage source, Derivation derivation, String look, int rows, int columns, byte[] rgb) throws IOException {
        DataSet data = DerivedObject.begin(SOP_CLASS, SERIES_NUMBER, source, derivation, true, look);
        data.put(Element.of(Tag.IMAGE_TYPE, "DERIVED\\SECONDARY"));
        data.put(Element.of(
                Tag.DERIVATION_CODE_SEQUENCE, List.of(derivation.concept().item(), Code.RESAMPLING.item())));
        data.put(Element.of(Tag.CONVERSION_TYPE, "WSD"));
        data.put(Element.of(Tag.SECONDARY_CAPTURE_DEVICE_MANUFACTURER, Derivation.MANUFACTURER));
        data.put(Element.of(Tag.SECONDARY_CAPTURE_DEVICE_MANUFACTURER_MODEL_NAME, Derivation.MODEL_NAME));
        data.put(Element.of(Tag.SECONDARY_CAPTURE_DEVICE_SOFTWARE_VERSIONS, derivation.version()));
        data.put(Element.of(Tag.PATIENT_ORIENTATION, ""));
        source.carry(CARRIED, data);
        if (!data.has(Tag.IMAGE_LATERALITY)) {
            data.put(Element.of(Tag.LATERALITY, ""));
            source.carry(List.of(Tag.LATERALITY), data);
        }
        data.put(Element.of(Tag.BURNED_IN_ANNOTATION, "YES"));
        data.put(Elements.shorts(Tag.SAMPLES_PER_PIXEL, 3));
        data.put(Element.of(Tag.PHOTOMETRIC_INTERPRETATION, "RGB"));
        data.put(Elements.shorts(Tag.PLANAR_CONFIGURATION, 0));
        data.put(Elements.shorts(Tag.ROWS, rows));
        data.put(Elements.shorts(Tag.COLUMNS, columns));
        data.put(Elements.shorts(Tag.BITS_ALLOCATED, 8));
        data.put(Elements.shorts(Tag.BITS_STORED, 8));
        data.put(Elements.shorts(Tag.HIGH_BIT, 7));
        data.put(Elements.shorts(Tag.PIXEL_REPRESENTATION, 0));
        data.put(Element.of(Tag.PIXEL_DATA, Vr.OB, rgb));
        return DerivedObject.finished(data);
    }
}
