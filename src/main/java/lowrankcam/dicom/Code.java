package lowrankcam.dicom;

import java.util.List;

/// A concept of a coding scheme (PS3.3, 8.8; PS3.16).
///
/// @param value   as the scheme has it
/// @param scheme  `DCM`, `SCT`, `UCUM`
/// @param meaning for people
public record Code(String value, String scheme, String meaning) {

    /// Of maps by weighted activations.
    public static final Code CLASS_ACTIVATION = dcm("130402", "Class activation");

    /// Of maps by gradients.
    public static final Code GRADIENT_ACTIVATION = dcm("130403", "Gradient-weighted class activation");

    /// Of maps that no activations went into.
    public static final Code SALIENCY = dcm("130404", "Saliency");

    static final Code PROCESSING_EQUIPMENT = dcm("109102", "Processing Equipment");
    static final Code PROCESSED = dcm("121322", "Source image for image processing operation");
    static final Code RESAMPLING = dcm("113085", "Spatial resampling");
    static final Code ALGORITHM_NAME = dcm("111001", "Algorithm Name");
    static final Code ALGORITHM_PARAMETERS = dcm("111002", "Algorithm Parameters");
    static final Code ALGORITHM_VERSION = dcm("111003", "Algorithm Version");
    static final Code QUANTITY = new Code("246205007", "SCT", "Quantity");
    static final Code BODY = new Code("123037004", "SCT", "Body structure");
    static final Code NO_UNITS = new Code("1", "UCUM", "no units");

    private static Code dcm(String value, String meaning) {
        return new Code(value, "DCM", meaning);
    }

    /// As an item of a sequence.
    DataSet item() {
        return new DataSet(null)
                .put(Element.of(Tag.CODE_VALUE, value))
                .put(Element.of(Tag.CODING_SCHEME_DESIGNATOR, scheme))
                .put(Element.of(Tag.CODE_MEANING, meaning));
    }

    /// As the one item of a sequence.
    Element in(Tag sequence) {
        return Element.of(sequence, List.of(item()));
    }
}
