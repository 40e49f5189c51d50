package lowrankcam.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import lowrankcam.cam.MethodChoice;
import lowrankcam.cam.MethodInfo;
import lowrankcam.format.UsageException;
import lowrankcam.image.ContactSheet;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Picture;
import lowrankcam.image.Preprocessing;
import tools.jackson.databind.node.ObjectNode;

/// All maps of one image side by side, in the order they were made: `explain --sheet`.
final class MapSheet {

    static final String FILE = "sheet.png";

    /// Every map is kept until the end, 0.4 MB at 299×299, and drawn 224 pixels wide.
    static final int MOST_MAPS = 200;

    private static final int CAPTION_LETTERS = 19;

    private final ExplainRequest request;
    private final Preprocessing preprocessing;
    private final List<String> labels;
    private final List<ContactSheet.Tile> tiles = new ArrayList<>();

    private MapSheet(ExplainRequest request, Preprocessing preprocessing, List<String> labels) {
        this.request = request;
        this.preprocessing = preprocessing;
        this.labels = labels;
    }

    /// @param labels names of the classes
    /// @param tasks  the maps that will come
    /// @throws UsageException if a sheet is asked for and they are too many
    static MapSheet of(
            ExplainRequest request, Preprocessing preprocessing, List<String> labels, List<MapTask> tasks) {
        if (request.sheet() == ExplainRequest.Sheet.WRITTEN && tasks.size() > MOST_MAPS) {
            throw new UsageException(
                    "--sheet: expected at most " + MOST_MAPS + " maps of an image, found " + tasks.size());
        }
        return new MapSheet(request, preprocessing, labels);
    }

    /// Keeps a map, if there is to be a sheet.
    void add(MapTask task, Heatmap shown) {
        if (request.sheet() == ExplainRequest.Sheet.WRITTEN) {
            tiles.add(new ContactSheet.Tile(shown, caption(task, shown)));
        }
    }

    /// Writes `sheet.png` and its name into the manifest; nothing if no map was kept.
    ///
    /// @param files where to write the file of a name
    void write(Picture picture, Function<String, Path> files, ObjectNode manifest) throws IOException {
        if (!tiles.isEmpty()) {
            new ContactSheet(request.overlay())
                    .write(files.apply(FILE), picture, preprocessing.placement(picture), tiles);
            manifest.put("sheet", FILE);
        }
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
        lines.add(line(labels.get(task.target().classIndex())));
        if (request.layers().size() > 1) {
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
