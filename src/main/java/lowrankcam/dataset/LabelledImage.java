package lowrankcam.dataset;

import java.nio.file.Path;
import java.util.Optional;

/// One image of any data set, with its class.
///
/// @param file  where it lies on this machine
/// @param key   its name in results: the same on every machine, unique in its data set, with `/` between folders
/// @param label its class, or an empty text where the data set names none
/// @param mask  a picture of the image's size, white where the finding is, if there is one
public record LabelledImage(Path file, String key, String label, Optional<Path> mask) {}
