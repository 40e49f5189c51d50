package lowrankcam.weights.hdf5;

import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FormatException;

/// What jhdf reads a file's structure through: no read beyond the file, and all of them together little more than the file, so
/// that structure which repeats itself or leads in circles ends in an error.
final class Storage implements HdfBackingStorage {

    /// What small files and the structure of large ones may take, in bytes.
    private static final long FLOOR = 1 << 20;
    private static final long CEILING = 1 << 26;

    /// Of a read, whatever its length.
    private static final int COST = 64;

    private final ByteSource source;
    private final long begin;
    private final long size;
    private final Superblock superblock;
    private long left;

    Storage(ByteSource source, long begin, long size) throws FormatException {
        this.source = source;
        this.begin = begin;
        this.size = size;
        this.left = FLOOR + Math.min(CEILING, size);
        this.superblock = Superblock.readSuperblock(source.bytes(begin, (int) Math.min(size, 128), "HDF5 superblock"));
    }

    /// Takes from what may be read.
    void charge(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw new HdfException("structure that repeats itself");
        }
    }

    @Override
    public ByteBuffer map(long address, long length) {
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
