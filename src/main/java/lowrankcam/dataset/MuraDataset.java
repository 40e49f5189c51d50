package lowrankcam.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lowrankcam.format.FormatException;

/// The images of a MURA folder with their labels. Only names are read, no image is opened.
///
/// The lists that come with MURA decide what belongs to a split. Where a list is missing the folders are
/// walked and the study folder's name gives the label. The order is that of the list, or sorted by path. Upper and
/// lower case in names does not matter, nor do folders around the data set.
public final class MuraDataset {

    /// Name of the tree of ground-truth masks, next to `MURA-v1.1`.
    public static final String MASKS = "masks";

    private final Path base;
    private final List<MuraImage> images;
    private final List<String> missing;

    private MuraDataset(Path base, List<MuraImage> images, List<String> missing) {
        this.base = base;
        this.images = List.copyOf(images);
        this.missing = List.copyOf(missing);
    }

    /// @param root the `MURA-v1.1` folder or a folder that holds it, see [MuraFolder#find]
    /// @throws FormatException for a malformed or contradicting line, or when there is no image at all
    public static MuraDataset open(Path root) throws IOException {
        MuraCsv.requireFolder(root);
        MuraFolder folder = MuraFolder.of(root);
        List<MuraImage> images = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Split split : Split.values()) {
            Map<String, Boolean> labels = labels(folder, split);
            Optional<Path> list = folder.images(split);
            if (list.isPresent()) {
                listed(folder, list.get(), split, labels, images, missing);
            } else {
                walked(folder, split, images);
            }
        }
        if (images.isEmpty()) {
            throw new FormatException(root, FormatException.NO_OFFSET, "MURA data set", "at least one image",
                    missing.isEmpty()
                            ? "none"
                            : "none of the " + missing.size() + " listed, the first being " + missing.getFirst());
        }
        ImageKeys.check(folder.base(), images.stream().map(MuraImage::relativePath).toList());
        return new MuraDataset(folder.base(), images, missing);
    }

    /// The folder that holds `train` and `valid`.
    public Path base() {
        return base;
    }

    /// Every image that exists, train before valid.
    public List<MuraImage> images() {
        return images;
    }

    /// Paths that a list names and that do not exist, as MURA writes them.
    public List<String> missing() {
        return missing;
    }

    /// The ground-truth mask of an image: the same path in the folder `masks` beside the data set, where
    /// `phantoms` puts it, if there is one.
    public Optional<Path> mask(MuraImage image) {
        Path file = base.toAbsolutePath().resolveSibling(MASKS)
                .resolve(image.relativePath().substring(MuraCsv.TOP.length() + 1));
        return Optional.of(file).filter(Files::isRegularFile);
    }

    /// @param part one body part, or empty for all
    public List<MuraImage> select(Split split, Optional<BodyPart> part) {
        return images.stream()
                .filter(i -> i.split() == split && (part.isEmpty() || part.get() == i.part()))
                .toList();
    }

    private static Map<String, Boolean> labels(MuraFolder folder, Split split) throws IOException {
        Map<String, Boolean> labels = new HashMap<>();
        Optional<Path> csv = folder.studies(split);
        if (csv.isPresent()) {
            for (MuraCsv.StudyLine line : MuraCsv.readStudies(csv.get(), split, MuraCsv.Problems.THROWN)) {
                if (line.abnormal() != line.study().positive()) {
                    throw new FormatException(csv.get(), FormatException.NO_OFFSET, "line " + line.number() + " label",
                            (line.study().positive() ? "1" : "0") + " as the folder name " + line.study().name()
                                    + " says",
                            line.abnormal() ? "1" : "0");
                }
                labels.put(line.study().path(), line.abnormal());
            }
        }
        return labels;
    }

    private static void listed(MuraFolder folder, Path list, Split split, Map<String, Boolean> labels,
            List<MuraImage> images, List<String> missing) throws IOException {
        Set<Object> seen = new HashSet<>();
        for (MuraCsv.ImageLine line : MuraCsv.readImages(list, split, MuraCsv.Problems.THROWN)) {
            Optional<Path> file = folder.file(line.path());
            if (!seen.add(file.isPresent() ? file.get() : line.path())) {
                throw new FormatException(list, FormatException.NO_OFFSET, "line " + line.number(),
                        "every image once", "'" + line.path() + "' again");
            }
            if (file.isPresent()) {
                MuraPath.Study study = line.study();
                boolean abnormal = labels.getOrDefault(study.path(), study.positive());
                images.add(new MuraImage(file.get(), line.path(), split, study.part(), study.patient(),
                        study.name(), abnormal));
            } else {
                missing.add(line.path());
            }
        }
    }

    /// Folders that do not look like MURA's are passed over: nothing promised that they hold images.
    private static void walked(MuraFolder folder, Split split, List<MuraImage> images) throws IOException {
        for (Path partFolder : children(folder.folder(split))) {
            Optional<BodyPart> part = MuraPath.part(name(partFolder));
            for (Path patient : part.isEmpty() ? List.<Path>of() : children(partFolder)) {
                for (Path study : children(patient)) {
                    String label = name(study).toLowerCase(Locale.ROOT);
                    if (!label.endsWith("_positive") && !label.endsWith("_negative")) {
                        continue;
                    }
                    for (Path file : children(study)) {
                        if (MuraPath.isImageName(name(file)) && Files.isRegularFile(file)) {
                            String relative = String.join("/", MuraCsv.TOP, split.folder(), part.get().folder(),
                                    name(patient), name(study), name(file));
                            images.add(new MuraImage(file, relative, split, part.get(), name(patient),
                                    name(study), label.endsWith("_positive")));
                        }
                    }
                }
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(p -> !MuraCsv.isJunk(name(p))).sorted().toList();
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
