package lowrankcam.experiment;

import java.util.List;
import lowrankcam.format.Csv;

/// Lines of comma-separated values, to be written; each ends with a line feed.
///
/// Numbers have as many digits as tell them from their neighbours; what is undefined is an empty field.
public final class CsvText {

    private final StringBuilder text = new StringBuilder();

    /// Adds a line.
    public CsvText row(List<String> fields) {
        for (int i = 0; i < fields.size(); i++) {
            text.append(i == 0 ? "" : ",").append(Csv.field(fields.get(i)));
        }
        text.append('\n');
        return this;
    }

    /// Adds a line.
    public CsvText row(String... fields) {
        return row(List.of(fields));
    }

    /// A number's field.
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
