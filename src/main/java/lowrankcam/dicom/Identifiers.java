package lowrankcam.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What tells whose picture it is.
final class Identifiers {

    private static final List<Tag> TAGS =
            List.of(
                    Tag.PATIENT_NAME, Tag.PATIENT_ID, Tag.PATIENT_BIRTH_DATE, Tag.STUDY_DATE, Tag.ACCESSION_NUMBER, Tag.STUDY_ID,
                    Tag.STUDY_INSTANCE_UID, Tag.SERIES_INSTANCE_UID, Tag.SOP_INSTANCE_UID, Tag.INSTANCE_NUMBER);

    private Identifiers() {}

    /// Texts by keyword, of those that there are.
    static Map<String, String> of(DataSet data) {
        boolean isUtf8 = data.text(Tag.SPECIFIC_CHARACTER_SET).endsWith("ISO_IR 192");
        Charset set = isUtf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        Map<String, String> found = new LinkedHashMap<>();
        for (Tag tag : TAGS) {
            String text = data.find(tag).map(element -> set.decode(element.value()).toString()).orElse("");
            String plain = text.replace('\0', ' ').strip();
            if (!plain.isEmpty()) {
                found.put(tag.keyword(), plain);
            }
        }
        return found;
    }
}
