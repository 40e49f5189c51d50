package lowrankcam.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lowrankcam.dataset.ImageKeys;
import lowrankcam.format.FormatException;

/// Images as they are named on the command line: files, or folders that stand for the PNG and JPEG files in them.
final class ImageArguments {

    private ImageArguments() {}

    /// Puts in place of each folder its files that are named like PNG or JPEG, sorted, without those of sub-folders.
    ///
    /// @throws FormatException if a folder holds none, or a name has bytes that are no characters in this locale
    static List<Path> expand(List<Path> named) throws IOException {
        List<Path> images = new ArrayList<>();
        for (Path path : named) {
            if (!Files.isDirectory(path)) {
                images.add(path);
                continue;
            }
            try (Stream<Path> files = Files.list(path)) {
                List<Path> found = files.filter(ImageArguments::isImage).sorted().toList();
                if (found.isEmpty()) {
                    throw new FormatException(
                            path, FormatException.NO_OFFSET, "folder of images", "PNG or JPEG files", "none");
                }
                images.addAll(found);
            }
        }
        for (Path image : images) {
            ImageKeys.requireReadable(image, image.toString());
        }
        return List.copyOf(images);
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && Files.isRegularFile(file)
                && (name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg"));
    }
}
