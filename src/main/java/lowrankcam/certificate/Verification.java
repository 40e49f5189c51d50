package lowrankcam.certificate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lowrankcam.format.EnumNames;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How a certificate and its repetition compare.
///
/// @param verdict the first reason in the order of [Verdict]
/// @param causes  what is not the same to begin with, in words; of written files each that is another
/// @param stage   the first result that parts, or empty
/// @param how     by how much, in words; or what is the same, if it is not every result
/// @param stages  how many results or files were compared
public record Verification(Verdict verdict, List<String> causes, String stage, String how, int stages) {

    /// What the answer can be.
    public enum Verdict {
        SAME_BITS,
        /// Same bits of every value and every pixel, in files that are compressed otherwise.
        SAME_PIXELS,
        ANOTHER_INPUT,
        ANOTHER_MODEL,
        ANOTHER_OPTION,
        ANOTHER_PROGRAM_VERSION,
        /// A file that was written is not the one that the certificate is of.
        ANOTHER_FILE,
        /// Same input, model, options and version, and yet other bits.
        A_DEFECT
    }

    /// @param told what the certificate says
    /// @param made what came out here
    public static Verification of(Certificate told, Certificate made) {
        Map<Verdict, String> causes = new LinkedHashMap<>();
        if (!told.imageSha256().equals(made.imageSha256())) {
            causes.put(Verdict.ANOTHER_INPUT, "another image file");
        }
        model(told.model(), made.model(), causes);
        options(told.options().json(), made.options().json(), causes);
        if (!told.program().equals(made.program())) {
            causes.put(Verdict.ANOTHER_PROGRAM_VERSION, "made by " + told.program() + ", this is " + made.program());
        }
        String stage = "";
        String how = "";
        Map<String, Stage> stages = new LinkedHashMap<>();
        made.stages().forEach(one -> stages.put(one.name(), one));
        for (Stage one : told.stages()) {
            Stage other = stages.get(one.name());
            if (stage.isEmpty() && (other == null || !other.sha256().equals(one.sha256()))) {
                stage = one.name();
                how = other == null ? "is not made here" : words(one.to(other), one.count());
            }
        }
        if (stage.equals("samples") && causes.isEmpty()) {
            causes.put(Verdict.ANOTHER_INPUT, "the same file decoded otherwise: Java " + told.java() + " there, " + made.java() + " here");
        }
        boolean samePixels = false;
        Map<String, Hashed> files = new LinkedHashMap<>();
        made.files().forEach(one -> files.put(one.name(), one));
        for (Hashed one : told.files()) {
            Hashed other = files.get(one.name());
            boolean parts = other == null || !other.sha256().equals(one.sha256());
            boolean compressedOtherwise = parts && other != null && !one.pixels().isEmpty() && one.pixels().equals(other.pixels());
            if (parts && (stage.isEmpty() || samePixels && !compressedOtherwise)) {
                stage = one.name();
                how = other == null ? "is not made here" : compressedOtherwise ? "the same pixels, compressed otherwise" : "other contents";
                samePixels = compressedOtherwise;
            }
        }
        return new Verification(
                verdict(causes, stage, samePixels), new ArrayList<>(causes.values()), stage, how, told.stages().size() + told.files().size());
    }

    /// Another version alone is no reason to find fault with the same bits.
    private static Verdict verdict(Map<Verdict, String> causes, String stage, boolean samePixels) {
        boolean same = stage.isEmpty() || samePixels;
        boolean excused = causes.isEmpty() || same && causes.size() == 1 && causes.containsKey(Verdict.ANOTHER_PROGRAM_VERSION);
        if (!excused) {
            return causes.keySet().stream().min(Enum::compareTo).orElseThrow();
        }
        return !same ? Verdict.A_DEFECT : samePixels ? Verdict.SAME_PIXELS : Verdict.SAME_BITS;
    }

    private static void model(Certificate.Model told, Certificate.Model made, Map<Verdict, String> causes) {
        List<String> other = new ArrayList<>();
        if (!told.dialect().equals(made.dialect())) {
            other.add("dialect " + told.dialect() + ", here " + made.dialect());
        }
        if (!told.activation().equals(made.activation()) || !told.labels().equals(made.labels())) {
            other.add("activation or labels of the head");
        }
        Map<String, String> weights = new LinkedHashMap<>();
        made.weights().forEach(unit -> weights.put(unit.name(), unit.sha256()));
        List<String> units = told.weights().stream()
                .filter(unit -> !unit.sha256().equals(weights.get(unit.name()))).map(Hashed::name).toList();
        if (!units.isEmpty()) {
            other.add("weights of " + units.getFirst() + (units.size() > 1 ? " and " + (units.size() - 1) + " more" : ""));
        }
        if (!other.isEmpty()) {
            causes.put(Verdict.ANOTHER_MODEL, String.join(", ", other));
        }
    }

    private static void options(ObjectNode told, ObjectNode made, Map<Verdict, String> causes) {
        List<String> other = new ArrayList<>();
        for (Map.Entry<String, JsonNode> option : told.properties()) {
            if (!option.getValue().equals(made.get(option.getKey()))) {
                other.add(option.getKey() + " " + option.getValue() + ", here " + made.get(option.getKey()));
            }
        }
        if (!other.isEmpty()) {
            causes.put(Verdict.ANOTHER_OPTION, String.join("; ", other));
        }
    }

    private static String words(Stage.Distance distance, int count) {
        String seen = distance.kept() == count ? "of " + count + " values" : "of the " + distance.kept() + " values kept of " + count;
        return distance.differ() == 0
                ? "none " + seen + " differs, others do"
                : distance.differ() + " " + seen + " differ"
                        + (distance.ulps() < 0 ? "" : String.format(Locale.ROOT, ", by at most %d ulps", distance.ulps()));
    }

    /// True if every value and every pixel has the same bits, whatever program and image file they are of.
    public boolean isSame() {
        return verdict == Verdict.SAME_BITS || verdict == Verdict.SAME_PIXELS;
    }

    /// One line without its end.
    public String text() {
        String words = EnumNames.id(verdict).replace('-', ' ');
        if (verdict == Verdict.ANOTHER_FILE) {
            return words + ": " + causes.size() + " of " + stages + ": " + String.join("; ", causes);
        }
        String all = how.isEmpty() ? "all " + stages + " results have the same bits" : how;
        String first = stage.isEmpty() ? all : "first at " + stage + ": " + how;
        return words + ": " + (causes.isEmpty() ? "" : String.join("; ", causes) + "; ") + first;
    }

    public ObjectNode json() {
        ObjectNode json = Json.object().put("verdict", EnumNames.id(verdict)).put("stage", stage).put("how", how).put("stages", stages);
        causes.forEach(json.putArray("causes")::add);
        return json;
    }
}
