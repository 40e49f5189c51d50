package lowrankcam.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A hidden folder in which files are made before they get their places: `.lowrank-cam-` and sixteen digits.
///
/// It holds a file that its process keeps locked. A draft that nobody has locked was left by a process that was killed, on
/// this machine or in a container that shares the disk, and is removed when the next draft is made in the same folder. Where
/// the disk knows no locks, drafts that were left stay.
public final class Draft implements AutoCloseable {

    private static final String MARK = ".lowrank-cam-";
    private static final Pattern NAME = Pattern.compile(Pattern.quote(MARK) + "[0-9a-f]{16}");
    private static final String LOCK = "lock";

    /// Those of this process. Closing any descriptor of a file gives up the process's lock on it, so none of these is
    /// opened again.
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path place;
    private final FileChannel lock;

    private Draft(Path place, FileChannel lock) {
        this.place = place;
        this.lock = lock;
    }

    /// Makes a draft in a folder, which is there, and removes those that were left in it.
    public static Draft in(Path folder) throws IOException {
        removeLeftIn(folder);
        Path parent = folder.toRealPath();
        while (true) {
            Path place = parent.resolve(MARK + HexFormat.of().toHexDigits(System.nanoTime()));
            OPEN.add(place);
            FileChannel lock = null;
            try {
                Disk.createFolder(place);
                lock = lock(place);
            } catch (FileAlreadyExistsException e) {
                continue; // somebody else's: the next nanosecond has another name
            } finally {
                if (lock == null) {
                    OPEN.remove(place);
                }
            }
            if (lock != null) {
                return new Draft(place, lock);
            }
        }
    }

    /// Null if another process took the new folder for one that was left, in the moment before it was locked.
    private static FileChannel lock(Path place) throws IOException {
        FileChannel channel;
        try {
            channel = Disk.open(place.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return null;
        }
        try {
            if (isLocked(channel) && Files.exists(place.resolve(LOCK))) {
                return channel;
            }
        } catch (IOException e) {
            return channel; // no locks here: nobody else gets one either
        }
        channel.close();
        return null;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /// Removes what killed processes left in a folder, as far as it may be read and changed.
    public static void removeLeftIn(Path folder) {
        for (Path place : drafts(folder)) {
            try {
                removeIfLeft(place);
            } catch (IOException e) {
                // Somebody else's, or gone meanwhile.
                continue;
            }
        }
    }

    private static List<Path> drafts(Path folder) {
        try (Stream<Path> files = Files.list(folder.toRealPath())) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .filter(file -> !OPEN.contains(file) && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static void removeIfLeft(Path place) throws IOException {
        Path file = place.resolve(LOCK);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Disk.delete(place); // killed before it was locked or after all was deleted: it is empty
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            try (FileChannel lock = Disk.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                if (isLocked(lock)) {
                    delete(place);
                }
            }
        }
    }

    /// The lock goes last: what has none is empty.
    private static void delete(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.filter(file -> !file.endsWith(LOCK)).toList()) {
                FileTree.delete(file);
            }
        }
        Disk.delete(place.resolve(LOCK));
        Disk.delete(place);
    }

    /// Whether a file lies in a draft of this process, where nobody sees it before it is complete.
    static boolean holds(Path file) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
            if (OPEN.contains(folder)) {
                return true;
            }
        }
        return false;
    }

    /// The folder itself.
    public Path place() {
        return place;
    }

    /// Where to make the file or folder of that name.
    public Path file(String name) {
        return place.resolve(name);
    }

    /// Removes the draft with all that is still in it.
    @Override
    public void close() throws IOException {
        if (OPEN.contains(place)) {
            try {
                delete(place);
            } finally {
                OPEN.remove(place);
                lock.close();
            }
        }
    }
}
