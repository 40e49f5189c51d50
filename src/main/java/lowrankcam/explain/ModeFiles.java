package lowrankcam.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMode;
import lowrankcam.format.Npy;
import lowrankcam.image.ContactSheet;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Overlay;
import lowrankcam.image.Picture;
import lowrankcam.inception.LoadedModel;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The masks of a map, one by one and on a sheet: `explain --modes`.
///
/// @param overlay how they are painted
/// @param model   size of its input, kernel for upsampling
record ModeFiles(Overlay overlay, LoadedModel model) {

    /// Writes `<name>-mode-<n>.npy` and `.png` for each mask, n from 1, and `<name>-modes.png`, the sheet.
    ///
    /// @param explained the map with its masks
    /// @param shown     the map as shown
    /// @param files     where to write the file of a name
    void write(ExplainedMap explained, Heatmap shown, ExplanationDraft draft, Function<String, Path> files)
            throws IOException {
        CamMap map = explained.map();
        String name = explained.task().name();
        if (map.modes().isEmpty()) {
            return;
        }
        String method = MapCaption.method(explained.task());
        List<ContactSheet.Tile> tiles = new ArrayList<>();
        tiles.add(new ContactSheet.Tile(
                shown, List.of(explained.isFlat() ? "map, flat: " + explained.flatReason() : "map")));
        for (int i = 0; i < map.modes().size(); i++) {
            CamMode mode = map.modes().get(i);
            Heatmap heatmap = Explainer.shown(new CamMap(map.rows(), map.columns(), part(mode, map)), model);
            List<String> caption = caption(i + 1, mode);
            if (!mode.isDropped()) {
                Npy.write(files.apply(file(name, i) + ".npy"), List.of(map.rows(), map.columns()), mode.mask());
                List<String> lines = new ArrayList<>(List.of(method));
                lines.addAll(caption);
                overlay.writeHeatmap(files.apply(file(name, i) + ".png"), heatmap, lines);
            }
            tiles.add(new ContactSheet.Tile(
                    heatmap, caption, mode.weight() < 0 ? ContactSheet.Role.AGAINST : ContactSheet.Role.FOR));
        }
        Picture picture = draft.image().picture();
        String heading = MapCaption.score(explained.task(), draft.prediction()) + ": " + method;
        new ContactSheet(overlay).write(
                files.apply(sheet(name)), picture, model.preprocessing().placement(picture), MapSheet.title(draft),
                List.of(new ContactSheet.Section(heading, tiles)));
    }

    /// A mask as its part of the map has it: below zero where its weight is. Nothing of one that was dropped.
    private static double[] part(CamMode mode, CamMap map) {
        if (mode.isDropped()) {
            return new double[map.raw().length];
        }
        double sign = mode.weight() < 0 ? -1 : 1;
        return Arrays.stream(mode.mask()).map(value -> sign * value).toArray();
    }

    /// What a manifest says of them: entries `modes` and `modeSheet`.
    static void describe(String name, List<CamMode> masks, ObjectNode json) {
        if (masks.isEmpty()) {
            return;
        }
        ArrayNode modes = json.putArray("modes");
        for (int i = 0; i < masks.size(); i++) {
            CamMode mode = masks.get(i);
            ObjectNode node = modes.addObject();
            node.put("mode", i + 1);
            node.put("singularValue", mode.sigma());
            node.put("energyShare", mode.energyShare());
            node.put("signMargin", mode.signMargin());
            node.put("dropped", mode.isDropped());
            if (!mode.isDropped()) {
                node.put("weight", mode.weight());
                node.put("files", file(name, i) + ".npy, " + file(name, i) + ".png");
            }
        }
        json.put("modeSheet", sheet(name));
    }

    private static String file(String name, int index) {
        return name + "-mode-" + (index + 1);
    }

    private static String sheet(String name) {
        return name + "-modes.png";
    }

    private static List<String> caption(int number, CamMode mode) {
        String weight =
                mode.isDropped() ? "flat, so dropped"
                        : "weight " + number(mode.weight()) + (mode.weight() < 0 ? ", against" : "");
        return List.of(
                "mode " + number, weight,
                String.format(Locale.ROOT, "energy %.2f%%", 100 * mode.energyShare()));
    }

    private static String number(double value) {
        double magnitude = Math.abs(value);
        boolean plain = magnitude == 0 || magnitude >= 0.001 && magnitude < 10_000;
        return String.format(Locale.ROOT, plain ? "%.3f" : "%.2e", value);
    }
}
