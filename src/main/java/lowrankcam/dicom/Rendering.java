package lowrankcam.dicom;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the values of a picture came about. Nothing in it says whose picture it is, but for the identifiers.
///
/// @param facts       by name, for a manifest: numbers and texts
/// @param notes       what a person should know, one line each
/// @param identifiers what tells the patient, the study and the picture, by keyword; for those only who ask for it
public record Rendering(Map<String, Object> facts, List<String> notes, Map<String, String> identifiers) {

    /// Of a file that is no DICOM.
    public static final Rendering NONE = new Rendering(Map.of(), List.of(), Map.of());

    /// Without what tells the patient.
    @Override
    public String toString() {
        return facts + " " + notes;
    }

    static final class Draft {
        private final Map<String, Object> facts = new LinkedHashMap<>();
        private final List<String> notes = new ArrayList<>();

        void fact(String name, Object value) {
            facts.put(name, value);
        }

        void note(String line) {
            notes.add(line);
        }

        Rendering finished(Map<String, String> identifiers) {
            return new Rendering(Collections.unmodifiableMap(facts), List.copyOf(notes), identifiers);
        }
    }
}
