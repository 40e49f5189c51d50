package lowrankcam.evaluation;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import lowrankcam.format.Csv;

/// Lines of comma-separated values, to be written; each ends with a line feed.
///
/// Numbers have as many digits as tell them from their neighbours; what is undefined is an empty field.
public final class CsvText {

    private final Writer text;

    /// Lines that are kept, for [#toString].
    public CsvText() {
        this(new StringWriter());
    }

    /// Lines that go to a writer at once.
    CsvText(Writer text) {
        this.text = text;
    }

    /// Adds a line.
    ///
    /// @throws UncheckedIOException if the writer fails
    public CsvText row(List<String> fields) {
        try {
            for (int i = 0; i < fields.size(); i++) {
                text.append(i == 0 ? "" : ",").append(Csv.field(fields.get(i)));
            }
            text.append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
