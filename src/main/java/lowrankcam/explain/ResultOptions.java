package lowrankcam.explain;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import lowrankcam.image.Overlay;

/// Where results of images are written, and what belongs to them.
///
/// @param output  folder of all results
/// @param names   of the folders of images' results, within the folder of all
/// @param overlay how maps are painted
/// @param extras  what is written beyond maps and manifest
/// @param files   what is made of the whole explanation
public record ResultOptions(
        Path output, Function<Path, String> names, Overlay overlay, Set<Extra> extras, List<ResultFile> files) {

    public ResultOptions(Path output, Function<Path, String> names, Overlay overlay, Set<Extra> extras) {
        this(output, names, overlay, extras, List.of());
    }

    /// What is written beyond maps and manifest.
    public enum Extra {
        /// The masks of a map one by one.
        MODES,
        /// All maps of an image on one picture.
        SHEET
    }

    /// Folder of one image's results.
    public Path folder(Path image) {
        return output.resolve(names.apply(image));
    }

    /// What is said of a whole sequence.
    public Path sequenceFile() {
        return output.resolve("sequence.json");
    }

    boolean has(Extra extra) {
        return extras.contains(extra);
    }
}
