package lowrankcam.format;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a file that was asked for is written: what a link leads to, and not the link.
///
/// @param file where
/// @param way  how
public record WriteTarget(Path file, Way way) {

    private static final int MOST_LINKS = 40;

    /// How a file gets its content.
    public enum Way {
        /// A new file takes the place of the one that is there.
        REPLACE,
        /// What is there is no regular file, or an open one under its name in `/proc`, as `/dev/stdout` is: it is written to.
        APPEND
    }

    /// @throws FileSystemException if a link leads nowhere but to links
    public static WriteTarget of(Path asked) throws IOException {
        Path file = asked.toAbsolutePath();
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            return new WriteTarget(file, Way.APPEND);
        }
        for (int links = 0; Files.isSymbolicLink(file); links++) {
            if (file.startsWith("/proc") || file.startsWith("/dev/fd")) {
                return new WriteTarget(file, Way.APPEND);
            }
            if (links == MOST_LINKS) {
                throw new FileSystemException(asked.toString(), null, "found a link that leads back to itself");
            }
            file = file.resolveSibling(Files.readSymbolicLink(file));
        }
        return new WriteTarget(file, Way.REPLACE);
    }
}
