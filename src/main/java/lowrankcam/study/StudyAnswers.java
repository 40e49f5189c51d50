package lowrankcam.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;

/// What one reader answered.
///
/// @param reader  name or code
/// @param answers by id of the image
public record StudyAnswers(String reader, Map<String, Answer> answers) {

    static final String KIND = "reading-study answers";
    static final int VERSION = 1;

    /// Instead of a map: none of them helps.
    static final String NONE = "none";

    /// Words of the second question.
    static final List<String> FINDING = List.of("yes", "partly", "no", "unsure");

    private static final int MOST_SURE = 5;
    private static final Pattern READER = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,39}");

    /// @param helpful    method of the map that helps most, or [#NONE]
    /// @param place      where that map stood, from 1; 0 for none
    /// @param finding    whether it shows the finding, one of [#FINDING]
    /// @param confidence 1 to 5
    public record Answer(String helpful, int place, String finding, int confidence) {}

    /// Reads the answers to a study.
    ///
    /// @throws FormatException if they are damaged or answer another study
    public static StudyAnswers read(Path file, StudyKey key) throws FormatException {
        Fields fields = Fields.of(file, Json.read(file)).kind(KIND, VERSION);
        String study = fields.id("study");
        if (!study.equals(key.study())) {
            throw fields.wrong("study", key.study() + " as in the key", study);
        }
        String reader = fields.text("reader");
        if (!READER.matcher(reader).matches()) {
            throw fields.wrong("reader", "1 to 40 letters, digits, blanks or . _ -", "'" + reader + "'");
        }
        Map<String, StudyKey.Item> images = new LinkedHashMap<>();
        key.images().forEach(image -> images.put(image.id(), image));
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (JsonNode node : fields.list("answers")) {
            Fields answer = Fields.of(file, node);
            String id = answer.id("image");
            if (!images.containsKey(id)) {
                throw answer.wrong("image", "one of the study", "'" + id + "'");
            }
            if (answers.put(id, answer(answer, images.get(id))) != null) {
                throw answer.wrong("image", "one answer each", "'" + id + "' again");
            }
        }
        return new StudyAnswers(reader, answers);
    }

    private static Answer answer(Fields fields, StudyKey.Item image) throws FormatException {
        List<String> shown = new ArrayList<>();
        for (JsonNode map : fields.list("shown")) {
            shown.add(fields.text("shown", map));
        }
        Set<String> all = new HashSet<>();
        image.maps().forEach(map -> all.add(map.id()));
        if (shown.size() != all.size() || !all.equals(new HashSet<>(shown))) {
            throw fields.wrong("maps shown of image " + image.id(), "its " + all.size(), String.join(", ", shown));
        }
        String helpful = fields.text("helpful");
        if (!helpful.equals(NONE) && !all.contains(helpful)) {
            throw fields.wrong("helpful", "a map of image " + image.id() + " or none", "'" + helpful + "'");
        }
        String finding = fields.text("finding");
        if (!FINDING.contains(finding)) {
            throw fields.wrong("finding", String.join(", ", FINDING), "'" + finding + "'");
        }
        long confidence = fields.whole("confidence");
        if (confidence < 1 || confidence > MOST_SURE) {
            throw fields.wrong("confidence", "1 to " + MOST_SURE, String.valueOf(confidence));
        }
        return new Answer(image.method(helpful).orElse(NONE), shown.indexOf(helpful) + 1, finding, (int) confidence);
    }
}
