package lowrankcam.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.UsageException;
import lowrankcam.image.Caution;
import lowrankcam.image.ContactSheet;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Overlay;
import lowrankcam.image.Preprocessing;

/// All maps of one image on one picture, a row for each class, in the order they were made: `explain --sheet`.
final class MapSheet {

    static final String FILE = "sheet.png";

    /// Every map is kept until the end, 0.4 MB at 299×299, and drawn 224 pixels wide.
    static final int MOST_MAPS = 200;

    private final Overlay overlay;
    private final boolean layers;
    private final Map<String, List<ContactSheet.Tile>> rows = new LinkedHashMap<>();

    private MapSheet(Overlay overlay, boolean layers) {
        this.overlay = overlay;
        this.layers = layers;
    }

    /// @param tasks  the maps that will come
    /// @param layers target layers
    /// @throws UsageException if they are too many
    static MapSheet of(Overlay overlay, List<MapTask> tasks, List<String> layers) {
        if (tasks.size() > MOST_MAPS) {
            throw new UsageException(
                    "--sheet: expected at most " + MOST_MAPS + " maps of an image, found " + tasks.size());
        }
        return new MapSheet(overlay, layers.size() > 1);
    }

    /// Keeps a map.
    ///
    /// @param score class and score, the heading of its row
    void add(ExplainedMap map, Heatmap shown, String score) {
        List<String> caption = new ArrayList<>(List.of(MapCaption.method(map.task())));
        if (layers) {
            caption.add(map.task().layer());
        }
        if (map.isFlat()) {
            caption.add("flat: " + map.flatReason());
        }
        rows.computeIfAbsent(score, _ -> new ArrayList<>()).add(new ContactSheet.Tile(shown, caption));
    }

    void write(Path file, ExplanationDraft draft, Preprocessing.Placement placement) throws IOException {
        new ContactSheet(overlay).write(
                file, draft.image().picture(), placement, title(draft),
                rows.entrySet().stream()
                        .map(row -> new ContactSheet.Section(row.getKey(), row.getValue()))
                        .toList());
    }

    /// Name of the image, predicted class and score, layers, and the caution.
    static List<String> title(ExplanationDraft draft) {
        String label = draft.model().labels().get(draft.prediction().best());
        double probability = draft.prediction().probabilities()[draft.prediction().best()];
        return List.of(
                draft.image().path().getFileName() + ": " + MapCaption.score(label, probability),
                String.join(", ", draft.layers()) + ". " + Caution.TEXT);
    }
}
