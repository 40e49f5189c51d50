package lowrankcam.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file open for reading, little-endian, every access checked against its length.
///
/// Bytes are read when they are asked for, and the file is not mapped: one that shrinks meanwhile ends in an error like any
/// other, where a mapped one would end in a fault. Any number of threads may read.
public final class ByteSource implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final long size;

    private ByteSource(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    /// Opens a file.
    ///
    /// @throws FormatException if it is missing, unreadable or no regular file
    public static ByteSource open(Path file) throws FormatException {
        requireRegular(file);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return new ByteSource(file, channel, channel.size());
        } catch (IOException e) {
            throw FileWords.unreadable(file, "file", e);
        }
    }

    /// Refuses a folder, and what reading of may never end; whether there is a file at all shows when it is opened.
    static void requireRegular(Path file) throws FormatException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "file", "a file",
                    Files.isDirectory(file) ? "a folder" : "a pipe or a device");
        }
    }

    public Path file() {
        return file;
    }

    /// Length in bytes when it was opened.
    public long size() {
        return size;
    }

    /// Eight bytes as a little-endian integer.
    public long longAt(long offset, String item) throws FormatException {
        return bytes(offset, Long.BYTES, item).getLong();
    }

    /// `length` bytes, little-endian.
    public ByteBuffer bytes(long offset, int length, String item) throws FormatException {
        check(offset, length, item);
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        read(offset, bytes, item);
        return bytes.flip();
    }

    /// Fills what remains of a buffer.
    ///
    /// @param item what is read, for messages
    /// @throws FormatException if the file ends before
    public void read(long offset, ByteBuffer target, String item) throws FormatException {
        check(offset, target.remaining(), item);
        try {
            for (long at = offset; target.hasRemaining(); ) {
                int count = channel.read(target, at);
                if (count < 0) {
                    throw error(
                            at, item, target.remaining() + " more bytes",
                            "the end of a file that became shorter while it was read");
                }
                at += count;
            }
        } catch (IOException e) {
            throw FileWords.unreadable(file, item, e);
        }
    }

    /// An error at a place in this file.
    public FormatException error(long offset, String item, String expected, String actual) {
        return new FormatException(file, offset, item, expected, actual);
    }

    private void check(long offset, long length, String item) throws FormatException {
        if (offset < 0 || length < 0 || length > size - offset) {
            throw error(offset, item, length + " bytes", Math.max(0, size - offset) + " bytes before the end");
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
