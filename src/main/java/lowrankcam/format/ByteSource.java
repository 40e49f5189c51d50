package lowrankcam.format;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file mapped for reading, little-endian, every access checked against its length.
///
/// The file is not held on the heap; pages come in as they are read. Close it when the last value has been copied.
public final class ByteSource implements AutoCloseable {

    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path file;
    private final Arena arena;
    private final MemorySegment bytes;

    private ByteSource(Path file, Arena arena, MemorySegment bytes) {
        this.file = file;
        this.arena = arena;
        this.bytes = bytes;
    }

    /// Maps a file.
    ///
    /// @throws FormatException if it is missing, a folder or unreadable
    public static ByteSource open(Path file) throws FormatException {
        if (!Files.exists(file)) {
            throw new FormatException(file, FormatException.NO_OFFSET, "file", "a file", "nothing of that name");
        }
        if (Files.isDirectory(file)) {
            throw new FormatException(file, FormatException.NO_OFFSET, "file", "a file", "a folder");
        }
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new ByteSource(file, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException e) {
            arena.close();
            throw new FormatException(
                    file, FormatException.NO_OFFSET, "file", "a readable file", String.valueOf(e.getMessage()));
        }
    }

    public Path file() {
        return file;
    }

    /// Length in bytes.
    public long size() {
        return bytes.byteSize();
    }

    /// Eight bytes as a little-endian integer.
    public long longAt(long offset, String item) throws FormatException {
        check(offset, Long.BYTES, item);
        return bytes.get(LONG, offset);
    }

    /// A view of `length` bytes, little-endian.
    public ByteBuffer slice(long offset, int length, String item) throws FormatException {
        check(offset, length, item);
        return bytes.asSlice(offset, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// An error at a place in this file.
    public FormatException error(long offset, String item, String expected, String actual) {
        return new FormatException(file, offset, item, expected, actual);
    }

    private void check(long offset, long length, String item) throws FormatException {
        if (offset < 0 || length < 0 || length > size() - offset) {
            throw error(offset, item, length + " bytes", Math.max(0, size() - offset) + " bytes before the end");
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
