package lowrankcam.shortcut;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lowrankcam.cam.CamMap;
import lowrankcam.image.Caution;
import lowrankcam.image.ContactSheet;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Overlay;
import lowrankcam.image.Picture;
import lowrankcam.inception.LoadedModel;

/// The maps of both heads over one phantom.
final class ShortcutSheet {

    /// What fits in a row; the numbers are there for all.
    private static final Set<String> SHOWN =
            Set.of("lowrankcam-default", "lowrankcam-class-signed", "cam", "gradcam++", "eigencam", "layercam", "ablationcam");

    private static final List<String> HEADS =
            List.of("learnt with a marker on the abnormal only", "learnt from the same phantoms with a marker on all");

    private final LoadedModel model;
    private final Picture picture;
    private final List<ContactSheet.Section> sections = new ArrayList<>();

    ShortcutSheet(LoadedModel model, Picture picture) {
        this.model = model;
        this.picture = picture;
    }

    /// Begins the row of the next head.
    void head(double probability) {
        String heading = HEADS.get(sections.size()) + String.format(Locale.ROOT, ": abnormal %.4f", probability);
        sections.add(new ContactSheet.Section(heading, new ArrayList<>()));
    }

    void map(String name, CamMap map) {
        if (SHOWN.contains(name)) {
            Heatmap shown =
                    Heatmap.of(
                            map.raw(), map.rows(), map.columns(), model.preprocessing().height(), model.preprocessing().width(),
                            model.kernels().resample());
            sections.getLast().tiles().add(new ContactSheet.Tile(
                    shown, shown.isFlat() ? List.of(name, "flat: " + shown.flatReason()) : List.of(name)));
        }
    }

    void write(Path file) throws IOException {
        new ContactSheet(Overlay.USUAL).write(
                file, picture, model.preprocessing().placement(picture),
                List.of("An abnormal phantom with a side marker, maps for 'abnormal'", Caution.TEXT), sections);
    }
}
