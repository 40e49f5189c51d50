package lowrankcam.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lowrankcam.format.FileCounts;
import lowrankcam.format.FormatException;

/// A selection from a folder whose sub-folders are classes.
///
/// The class of an image is the first folder on its way down, however deep it lies below; images directly in the
/// root have none. Order: by path, folder by folder, names compared character by character. Links are followed.
///
/// @param root      the folder
/// @param selection what was chosen
/// @param labels    names of the classes, sorted
/// @param images    the images chosen
/// @param available images before the limit
/// @param skipped   files that are no images, by their path below the root
public record FolderImages(
        Path root, Selection selection, List<String> labels, List<LabelledImage> images, int available,
        List<String> skipped)
        implements ImageSet {

    private static final int DEPTH = 32;

    /// @throws FormatException if no image is left
    public static FolderImages open(Path root, Selection selection) throws IOException {
        Selected.requireNoMuraTerms(root, selection);
        List<LabelledImage> images = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        walk(root, "", "", DEPTH, images, skipped);
        if (images.isEmpty()) {
            throw new FormatException(
                    root, FormatException.NO_OFFSET, "data set", "PNG, JPEG or DICOM files in it or in folders below",
                    FileCounts.insteadOfPictures(skipped.stream().map(root::resolve).toList()));
        }
        List<String> labels = Selected.labelsOf(images);
        Selected selected = Selected.of(root, images, labels, selection);
        return new FolderImages(root, selection, labels, selected.images(), selected.available(), skipped);
    }

    private static void walk(
            Path folder, String key, String label, int depth, List<LabelledImage> images, List<String> skipped)
            throws IOException {
        List<Path> children;
        try (Stream<Path> list = Files.list(folder)) {
            children = list.sorted(Comparator.comparing(p -> p.getFileName().toString())).toList();
        }
        for (Path child : children) {
            String name = child.getFileName().toString();
            String childKey = key + name;
            if (Files.isDirectory(child) && depth > 0) {
                walk(child, childKey + '/', label.isEmpty() ? name : label, depth - 1, images, skipped);
            } else if (Files.isRegularFile(child) && Selected.isImage(child)) {
                images.add(new LabelledImage(child, childKey, label, Optional.empty()));
            } else {
                skipped.add(childKey);
            }
        }
    }

    @Override
    public String kind() {
        return "folder";
    }

    @Override
    public List<String> missing() {
        return List.of();
    }
}
