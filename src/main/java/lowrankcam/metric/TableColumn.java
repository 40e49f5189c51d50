package lowrankcam.metric;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
        String withoutUnits = header.toLowerCase(Locale.ROOT).replaceAll("\\([^)]*\\)|\\[[^]]*\\]", "");
        String bare = withoutUnits.replaceAll("[^a-z]", "");
        for (TableColumn column : values()) {
            if (column.names.contains(bare)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /// True for shares of one, printed as such or in percent.
    boolean isShare() {
        return this != METHOD && this != TIME;
    }
}
