package lowrankcam.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import lowrankcam.format.FormatException;
import lowrankcam.format.UsageException;
import lowrankcam.image.ImageFile;

/// What a selection leaves of a list of images: the steps that all kinds of data sets share.
///
/// @param images    in listed order
/// @param available before the limit
record Selected(List<LabelledImage> images, int available) {

    /// Applies the restrictions of class and limit.
    ///
    /// @param labels classes there are
    static Selected of(Path root, List<LabelledImage> images, List<String> labels, Selection selection)
            throws FormatException {
        ImageKeys.check(root, images.stream().map(LabelledImage::key).toList());
        for (String label : selection.labels()) {
            if (!labels.contains(label)) {
                throw new UsageException(
                        "label: expected one of " + String.join(", ", labels) + "; found '" + label + "'");
            }
        }
        List<LabelledImage> left = new ArrayList<>();
        for (LabelledImage image : images) {
            if (selection.labels().isEmpty() || selection.labels().contains(image.label())) {
                left.add(image);
            }
        }
        if (left.isEmpty()) {
            throw new FormatException(
                    root, FormatException.NO_OFFSET, "images (" + selection.text() + ")", "at least one",
                    "none of " + images.size());
        }
        return new Selected(selection.sample(left), left.size());
    }

    /// Classes of images, sorted.
    static List<String> labelsOf(List<LabelledImage> images) {
        TreeSet<String> labels = new TreeSet<>();
        images.forEach(image -> labels.add(image.label()));
        labels.remove("");
        return List.copyOf(labels);
    }

    /// Refuses what only MURA has.
    static void requireNoMuraTerms(Path root, Selection selection) {
        if (!selection.parts().isEmpty() || !selection.splits().isEmpty()) {
            throw new UsageException(
                    root + ": body part and split can be chosen only from data in MURA layout");
        }
    }

    /// True for names that end like a PNG, JPEG or DICOM file.
    static boolean hasImageName(String name) {
        return !MuraCsv.isJunk(name) && ImageFile.hasName(name);
    }

    /// True for files that are taken for images, see [ImageFile#is].
    static boolean isImage(Path file) {
        return !MuraCsv.isJunk(file.getFileName().toString()) && ImageFile.is(file);
    }
}
