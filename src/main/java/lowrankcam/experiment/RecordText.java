package lowrankcam.experiment;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;

/// Records as text, for those who carry them from one process to another.
public final class RecordText {

    private RecordText() {}

    /// A line without line breaks.
    public static String write(ResultRecord record) {
        return new String(Json.compact(record.toJson()), StandardCharsets.UTF_8);
    }

    /// @throws FormatException if it is no record
    public static ResultRecord read(String text) throws FormatException {
        return ResultRecord.of(Json.parse(Path.of("record"), 0, text.getBytes(StandardCharsets.UTF_8)));
    }
}
