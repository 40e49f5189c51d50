package lowrankcam.format;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes files whole or not at all: in a draft beside the target first, then renamed over it.
///
/// A link is followed, and what it leads to is replaced. What is no regular file, a device or a pipe, is written to. In a draft,
/// where nobody looks before it is complete, a file is written at once.
public final class AtomicFile {

    private AtomicFile() {}

    /// What goes into a file.
    @FunctionalInterface
    public interface Content {
        /// Writes it all; the stream is closed by the caller.
        void write(OutputStream out) throws IOException;
    }

    /// Writes text, piece by piece.
    @FunctionalInterface
    public interface Text {
        void writeTo(Writer out) throws IOException;
    }

    /// Writes bytes; an existing file stays as it was until the new one is complete.
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, out -> out.write(bytes));
    }

    /// Writes text as UTF-8 that is never in memory as a whole.
    public static void writeText(Path file, Text text) throws IOException {
        write(file, out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
            text.writeTo(writer);
            writer.flush();
        });
    }

    /// Writes content as it comes; an existing file stays as it was until the new one is complete, and if the content
    /// ends with an error.
    public static void write(Path file, Content content) throws IOException {
        write(file, content, _ -> {});
    }

    /// Writes text as UTF-8.
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes text as UTF-8, which is on disk before it takes the place of what is there.
    public static void writeToDisk(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)), Disk::force);
    }

    /// What is done with a complete file before it gets its place.
    @FunctionalInterface
    private interface Complete {
        void accept(Path file) throws IOException;
    }

    private static void write(Path file, Content content, Complete complete) throws IOException {
        try {
            WriteTarget target = WriteTarget.of(file);
            if (target.way() == WriteTarget.Way.APPEND) {
                stream(target.file(), content, StandardOpenOption.APPEND);
            } else if (Draft.holds(target.file())) {
                stream(target.file(), content);
                complete.accept(target.file());
            } else {
                replace(target.file(), content, complete);
            }
        } catch (FormatException e) {
            throw e;
        } catch (FileSystemException e) {
            throw FileWords.about(file, e);
        } catch (UncheckedIOException e) {
            throw new FileSystemException(file.toString(), null, e.getCause().getMessage());
        } catch (IOException e) {
            throw new FileSystemException(file.toString(), null, e.getMessage());
        }
    }

    private static void stream(Path file, Content content, OpenOption... options) throws IOException {
        try (OutputStream out = Disk.write(file, options)) {
            content.write(out);
        }
    }

    private static void replace(Path target, Content content, Complete complete) throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "Is a directory");
        }
        try (Draft draft = Draft.in(target.getParent())) {
            Path made = draft.file("new");
            stream(made, content);
            complete.accept(made);
            Disk.rename(made, target);
        }
    }
}
