package lowrankcam.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
import lowrankcam.image.Preprocessing;
import lowrankcam.kernel.Resample;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The masks of a map, one by one and on a sheet: `explain --modes`.
///
/// @param overlay       how they are painted
/// @param preprocessing size of the network's input, place on the picture
/// @param resample      kernel for upsampling
record ModeFiles(Overlay overlay, Preprocessing preprocessing, Resample resample) {

    /// Writes `<name>-mode-<n>.npy` and `.png` for each mask, n from 1, and `<name>-modes.png`, the sheet.
    ///
    /// @param name   begins the file names
    /// @param map    its masks
    /// @param shown  the map as shown
    /// @param files  where to write the file of a name
    /// @param json   gets an entry `modes`
    void write(
            String name, CamMap map, Heatmap shown, Picture picture, Function<String, Path> files, ObjectNode json)
            throws IOException {
        if (map.modes().isEmpty()) {
            return;
        }
        List<ContactSheet.Tile> tiles = new ArrayList<>();
        tiles.add(new ContactSheet.Tile(shown, List.of(shown.isFlat() ? "MAP: FLAT" : "MAP")));
        ArrayNode modes = json.putArray("modes");
        for (int i = 0; i < map.modes().size(); i++) {
            CamMode mode = map.modes().get(i);
            ObjectNode node = modes.addObject();
            node.put("mode", i + 1);
            node.put("singularValue", mode.sigma());
            node.put("energyShare", mode.energyShare());
            node.put("signMargin", mode.signMargin());
            node.put("dropped", mode.isDropped());
            double[] mask = mode.isDropped() ? new double[map.raw().length] : mode.mask();
            Heatmap heatmap = shown(mask, map);
            if (!mode.isDropped()) {
                String file = name + "-mode-" + (i + 1);
                node.put("weight", mode.weight());
                node.put("files", file + ".npy, " + file + ".png");
                Npy.write(files.apply(file + ".npy"), List.of(map.rows(), map.columns()), floats(mask));
                overlay.writeHeatmap(files.apply(file + ".png"), heatmap);
            }
            tiles.add(new ContactSheet.Tile(heatmap, caption(i + 1, mode)));
        }
        json.put("modeSheet", name + "-modes.png");
        new ContactSheet(overlay)
                .write(files.apply(name + "-modes.png"), picture, preprocessing.placement(picture), tiles);
    }

    private Heatmap shown(double[] mask, CamMap map) {
        return Heatmap.of(
                mask, map.rows(), map.columns(), preprocessing.height(), preprocessing.width(), resample);
    }

    private static List<String> caption(int number, CamMode mode) {
        String weight = mode.isDropped() ? "DROPPED" : "WEIGHT " + number(mode.weight());
        return List.of(
                "MODE " + number, weight,
                String.format(Locale.ROOT, "ENERGY %.2f%%", 100 * mode.energyShare()));
    }

    private static String number(double value) {
        double magnitude = Math.abs(value);
        boolean plain = magnitude == 0 || magnitude >= 0.001 && magnitude < 10_000;
        return String.format(Locale.ROOT, plain ? "%.3f" : "%.2e", value);
    }

    static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }
}
