package lowrankcam.published;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lowrankcam.metric.Choice;

/// Columns of a table in the paper's form.
public enum TableColumn implements Choice {
    METHOD("method", "methods"),
    AD("ad", "averagedrop", "avgdrop", "drop"),
    AIN("ain", "ai", "averageincrease", "avgincrease", "increase", "increaseinconfidence"),
    CH("ch", "coherency", "coherence"),
    CX("cx", "complexity"),
    ADCC("adcc"),
    TIME("time", "seconds", "times", "sec", "runtime");

    private final List<String> names;

    TableColumn(String... names) {
        this.names = List.of(names);
    }

    /// The column of a header, whatever arrows, units and marks stand around its name: `**AD** (%) ↓` is AD.
    static Optional<TableColumn> of(String header) {
        String bare = letters(header.toLowerCase(Locale.ROOT));
        for (TableColumn column : values()) {
            if (column.names.contains(bare)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /// The letters from a to z outside of round and square brackets. A bracket that is not closed counts for nothing.
    private static String letters(String header) {
        StringBuilder letters = new StringBuilder();
        int lastRound = header.lastIndexOf(')');
        int lastSquare = header.lastIndexOf(']');
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '(' && i < lastRound) {
                i = header.indexOf(')', i);
            } else if (c == '[' && i < lastSquare) {
                i = header.indexOf(']', i);
            } else if (c >= 'a' && c <= 'z') {
                letters.append(c);
            }
        }
        return letters.toString();
    }

    /// True for shares of one, printed as such or in percent.
    boolean isShare() {
        return this != METHOD && this != TIME;
    }
}
