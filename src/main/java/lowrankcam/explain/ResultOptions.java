package lowrankcam.explain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import lowrankcam.image.Legend;
import lowrankcam.image.Overlay;

/// Where results of images are written, and what belongs to them.
///
/// @param output  folder of all results
/// @param names   of the folders of images' results, within the folder of all
/// @param overlay how maps are painted
/// @param legend  where bars and captions of overlays are
/// @param extras  what is written beyond maps and manifest
/// @param files   what is made of the whole explanation
public record ResultOptions(
        Path output, Function<Path, String> names, Overlay overlay, Legend.Place legend, Set<Extra> extras,
        List<ResultFile> files) {

    public ResultOptions(
            Path output, Function<Path, String> names, Overlay overlay, Legend.Place legend, Set<Extra> extras) {
        this(output, names, overlay, legend, extras, List.of());
    }

    /// Maps, pictures and manifest as usual, in one folder.
    public static ResultOptions usual(Path folder) {
        return new ResultOptions(folder, _ -> "", Overlay.USUAL, Legend.Place.FILE, Set.of());
    }

    /// What is written beyond maps and manifest.
    public enum Extra {
        /// The masks of a map one by one.
        MODES,
        /// All maps of an image on one picture.
        SHEET,
        /// Maps as DICOM objects.
        DICOM
    }

    /// Folder of one image's results.
    public Path folder(Path image) {
        return output.resolve(names.apply(image));
    }

    /// What is said of a whole sequence.
    public Path sequenceFile() {
        return output.resolve("sequence.json");
    }

    /// What follows the name of a map in the names of its files.
    public List<String> mapFileEndings() {
        List<String> endings = new ArrayList<>(List.of(".npy", "-heatmap.png", "-overlay.png"));
        if (legend == Legend.Place.FILE) {
            endings.add("-legend.png");
        }
        if (has(Extra.DICOM)) {
            endings.addAll(List.of(DicomFiles.OVERLAY, DicomFiles.VALUES));
        }
        return endings;
    }

    boolean has(Extra extra) {
        return extras.contains(extra);
    }
}
