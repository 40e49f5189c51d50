package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lowrankcam.dataset.ImageFolder;
import lowrankcam.dataset.ImageKeys;
import lowrankcam.format.FormatException;
import lowrankcam.format.Printable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Images as they are named on the command line: files, or folders that stand for the pictures in them.
final class ImageArguments {

    private static final int MOST_NAMED = 5;

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "PNG, JPEG or DICOM files, or folders of them.")
    private List<Path> named;

    @Option(names = "--recursive", description = "Folders stand for the images in folders below them as well.")
    private boolean recursive;

    /// Puts in place of each folder its images, and says how many lie below and are left out.
    ///
    /// @throws FormatException if a folder holds none, or a name has bytes that are no characters in this locale
    List<Path> expand(PrintWriter err) throws IOException {
        List<Path> images = new ArrayList<>();
        for (Path path : named) {
            if (!Files.isDirectory(path)) {
                images.add(path);
                continue;
            }
            ImageFolder folder =
                    ImageFolder.open(path, recursive ? ImageFolder.Depth.ALL : ImageFolder.Depth.FOLDER);
            if (!folder.below().isEmpty()) {
                err.println("lowrank-cam: " + path + ": images in folders below it are left out ("
                        + folder.below() + "); --recursive takes them");
            }
            if (!folder.skipped().isEmpty()) {
                err.println("lowrank-cam: " + path + ": no pictures, left out: " + names(folder.skipped()));
            }
            images.addAll(folder.images());
        }
        for (Path image : images) {
            ImageKeys.requireReadable(image, image.toString());
        }
        return List.copyOf(images);
    }

    /// The first of many.
    private static String names(List<Path> files) {
        String names =
                files.stream().limit(MOST_NAMED).map(file -> file.getFileName().toString()).collect(Collectors.joining(", "));
        return Printable.line(names) + (files.size() > MOST_NAMED ? " and " + (files.size() - MOST_NAMED) + " more" : "");
    }
}
