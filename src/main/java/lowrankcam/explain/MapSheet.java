package lowrankcam.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lowrankcam.cam.MethodChoice;
import lowrankcam.cam.MethodInfo;
import lowrankcam.format.UsageException;
import lowrankcam.image.ContactSheet;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Overlay;
import lowrankcam.image.Picture;
import lowrankcam.image.Preprocessing;

/// All maps of one image side by side, in the order they were made: `explain --sheet`.
final class MapSheet {

    static final String FILE = "sheet.png";

    /// Every map is kept until the end, 0.4 MB at 299×299, and drawn 224 pixels wide.
    static final int MOST_MAPS = 200;

    private static final int CAPTION_LETTERS = 19;

    private final Overlay overlay;
    private final boolean layers;
    private final List<ContactSheet.Tile> tiles = new ArrayList<>();

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
    void add(ExplainedMap map, Heatmap shown) {
        tiles.add(new ContactSheet.Tile(shown, caption(map.task(), shown)));
    }

    /// @param placement where the maps lie on the picture
    void write(Path file, Picture picture, Preprocessing.Placement placement) throws IOException {
        new ContactSheet(overlay).write(file, picture, placement, tiles);
    }

    /// Method, variant, each parameter that is not at its default, class; the layer if there are several; `FLAT` under a map
    /// that shows nothing.
    private List<String> caption(MapTask task, Heatmap shown) {
        MethodChoice choice = task.method().choice();
        List<String> lines = new ArrayList<>();
        lines.add(line(choice.info().id()));
        lines.add(line(choice.variant().id()));
        for (MethodInfo.Parameter parameter : choice.info().parameters()) {
            String value = choice.settings().values().get(parameter.name());
            if (!value.equals(parameter.byDefault())) {
                lines.add(line(parameter.name() + "=" + value));
            }
        }
        lines.add(line(task.label()));
        if (layers) {
            lines.add(line(task.layer()));
        }
        if (shown.isFlat()) {
            lines.add("FLAT");
        }
        return lines;
    }

    /// As the letters of a sheet can show it.
    private static String line(String text) {
        String shown = text.toUpperCase(Locale.ROOT).replace('_', ' ');
        return shown.length() <= CAPTION_LETTERS ? shown : shown.substring(0, CAPTION_LETTERS);
    }
}
