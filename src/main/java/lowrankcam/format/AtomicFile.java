package lowrankcam.format;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes files whole or not at all: into a neighbour first, then renamed over the target.
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
        Path target = file.toAbsolutePath();
        Path partial = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (OutputStream out =
                    Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.write(out);
            }
            try {
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (FormatException e) {
            throw e;
        } catch (FileSystemException e) {
            throw FileWords.about(file, e);
        } catch (UncheckedIOException e) {
            throw new FileSystemException(file.toString(), null, e.getCause().getMessage());
        } catch (IOException e) {
            throw new FileSystemException(file.toString(), null, e.getMessage());
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /// Writes text as UTF-8.
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
