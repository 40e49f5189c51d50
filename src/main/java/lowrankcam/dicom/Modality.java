package lowrankcam.dicom;

import java.util.List;
import lowrankcam.format.FormatException;

/// From stored values to those of the modality (PS3.3, C.11.1): a table, or slope and intercept.
///
/// @param lut       or null
/// @param slope     without a table
/// @param intercept without a table
/// @param lowest    value that the stored bits can give
/// @param highest   value that the stored bits can give
record Modality(Lut lut, double slope, double intercept, double lowest, double highest) {

    static Modality of(FrameData frame, PixelFormat format) throws FormatException {
        List<DataSet> tables = frame.data().items(Tag.MODALITY_LUT_SEQUENCE);
        if (!tables.isEmpty()) {
            Lut lut = Lut.of(tables.getFirst(), Tag.LUT_DESCRIPTOR, Tag.LUT_DATA, format.lowest());
            return new Modality(lut, 1, 0, 0, lut.highest());
        }
        double slope = first(frame.holder(Tag.RESCALE_SLOPE), Tag.RESCALE_SLOPE, 1);
        double intercept = first(frame.holder(Tag.RESCALE_INTERCEPT), Tag.RESCALE_INTERCEPT, 0);
        double a = slope * format.lowest() + intercept;
        double b = slope * format.highest() + intercept;
        return new Modality(null, slope, intercept, Math.min(a, b), Math.max(a, b));
    }

    private static double first(DataSet data, Tag tag, double fallback) throws FormatException {
        double[] values = data.decimals(tag);
        return values.length == 0 ? fallback : values[0];
    }

    double apply(double stored) {
        return lut == null ? slope * stored + intercept : lut.entry(stored);
    }

    boolean isIdentity() {
        return lut == null && slope == 1 && intercept == 0;
    }

    String text() {
        if (lut != null) {
            return "table of " + lut.size() + " entries of " + lut.bits() + " bits";
        }
        return isIdentity() ? "none" : "slope " + Numbers.text(slope) + ", intercept " + Numbers.text(intercept);
    }
}
