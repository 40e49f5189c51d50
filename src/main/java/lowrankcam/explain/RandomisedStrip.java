package lowrankcam.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lowrankcam.image.ContactSheet;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Overlay;
import lowrankcam.image.Picture;
import lowrankcam.inception.LoadedModel;
import lowrankcam.stability.MapChange;
import lowrankcam.stability.MapStability;

/// A map, and what it becomes while the weights are drawn anew from the head down, on one picture.
final class RandomisedStrip {

    private RandomisedStrip() {}

    static String file(String map) {
        return map + "-randomised.png";
    }

    static void write(MapStability map, ExplanationDraft draft, Overlay overlay, Path file) throws IOException {
        LoadedModel model = draft.model();
        List<ContactSheet.Tile> tiles = new ArrayList<>();
        tiles.add(tile(Explainer.shown(map.subject().map(), model), "the map"));
        for (MapChange change : map.of(MapChange.Kind.RANDOMISED)) {
            if (change.map() != null) {
                String alike = String.format(
                        Locale.ROOT, "Spearman %.2f, SSIM %.2f", change.similarity().spearman(), change.similarity().ssim());
                tiles.add(tile(Explainer.shown(change.map(), model), "down to " + change.what(), alike));
            }
        }
        Picture picture = draft.image().picture();
        new ContactSheet(overlay).write(
                file, picture, model.preprocessing().placement(picture), MapSheet.title(draft),
                List.of(new ContactSheet.Section(map.subject().name() + ": weights drawn anew from the head down", tiles)));
    }

    private static ContactSheet.Tile tile(Heatmap map, String... caption) {
        List<String> lines = new ArrayList<>(List.of(caption));
        if (map.isFlat()) {
            lines.add("flat: " + map.flatReason());
        }
        return new ContactSheet.Tile(map, lines);
    }
}
