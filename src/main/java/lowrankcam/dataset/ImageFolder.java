package lowrankcam.dataset;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import lowrankcam.format.FileCounts;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.image.ImageFile;

/// A folder of images without classes, as `explain` and `predict` take it.
///
/// Images are files named like PNG or JPEG, and DICOM files whatever their names. What begins with a dot is passed over; so is, in folders below, a result of
/// this program. Links are followed.
///
/// @param images  those to take, sorted by path
/// @param below   number of images in folders below that are not taken, in words: `12`, `at least 4000`; empty for none
/// @param skipped other files beside DICOM files, sorted by path: a DICOMDIR, a report
public record ImageFolder(List<Path> images, String below, List<Path> skipped) {

    /// Files that are looked at only to count: nobody goes through a whole disk for a message.
    private static final int MOST_COUNTED = 50_000;

    /// How far down images are taken.
    public enum Depth {
        /// Those in the folder itself.
        FOLDER,
        /// Those in folders below it as well.
        ALL
    }

    /// @throws FormatException if there is no image to take, with what there is instead
    public static ImageFolder open(Path folder, Depth depth) throws IOException {
        Walk taken = Walk.of(folder, depth == Depth.ALL ? Integer.MAX_VALUE : 1, Integer.MAX_VALUE);
        Walk all = depth == Depth.ALL ? taken : Walk.of(folder, Integer.MAX_VALUE, MOST_COUNTED);
        long count = depth == Depth.ALL ? 0 : all.images.stream().filter(f -> !folder.equals(f.getParent())).count();
        String below = count == 0 ? "" : (all.isFull() ? "at least " : "") + count;
        if (taken.images.isEmpty()) {
            String found =
                    count > 0
                            ? "none in it and " + below + " in folders below, which --recursive takes"
                            : FileCounts.insteadOfPictures(all.others.stream().sorted().toList());
            throw new FormatException(
                    folder, FormatException.NO_OFFSET, "folder of images", "PNG, JPEG or DICOM files", found);
        }
        boolean isDicom = Stream.concat(taken.others.stream(), taken.images.stream()).anyMatch(ImageFile::isDicom);
        List<Path> skipped = isDicom ? taken.others.stream().sorted().toList() : List.of();
        return new ImageFolder(taken.images.stream().sorted().toList(), below, skipped);
    }

    /// What lies in a folder.
    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final int most;
        private final List<Path> images = new ArrayList<>();
        private final List<Path> others = new ArrayList<>();

        private Walk(Path root, int most) {
            this.root = root;
            this.most = most;
        }

        /// @param levels of folders, 1 for the root's own files
        /// @param most   files after which it stops; a walk that may stop passes over what cannot be read
        static Walk of(Path root, int levels, int most) throws IOException {
            Walk walk = new Walk(root, most);
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), levels, walk);
            return walk;
        }

        boolean isFull() {
            return images.size() + others.size() >= most;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean passedOver = !folder.equals(root) && (isHidden(folder) || isResult(folder));
            return passedOver ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !isHidden(file)) {
                (Selected.isImage(file) ? images : others).add(file);
            }
            return isFull() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        /// A link to a folder above it adds nothing.
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (most == Integer.MAX_VALUE && !(e instanceof FileSystemLoopException)) {
                throw e;
            }
            return FileVisitResult.CONTINUE;
        }

        private static boolean isHidden(Path path) {
            return path.getFileName().toString().startsWith(".");
        }

        private static boolean isResult(Path folder) {
            Path manifest = folder.resolve("manifest.json");
            try {
                return Files.isRegularFile(manifest)
                        && Json.read(manifest).path("program").asString("").startsWith("lowrank-cam ");
            } catch (IOException _) {
                return false;
            }
        }
    }
}
