package lowrankcam.weights.hdf5;

import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FormatException;

/// What jhdf reads a file's structure through: no read beyond the file, none from within too many others, and all of them together little more
/// than the file, so that structure which repeats itself or leads in circles ends in an error, and long before the stack does: a stack that overflows
/// within a read leaves a channel that can never be closed.
final class Storage implements HdfBackingStorage {

    /// What small files and the structure of large ones may take, in bytes.
    private static final long FLOOR = 1 << 20;
    private static final long CEILING = 1 << 26;

    private static final String REPEATED = "structure that repeats itself";

    /// Of a read, whatever its length.
    private static final int COST = 64;

    /// Calls within each other; undamaged files need a few dozen.
    private static final long MOST_FRAMES = 400;

    private final ByteSource source;
    private final long begin;
    private final long size;
    private final Superblock superblock;
    private final long mostFrames;
    private long left;

    Storage(ByteSource source, long begin, long size) throws FormatException {
        this.source = source;
        this.begin = begin;
        this.size = size;
        this.mostFrames = frames(Long.MAX_VALUE) + MOST_FRAMES;
        this.left = FLOOR + Math.min(CEILING, size);
        this.superblock = Superblock.readSuperblock(source.bytes(begin, (int) Math.min(size, 128), "HDF5 superblock"));
    }

    /// Takes from what may be read.
    void charge(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw new HdfException(REPEATED);
        }
    }

    private static long frames(long most) {
        return StackWalker.getInstance().walk(frames -> frames.limit(most).count());
    }

    @Override
    public ByteBuffer map(long address, long length) {
        if (frames(mostFrames) == mostFrames) {
            throw new HdfException(REPEATED);
        }
        if (address < 0 || length < 0 || length > size - address) {
            throw new HdfException(length + " bytes at " + address + " of a file of " + size);
        }
        charge(COST + length);
        try {
            return source.bytes(begin + address, Math.toIntExact(length), "HDF5 structure");
        } catch (FormatException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ByteBuffer readBufferFromAddress(long address, int length) {
        return map(address, length);
    }

    @Override
    public ByteBuffer mapNoOffset(long address, long length) {
        return map(address, length);
    }

    @Override
    public long getUserBlockSize() {
        return 0;
    }

    @Override
    public Superblock getSuperblock() {
        return superblock;
    }

    @Override
    public FileChannel getFileChannel() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getSizeOfOffsets() {
        return superblock.getSizeOfOffsets();
    }

    @Override
    public int getSizeOfLengths() {
        return superblock.getSizeOfLengths();
    }

    @Override
    public void close() {}

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean inMemory() {
        return true;
    }
}
