package lowrankcam.format;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/// What the system said of a file, in words that stand after "found".
public final class FileWords {

    private FileWords() {}

    /// `nothing of that name`, `a folder`, `a file where a folder is needed`, `permission denied`; else the reason that
    /// came with the error.
    public static String of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        if (reason == null) {
            return switch (e) {
                case NoSuchFileException _ -> "nothing of that name";
                case FileAlreadyExistsException _ -> "a file where a folder is needed";
                case NotDirectoryException _ -> "a file where a folder is needed";
                default -> "an unreadable file";
            };
        }
        String lower = reason.toLowerCase(Locale.ROOT);
        return lower.contains("not a directory")
                ? "a file where a folder is needed"
                : lower.contains("is a directory") ? "a folder" : reason;
    }

    /// A file that cannot be read.
    ///
    /// @param item what was to be read, `CSV file`
    public static FormatException unreadable(Path file, String item, IOException e) {
        return e instanceof FormatException format
                ? format
                : new FormatException(file, FormatException.NO_OFFSET, item, "a readable file", of(e));
    }

    /// The path that a text in a file names.
    ///
    /// @param file     that holds the text
    /// @param item     what the text is
    /// @param expected what it is to name
    /// @throws FormatException if no path of this system is written so, as with a NUL in it
    public static Path path(Path file, String item, String expected, String text) throws FormatException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new FormatException(file, FormatException.NO_OFFSET, item, expected, "'" + text + "'");
        }
    }

    /// The same as a whole message: `found a folder`, `permission denied`.
    public static String sentence(FileSystemException e) {
        String words = of(e);
        boolean ours = e.getReason() == null || !words.equals(e.getReason());
        return ours && !(e instanceof AccessDeniedException) ? "found " + words : words;
    }

    /// The whole line of an error: its file, and what the system said of it.
    public static String line(IOException e) {
        return e instanceof FileSystemException system
                ? system.getFile() + ": cannot be used: " + sentence(system)
                : e.getMessage();
    }

    /// The same error about the file that was asked for, where the system names a temporary neighbour of it.
    public static FileSystemException about(Path target, FileSystemException e) {
        String reason =
                e instanceof NoSuchFileException
                        ? "found no folder " + target.toAbsolutePath().getParent()
                        : sentence(e);
        return new FileSystemException(target.toString(), null, reason);
    }
}
