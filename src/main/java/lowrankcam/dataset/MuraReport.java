package lowrankcam.dataset;

import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What `mura check` found. Paths are as MURA writes them, beginning `MURA-v1.1/`, in listed or sorted order.
///
/// @param base           the folder that holds `train` and `valid`
/// @param images         image files that exist in MURA's layout, listed or not
/// @param studies        studies that hold at least one of them
/// @param patients       patients that own at least one of them; a number counts once in all parts and splits
/// @param counts         by body part, split and label; only what there is
/// @param width          of the readable images, in pixels
/// @param height         of the readable images, in pixels
/// @param duplicates     files of equal bytes, each group of two or more
/// @param bothSplits     patients with images in train and in valid
/// @param missing        images that a list names and that do not exist
/// @param unlisted       images that exist and that the list of their split does not name; none without a list
/// @param unreadable     images that cannot be read, each with the reason
/// @param contradictions labels that contradict each other, in words
/// @param malformed      lines of lists that cannot be understood, with file and line, and images listed twice
/// @param unlabelled     studies of listed images that the list of labels does not name; none without such a list
/// @param stray          other files in `train` and `valid`, passed over when the data are used
public record MuraReport(
        Path base,
        int images,
        int studies,
        int patients,
        List<Count> counts,
        Sizes width,
        Sizes height,
        List<List<String>> duplicates,
        List<String> bothSplits,
        List<String> missing,
        List<String> unlisted,
        List<String> unreadable,
        List<String> contradictions,
        List<String> malformed,
        List<String> unlabelled,
        List<String> stray) {

    /// One cell of the table of counts.
    public record Count(BodyPart part, Split split, boolean abnormal, int images, int studies, int patients) {

        public String label() {
            return abnormal ? "abnormal" : "normal";
        }
    }

    /// Of n sorted numbers the first, the one at index (n - 1) / 2, and the last; all 0 if there are none.
    public record Sizes(int min, int median, int max) {

        static Sizes of(List<Integer> values) {
            List<Integer> sorted = values.stream().sorted().toList();
            return sorted.isEmpty()
                    ? new Sizes(0, 0, 0)
                    : new Sizes(sorted.getFirst(), sorted.get((sorted.size() - 1) / 2), sorted.getLast());
        }
    }

    /// True if something is missing, unreadable, contradictory or malformed. Duplicates, patients in both splits,
    /// unlisted and stray files are told and are no failure.
    public boolean failed() {
        return !(missing.isEmpty() && unreadable.isEmpty() && contradictions.isEmpty() && malformed.isEmpty());
    }

    /// Everything, nothing shortened.
    public ObjectNode json() {
        ObjectNode root = Json.object();
        root.put("root", base.toString()).put("images", images).put("studies", studies)
                .put("patients", patients);
        ArrayNode list = root.putArray("counts");
        for (Count c : counts) {
            list.addObject().put("part", c.part().id()).put("split", c.split().folder()).put("label", c.label())
                    .put("images", c.images()).put("studies", c.studies()).put("patients", c.patients());
        }
        sizes(root.putObject("width"), width);
        sizes(root.putObject("height"), height);
        ArrayNode groups = root.putArray("duplicates");
        duplicates.forEach(group -> group.forEach(groups.addArray()::add));
        array(root, "patientsInBothSplits", bothSplits);
        array(root, "missing", missing);
        array(root, "unlisted", unlisted);
        array(root, "unreadable", unreadable);
        array(root, "contradictions", contradictions);
        array(root, "malformed", malformed);
        array(root, "unlabelledStudies", unlabelled);
        array(root, "stray", stray);
        return root.put("failed", failed());
    }

    private static void sizes(ObjectNode node, Sizes sizes) {
        node.put("min", sizes.min()).put("median", sizes.median()).put("max", sizes.max());
    }

    private static void array(ObjectNode root, String name, List<String> items) {
        ArrayNode array = root.putArray(name);
        items.forEach(array::add);
    }
}
