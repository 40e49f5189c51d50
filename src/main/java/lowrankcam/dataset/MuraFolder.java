package lowrankcam.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lowrankcam.format.FormatException;

/// The folder that holds `train` and `valid`, and what lies in it, whatever upper and lower case the names have.
///
/// A name as MURA writes it goes first; another spelling counts if it is the only one.
final class MuraFolder {

    /// Folders around `train` and `valid` that archive tools and people add.
    private static final int NESTING = 3;

    private final Path base;
    private final Map<Path, Map<String, Path>> listings = new LinkedHashMap<>();

    private MuraFolder(Path base) {
        this.base = base;
    }

    /// The data set in a folder: the folder itself, or one in it that is called `MURA…` or is the only one there, to
    /// three levels down.
    ///
    /// @return empty if none holds a list of MURA or a folder of a body part
    /// @throws FormatException if there are two, none of them `MURA-v1.1`
    static Optional<MuraFolder> find(Path root) throws IOException {
        return find(root, NESTING);
    }

    private static Optional<MuraFolder> find(Path root, int levels) throws IOException {
        MuraFolder own = new MuraFolder(root);
        List<Path> folders = own.listing(root).values().stream().filter(Files::isDirectory).sorted().toList();
        List<Path> named =
                folders.stream().filter(f -> f.getFileName().toString().toLowerCase(Locale.ROOT).startsWith("mura"))
                        .toList();
        Path exact = root.resolve(MuraCsv.TOP);
        if (Files.isDirectory(exact)) {
            Optional<MuraFolder> nested = levels > 0 ? find(exact, levels - 1) : Optional.empty();
            if (nested.isPresent()) {
                return nested;
            }
        }
        if (own.isBase()) {
            return Optional.of(own);
        }
        List<MuraFolder> found = new ArrayList<>();
        for (Path folder : levels == 0 ? List.<Path>of() : named.isEmpty() && folders.size() == 1 ? folders : named) {
            find(folder, levels - 1).ifPresent(found::add);
        }
        if (found.size() > 1) {
            throw new FormatException(
                    root, FormatException.NO_OFFSET, "MURA data set", "one",
                    found.getFirst().base + " and " + found.get(1).base + "; name the one that is meant");
        }
        return found.stream().findFirst();
    }

    /// The data set in a folder, or the folder as it is if there is nothing of MURA.
    static MuraFolder of(Path root) throws IOException {
        return find(root).orElse(new MuraFolder(root));
    }

    private boolean isBase() throws IOException {
        for (Split split : Split.values()) {
            if (images(split).isPresent() || studies(split).isPresent()) {
                return true;
            }
            for (Path part : listing(folder(split)).values()) {
                if (MuraPath.part(part.getFileName().toString()).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    Path base() {
        return base;
    }

    /// Folder of a split; need not exist.
    Path folder(Split split) throws IOException {
        return child(base, split.folder()).orElse(base.resolve(split.folder()));
    }

    /// List of a split's images.
    Optional<Path> images(Split split) throws IOException {
        return child(base, MuraCsv.images(base, split).getFileName().toString());
    }

    /// List of a split's labels.
    Optional<Path> studies(Split split) throws IOException {
        return child(base, MuraCsv.studies(base, split).getFileName().toString());
    }

    /// The file of an image.
    ///
    /// @param path as MURA writes it, beginning `MURA-v1.1/`
    Optional<Path> file(String path) throws IOException {
        String below = path.substring(MuraCsv.TOP.length() + 1);
        Path exact = base.resolve(below);
        if (Files.isRegularFile(exact)) {
            return Optional.of(exact);
        }
        Optional<Path> place = Optional.of(base);
        for (String name : below.split("/")) {
            place = place.isEmpty() ? place : child(place.get(), name);
        }
        return place.filter(Files::isRegularFile);
    }

    private Optional<Path> child(Path folder, String name) throws IOException {
        Path exact = folder.resolve(name);
        return Files.exists(exact)
                ? Optional.of(exact)
                : Optional.ofNullable(listing(folder).get(name.toLowerCase(Locale.ROOT)));
    }

    /// By name in lower case; without names that differ in case only.
    private Map<String, Path> listing(Path folder) throws IOException {
        Map<String, Path> known = listings.get(folder);
        if (known != null) {
            return known;
        }
        Map<String, Path> children = new LinkedHashMap<>();
        Set<String> twice = new LinkedHashSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> list = Files.list(folder)) {
                for (Path child : (Iterable<Path>) list::iterator) {
                    String name = child.getFileName().toString().toLowerCase(Locale.ROOT);
                    if (children.putIfAbsent(name, child) != null) {
                        twice.add(name);
                    }
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        children.keySet().removeAll(twice);
        listings.put(folder, children);
        return children;
    }
}
