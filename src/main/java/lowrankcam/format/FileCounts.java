package lowrankcam.format;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What lies in a folder in place of pictures, in words.
public final class FileCounts {

    /// Files that are opened to learn their kind.
    private static final int MOST = 1000;

    private FileCounts() {}

    /// `none, but 40 DICOM files, 2 other files: …`, for an error; `none` if there are no files.
    ///
    /// @param files none of which is taken for a picture; of more than a thousand the first decide
    public static String insteadOfPictures(List<Path> files) {
        if (files.isEmpty()) {
            return "none";
        }
        Map<FileKind, Integer> counts = new EnumMap<>(FileKind.class);
        files.stream().limit(MOST).forEach(file -> counts.merge(FileKind.of(file), 1, Integer::sum));
        String words =
                counts.entrySet().stream().map(e -> e.getKey().counted(e.getValue()))
                        .collect(Collectors.joining(", "));
        String rest = files.size() > MOST ? " among the first " + MOST + " of " + files.size() + " files" : "";
        return "none, but " + words + rest + advice(counts);
    }

    private static String advice(Map<FileKind, Integer> counts) {
        if (counts.containsKey(FileKind.PNG) || counts.containsKey(FileKind.JPEG)) {
            return ": names must end in .png, .jpg or .jpeg";
        }
        return counts.keySet().stream().anyMatch(FileKind::isOtherPicture)
                ? ": convert them to PNG first (docs/INPUTS.md)"
                : "";
    }
}
