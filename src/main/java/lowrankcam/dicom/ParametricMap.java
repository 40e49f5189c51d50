package lowrankcam.dicom;

import java.io.IOException;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import lowrankcam.format.FormatException;

/// The values of a map as floats: Parametric Map (PS3.3, A.75), one frame of as many pixels as the map has cells.
///
/// @param rows    of the map
/// @param columns of the map
/// @param values  row by row
/// @param cells   where they lie on the image
public record ParametricMap(int rows, int columns, double[] values, Cells cells) {

    private static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.30";
    private static final String SERIES_NUMBER = "9902";
    private static final String TYPE = "DERIVED\\PRIMARY\\STATIC\\NONE";
    private static final int MOST_LABEL = 16;
    private static final int MOST_NAME = 64;

    /// Stands where the standard wants a date and the image has none.
    private static final SourceImage.Moment NO_MOMENT = new SourceImage.Moment("19000101", "000000");

    /// Where the first cell begins on the image, and how large each is, in pixels of the image.
    ///
    /// @param left   x of the map's left edge
    /// @param top    y of its upper edge
    /// @param width  of a cell
    /// @param height of a cell
    public record Cells(double left, double top, double width, double height) {}

    /// The object.
    public DerivedObject of(SourceImage source, Derivation derivation) throws IOException {
        DataSet data = DerivedObject.begin(SOP_CLASS, SERIES_NUMBER, source, derivation, false, "");
        SourceImage.Moment moment = source.moment().orElse(NO_MOMENT);
        data.put(Element.of(Tag.CONTENT_DATE, moment.date()));
        data.put(Element.of(Tag.CONTENT_TIME, moment.time()));
        data.put(Element.of(Tag.IMAGE_TYPE, TYPE));
        data.put(Element.of(Tag.FRAME_OF_REFERENCE_UID, source.frameOfReference()));
        data.put(Element.of(Tag.POSITION_REFERENCE_INDICATOR, ""));
        String label = derivation.method().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_ ]", "_");
        data.put(Elements.text(Tag.CONTENT_LABEL, MOST_LABEL, label));
        data.put(Elements.text(Tag.CONTENT_DESCRIPTION, MOST_NAME, derivation.title()));
        data.put(Element.of(Tag.CONTENT_CREATOR_NAME, ""));
        data.put(Element.of(Tag.CONTENT_QUALIFICATION, "RESEARCH"));
        data.put(Element.of(Tag.BURNED_IN_ANNOTATION, "NO"));
        data.put(Element.of(Tag.RECOGNIZABLE_VISUAL_FEATURES, "NO"));
        data.put(Element.of(Tag.ACQUISITION_CONTEXT_SEQUENCE, List.of()));
        data.put(Element.of(Tag.PRESENTATION_LUT_SHAPE, "IDENTITY"));
        data.put(Elements.shorts(Tag.SAMPLES_PER_PIXEL, 1));
        data.put(Element.of(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2"));
        data.put(Element.of(Tag.NUMBER_OF_FRAMES, "1"));
        data.put(Elements.shorts(Tag.ROWS, rows));
        data.put(Elements.shorts(Tag.COLUMNS, columns));
        data.put(Elements.shorts(Tag.BITS_ALLOCATED, 32));
        data.put(Elements.floats(Tag.FLOAT_PIXEL_DATA, values));
        dimensions(data);
        data.put(Element.of(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, List.of(groups(source, derivation))));
        DataSet place =
                new DataSet(null)
                        .put(Element.of(Tag.STACK_ID, "1"))
                        .put(Elements.longs(Tag.IN_STACK_POSITION_NUMBER, 1))
                        .put(Elements.longs(Tag.DIMENSION_INDEX_VALUES, 1, 1));
        data.put(sequence(
                Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, new DataSet(null).put(sequence(Tag.FRAME_CONTENT_SEQUENCE, place))));
        return DerivedObject.finished(data);
    }

    /// One frame in one stack.
    private static void dimensions(DataSet data) {
        Element organization =
                Element.of(Tag.DIMENSION_ORGANIZATION_UID, Uid.of("dimensions", data.text(Tag.SERIES_INSTANCE_UID)));
        data.put(sequence(Tag.DIMENSION_ORGANIZATION_SEQUENCE, new DataSet(null).put(organization)));
        List<DataSet> indices =
                List.of(Tag.STACK_ID, Tag.IN_STACK_POSITION_NUMBER).stream()
                        .map(tag -> new DataSet(null)
                                .put(organization)
                                .put(Elements.pointer(Tag.DIMENSION_INDEX_POINTER, tag))
                                .put(Elements.pointer(Tag.FUNCTIONAL_GROUP_POINTER, Tag.FRAME_CONTENT_SEQUENCE)))
                        .toList();
        data.put(Element.of(Tag.DIMENSION_INDEX_SEQUENCE, indices));
    }

    private DataSet groups(SourceImage source, Derivation derivation) throws FormatException {
        DataSet groups = new DataSet(null);
        geometry(source, groups);
        groups.put(sequence(
                Tag.FRAME_ANATOMY_SEQUENCE,
                new DataSet(null)
                        .put(sequence(Tag.ANATOMIC_REGION_SEQUENCE, source.region()))
                        .put(Element.of(Tag.FRAME_LATERALITY, source.side()))));
        groups.put(sequence(
                Tag.DERIVATION_IMAGE_SEQUENCE,
                new DataSet(null)
                        .put(derivation.concept().in(Tag.DERIVATION_CODE_SEQUENCE))
                        .put(Element.of(Tag.SOURCE_IMAGE_SEQUENCE, source.reference(false)))));
        groups.put(sequence(
                Tag.PARAMETRIC_MAP_FRAME_TYPE_SEQUENCE, new DataSet(null).put(Element.of(Tag.FRAME_TYPE, TYPE))));
        groups.put(sequence(
                Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                new DataSet(null)
                        .put(Element.of(Tag.RESCALE_INTERCEPT, "0"))
                        .put(Element.of(Tag.RESCALE_SLOPE, "1"))
                        .put(Element.of(Tag.RESCALE_TYPE, "US"))));
        meaning(derivation, groups);
        return groups;
    }

    /// Where the cells lie in the coordinates of the image's planes, if it has such.
    private void geometry(SourceImage source, DataSet groups) {
        DataSet measures = new DataSet(null);
        DataSet position = new DataSet(null);
        DataSet orientation = new DataSet(null);
        double[] spacing = source.numbers(Tag.PIXEL_MEASURES_SEQUENCE, Tag.PIXEL_SPACING, 2);
        double[] corner = source.numbers(Tag.PLANE_POSITION_SEQUENCE, Tag.IMAGE_POSITION_PATIENT, 3);
        double[] axes = source.numbers(Tag.PLANE_ORIENTATION_SEQUENCE, Tag.IMAGE_ORIENTATION_PATIENT, 6);
        double[] thickness = source.numbers(Tag.PIXEL_MEASURES_SEQUENCE, Tag.SLICE_THICKNESS, 1);
        if (spacing.length > 0) {
            measures.put(Elements.decimals(Tag.PIXEL_SPACING, spacing[0] * cells.height(), spacing[1] * cells.width()));
        }
        if (thickness.length > 0) {
            measures.put(Elements.decimals(Tag.SLICE_THICKNESS, thickness));
        }
        if (spacing.length > 0 && corner.length > 0 && axes.length > 0) {
            // From the centre of the image's first pixel to the centre of the first cell.
            double right = (cells.left() + (cells.width() - 1) / 2) * spacing[1];
            double down = (cells.top() + (cells.height() - 1) / 2) * spacing[0];
            double[] first = new double[3];
            for (int i = 0; i < 3; i++) {
                first[i] = corner[i] + right * axes[i] + down * axes[3 + i];
            }
            position.put(Elements.decimals(Tag.IMAGE_POSITION_PATIENT, first));
            orientation.put(Elements.decimals(Tag.IMAGE_ORIENTATION_PATIENT, axes));
        }
        groups.put(sequence(Tag.PIXEL_MEASURES_SEQUENCE, measures));
        groups.put(sequence(Tag.PLANE_POSITION_SEQUENCE, position));
        groups.put(sequence(Tag.PLANE_ORIENTATION_SEQUENCE, orientation));
    }

    /// What the values are, which algorithm made them, and the window that shows them all.
    private void meaning(Derivation derivation, DataSet groups) {
        DoubleSummaryStatistics range =
                Arrays.stream(values).map(value -> (float) value).filter(Double::isFinite).summaryStatistics();
        double low = range.getCount() == 0 ? 0 : range.getMin();
        double high = range.getCount() == 0 ? 0 : range.getMax();
        groups.put(sequence(
                Tag.REAL_WORLD_VALUE_MAPPING_SEQUENCE,
                new DataSet(null)
                        .put(Elements.doubles(Tag.DOUBLE_FLOAT_REAL_WORLD_VALUE_FIRST_VALUE_MAPPED, low))
                        .put(Elements.doubles(Tag.DOUBLE_FLOAT_REAL_WORLD_VALUE_LAST_VALUE_MAPPED, high))
                        .put(Elements.doubles(Tag.REAL_WORLD_VALUE_INTERCEPT, 0))
                        .put(Elements.doubles(Tag.REAL_WORLD_VALUE_SLOPE, 1))
                        .put(Elements.text(Tag.LUT_LABEL, MOST_LABEL, derivation.method()))
                        .put(Elements.text(Tag.LUT_EXPLANATION, MOST_NAME, derivation.title()))
                        .put(Code.NO_UNITS.in(Tag.MEASUREMENT_UNITS_CODE_SEQUENCE))
                        .put(Element.of(
                                Tag.QUANTITY_DEFINITION_SEQUENCE,
                                List.of(
                                        named(Code.QUANTITY, "CODE")
                                                .put(derivation.concept().in(Tag.CONCEPT_CODE_SEQUENCE)),
                                        text(Code.ALGORITHM_NAME, derivation.method()),
                                        text(Code.ALGORITHM_VERSION, derivation.version()),
                                        text(Code.ALGORITHM_PARAMETERS, derivation.parameters()))))));
        if (high > low) {
            groups.put(sequence(
                    Tag.FRAME_VOI_LUT_SEQUENCE,
                    new DataSet(null)
                            .put(Elements.decimals(Tag.WINDOW_CENTER, low / 2 + high / 2))
                            .put(Elements.decimals(Tag.WINDOW_WIDTH, high - low))
                            .put(Element.of(Tag.VOI_LUT_FUNCTION, "LINEAR_EXACT"))));
        }
    }

    private static DataSet named(Code name, String type) {
        return new DataSet(null)
                .put(Element.of(Tag.VALUE_TYPE, type))
                .put(name.in(Tag.CONCEPT_NAME_CODE_SEQUENCE));
    }

    private static DataSet text(Code name, String value) {
        return named(name, "TEXT").put(Elements.text(Tag.TEXT_VALUE, Integer.MAX_VALUE, value));
    }

    private static Element sequence(Tag tag, DataSet item) {
        return Element.of(tag, List.of(item));
    }
}
