package lowrankcam.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A folder whose files belong together, and change as one.
///
/// What was made in a draft gets its place in one step if the folder is new. Else the folder holds a file [#UNFINISHED] while
/// files are exchanged: it says so, and names them. Whoever writes there next knows from it what is not to be kept.
/// Files that are named nowhere are never touched.
public final class FolderTarget {

    /// Name of the file that a folder holds while its files are exchanged, and if its process was killed meanwhile.
    public static final String UNFINISHED = "UNFINISHED";

    private static final String SAYS =
            """
            lowrank-cam is exchanging the files of this folder, or was ended while it did.
            They may be of different runs, and some may be missing. The next run that writes here puts it right.

            """;

    private FolderTarget() {}

    /// A draft on the disk of a folder: in it if it is there, else beside it.
    public static Draft draft(Path folder) throws IOException {
        try {
            if (Files.exists(folder)) {
                return Draft.in(folder);
            }
            Path parent = folder.toAbsolutePath().getParent();
            Files.createDirectories(parent);
            return Draft.in(parent);
        } catch (FileSystemException e) {
            throw FileWords.about(folder, e);
        }
    }

    /// Removes what killed processes left in a folder and beside it: drafts, and files of an exchange that was not finished.
    public static void clear(Path folder) throws IOException {
        Draft.removeLeftIn(folder);
        Draft.removeLeftIn(folder.toAbsolutePath().resolve("..").normalize());
        List<String> names = unfinished(folder);
        for (String name : names) {
            FileTree.delete(folder.resolve(name));
        }
        if (!names.isEmpty()) {
            Disk.delete(folder.resolve(UNFINISHED));
        }
    }

    /// Gives a folder that was made in a draft its place: as a whole if nothing is there, else its files one by one.
    ///
    /// @param last the file without which the others are nothing
    public static void place(Path made, Path folder, String last) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Disk.rename(made, folder);
            return;
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(made)) {
            files.map(file -> file.getFileName().toString()).filter(name -> !name.equals(last)).sorted().forEach(names::add);
        }
        names.add(last);
        exchange(made, folder, names, List.of());
    }

    /// Exchanges files of a folder that is there.
    ///
    /// @param made    where the new ones are
    /// @param names   of the new ones, the one without which the others are nothing last
    /// @param earlier names of those that go if no new one has them
    public static void exchange(Path made, Path folder, List<String> names, Collection<String> earlier) throws IOException {
        for (String name : names) {
            removeEmpty(folder.resolve(name));
        }
        Set<String> old = new LinkedHashSet<>(unfinished(folder));
        old.addAll(earlier);
        old.removeAll(names);
        old.remove(UNFINISHED);
        List<String> all = new ArrayList<>(names);
        all.addAll(old);
        AtomicFile.writeToDisk(folder.resolve(UNFINISHED), SAYS + String.join("\n", all) + "\n");
        Disk.delete(folder.resolve(names.getLast()));
        for (String name : old) {
            if (!Files.isDirectory(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                Disk.delete(folder.resolve(name));
            }
        }
        for (String name : names) {
            Disk.rename(made.resolve(name), folder.resolve(name));
        }
        Disk.delete(folder.resolve(UNFINISHED));
    }

    /// An empty folder gives way; of one that is not nobody knows whose it is.
    private static void removeEmpty(Path path) throws IOException {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Disk.delete(path);
            }
        } catch (DirectoryNotEmptyException e) {
            throw new FileSystemException(path.toString(), null, "found a folder that is not empty");
        }
    }

    /// Names of files that an exchange had not finished with; none if none was begun.
    ///
    /// @throws FormatException if the file that says so is not ours
    public static List<String> unfinished(Path folder) throws IOException {
        Path file = folder.resolve(UNFINISHED);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        String text = Files.isRegularFile(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        if (!text.startsWith(SAYS)) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "file of that name", "none, or one that this program left",
                    "another; rename it");
        }
        return text.substring(SAYS.length()).lines().filter(FileName::isPlain).toList();
    }
}
