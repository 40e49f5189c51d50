package lowrankcam.dicom;

import java.util.List;

/// How a map came about, as objects that are made of it say it. Nothing in it is the patient's.
///
/// @param concept     what kind of map it is
/// @param method      name of the method
/// @param parameters  all its choices
/// @param title       method, class and layer: the same for all images of a series
/// @param description everything a reader should know, in sentences
/// @param version     of this program
/// @param model       hash of the weights: with others, it is another device
public record Derivation(
        Code concept, String method, String parameters, String title, String description, String version, String model) {

    static final String MANUFACTURER = "LowRank-CAM for Java";
    static final String MODEL_NAME = "lowrank-cam";

    private static final int MOST_NAME = 64;
    private static final int MOST_DESCRIPTION = 1024;

    /// Begins the description of every series.
    private static final String CAUTION = "Not for diagnosis: ";

    /// Puts it into an object.
    void put(DataSet target) {
        target.put(Elements.text(Tag.SERIES_DESCRIPTION, MOST_NAME, CAUTION + title));
        target.put(Elements.text(Tag.DERIVATION_DESCRIPTION, MOST_DESCRIPTION, description));
        target.put(concept.in(Tag.DERIVATION_CODE_SEQUENCE));
        equipment(target);
        DataSet contribution = new DataSet(null).put(Code.PROCESSING_EQUIPMENT.in(Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE));
        equipment(contribution);
        contribution.put(Elements.text(
                Tag.CONTRIBUTION_DESCRIPTION, MOST_DESCRIPTION, "algorithm " + method + ", " + parameters));
        target.put(Element.of(Tag.CONTRIBUTING_EQUIPMENT_SEQUENCE, List.of(contribution)));
    }

    private void equipment(DataSet target) {
        target.put(Element.of(Tag.MANUFACTURER, MANUFACTURER));
        target.put(Element.of(Tag.MANUFACTURER_MODEL_NAME, MODEL_NAME));
        target.put(Elements.text(Tag.DEVICE_SERIAL_NUMBER, MOST_NAME, model));
        target.put(Elements.text(Tag.SOFTWARE_VERSIONS, MOST_NAME, version));
    }
}
