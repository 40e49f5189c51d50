package lowrankcam.explain;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lowrankcam.format.FileName;
import lowrankcam.format.UsageException;

/// Names of the results' folders: an image's file name without its extension; where several images have the same, as
/// many names of folders above them in front as tell them apart, `patient11185-study1_positive-image1`.
///
/// No name leads elsewhere, is hidden or is too long: see [FileName#safe].
///
/// Two files in one folder that differ in the extension only keep it: `hand-png` and `hand-jpg`.
public final class ResultNames {

    private final Map<Path, String> names = new LinkedHashMap<>();

    /// @throws UsageException if two of the paths are the same file
    public static ResultNames of(List<Path> images) {
        Map<Path, Path> files = new LinkedHashMap<>();
        for (Path image : images) {
            Path other = files.put(absolute(image), image);
            if (other != null) {
                throw new UsageException(
                        "images: expected different files, found " + other + " and " + image);
            }
        }
        ResultNames result = new ResultNames();
        // Images of the same file name get the same number of folders.
        Map<String, Integer> depths = new TreeMap<>();
        Set<String> whole = sameInOneFolder(files.keySet());
        files.keySet().forEach(file -> depths.put(stem(file), 0));
        for (boolean again = true; again; ) {
            result.names.clear();
            Map<String, Path> taken = new LinkedHashMap<>();
            Set<String> deeper = new LinkedHashSet<>();
            for (Path file : files.keySet()) {
                String name = name(file, depths.get(stem(file)), whole.contains(stem(file)));
                Path other = taken.put(name, file);
                if (other != null) {
                    deeper.add(stem(file));
                    deeper.add(stem(other));
                }
                result.names.put(file, name);
            }
            again = false;
            for (String stem : deeper) {
                int depth = depths.merge(stem, 1, Integer::sum);
                again |= files.keySet().stream().anyMatch(f -> stem(f).equals(stem) && f.getNameCount() > depth);
            }
            if (!deeper.isEmpty() && !again) {
                throw new UsageException(
                        "images: expected paths whose names can be told apart, found " + files.values());
            }
        }
        return result;
    }

    /// Name of the folder of an image's results.
    public String of(Path image) {
        return names.get(absolute(image));
    }

    private static Set<String> sameInOneFolder(Set<Path> files) {
        Set<String> stems = new LinkedHashSet<>();
        Set<Path> seen = new LinkedHashSet<>();
        for (Path file : files) {
            if (!seen.add(file.resolveSibling(stem(file)))) {
                stems.add(stem(file));
            }
        }
        return stems;
    }

    private static String name(Path file, int depth, boolean whole) {
        String name = whole ? file.getFileName().toString().replace('.', '-') : stem(file);
        int last = file.getNameCount() - 2;
        for (int i = last; i >= 0 && i > last - depth; i--) {
            name = file.getName(i) + "-" + name;
        }
        return FileName.safe(name);
    }

    private static Path absolute(Path image) {
        return image.toAbsolutePath().normalize();
    }

    /// File name without its extension.
    private static String stem(Path image) {
        String name = image.getFileName() == null ? "image" : image.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
