package lowrankcam.cli;

import java.nio.file.Path;
import java.util.List;
import lowrankcam.cam.RequestedMethod;
import lowrankcam.image.Overlay;
import lowrankcam.model.Target;

/// What `explain` was asked for.
///
/// @param methods  what makes maps
/// @param classes  names or indices, `all`, or nothing for the predicted class
/// @param contrast class whose logit is subtracted, by name or index, or empty
/// @param score    what gradient methods explain
/// @param layers   target layers
/// @param output   folder of all results
/// @param overlay  how maps are painted
/// @param modes    whether masks are written one by one
/// @param sheet    whether all maps of an image come on one picture too
/// @param names    of the folders of images' results, within the folder of all
record ExplainRequest(
        List<RequestedMethod> methods, List<String> classes, String contrast, Target.Score score, List<String> layers,
        Path output, Overlay overlay, Modes modes, Sheet sheet, ResultNames names) {

    /// Whether the masks of a map are written one by one.
    enum Modes {
        SUMMED,
        EACH
    }

    /// Whether all maps of an image come on one picture too.
    enum Sheet {
        NONE,
        WRITTEN
    }

    /// Folder of one image's results.
    Path folder(Path image) {
        return output.resolve(names.of(image));
    }

    /// What is said of a whole sequence.
    Path sequenceFile() {
        return output.resolve("sequence.json");
    }
}
