package lowrankcam.evaluation;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import lowrankcam.format.Disk;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;

/// Finished work, one line for each record, on disk before the next record begins.
///
/// A line is the CRC-32 of the record in 8 hexadecimal digits, a blank, the record as JSON on one line, a line feed.
/// A process that is killed while it writes leaves at most one torn line at the end: [#recover] notices it by its CRC or
/// its missing line feed and cuts it off. A bad line with a good one after it is no torn end but damage, and an error.
///
/// One writer at a time, by a lock on the file. On POSIX systems such a lock is the process's, and closing any of its
/// descriptors of the file gives it up. So a journal that is open for writing is read through its own channel, and a
/// second writer of the same process is refused before it opens the file.
public final class Journal implements AutoCloseable {

    private static final int CRC_DIGITS = 8;

    /// Far more than any record has; longer lines would fill the heap.
    private static final int LONGEST_LINE = 1 << 20;

    /// Beyond any content: the lock keeps other writers out, not readers.
    private static final long LOCKED = Long.MAX_VALUE - 1;

    /// Journals that this process has open for writing, by the real path of the file.
    private static final Map<Path, Journal> OPEN = new ConcurrentHashMap<>();

    private final Path file;
    private final Path key;
    private FileChannel channel;

    /// Receives records in the order in which they were written.
    public interface Visitor {
        void accept(JsonNode record) throws FormatException;
    }

    private Journal(Path file, Path key) {
        this.file = file;
        this.key = key;
    }

    /// Opens for writing, and creates the file if there is none. Call [#recover] before [#append].
    ///
    /// @throws FileSystemException if another process, or another run in this one, has it open
    public static Journal open(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        Journal journal = new Journal(file, file.toRealPath());
        synchronized (journal) {
            if (OPEN.putIfAbsent(journal.key, journal) != null) {
                throw occupied(file);
            }
            try {
                journal.channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                if (journal.channel.tryLock(LOCKED, 1, false) == null) {
                    throw occupied(file);
                }
                return journal;
            } catch (OverlappingFileLockException e) {
                journal.close();
                throw occupied(file);
            } catch (IOException e) {
                journal.close();
                throw e;
            }
        }
    }

    private static FileSystemException occupied(Path file) {
        return new FileSystemException(file.toString(), null, "another process is writing this run");
    }

    /// Reads what is there, cuts off a torn end, and makes ready to append.
    ///
    /// @return bytes that were cut off
    /// @throws FormatException if a line before the last good one is damaged
    public synchronized long recover(Visitor found) throws IOException {
        channel.position(0);
        long good = read(file, Channels.newInputStream(channel), found);
        long torn = channel.size() - good;
        if (torn > 0) {
            channel.truncate(good);
            Disk.force(channel, file);
        }
        channel.position(good);
        return torn;
    }

    /// Reads without changing anything; a torn end is passed over.
    ///
    /// @return length of the file without a torn end
    public static long read(Path file, Visitor found) throws IOException {
        Journal here = OPEN.get(file.toRealPath());
        return here == null ? readClosed(file, found) : here.readAgain(found);
    }

    private static long readClosed(Path file, Visitor found) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file, in, found);
        }
    }

    private synchronized long readAgain(Visitor found) throws IOException {
        if (channel == null || !channel.isOpen()) {
            return readClosed(file, found);
        }
        long position = channel.position();
        try {
            channel.position(0);
            return read(file, Channels.newInputStream(channel), found);
        } finally {
            channel.position(position);
        }
    }

    private static long read(Path file, InputStream bytes, Visitor found) throws IOException {
        long good = 0;
        long bad = -1;
        long offset = 0;
        InputStream in = new BufferedInputStream(bytes, 1 << 16);
        for (byte[] line = line(file, 0, in); line.length > 0; line = line(file, offset, in)) {
            JsonNode record = record(file, offset, line);
            if (record == null) {
                bad = bad < 0 ? offset : bad;
            } else if (bad >= 0) {
                throw new FormatException(
                        file, bad, "journal line", "a record with its CRC-32", "a damaged one before good ones");
            } else {
                found.accept(record);
                good = offset + line.length;
            }
            offset += line.length;
        }
        return good;
    }

    /// The next line with its line feed, if it has one; nothing at the end.
    private static byte[] line(Path file, long offset, InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (line.size() > LONGEST_LINE) {
                throw new FormatException(
                        file, offset, "journal line", "at most " + LONGEST_LINE + " bytes", "more");
            }
            if (b == '\n') {
                break;
            }
        }
        return line.toByteArray();
    }

    /// The record of a line, or null if the line is torn or damaged.
    private static JsonNode record(Path file, long offset, byte[] line) throws FormatException {
        int length = line.length - CRC_DIGITS - 2;
        if (length < 0 || line[line.length - 1] != '\n' || line[CRC_DIGITS] != ' ') {
            return null;
        }
        byte[] json = new byte[length];
        System.arraycopy(line, CRC_DIGITS + 1, json, 0, length);
        String found = new String(line, 0, CRC_DIGITS, StandardCharsets.ISO_8859_1);
        return found.equals(crc(json)) ? Json.parse(file, offset + CRC_DIGITS + 1, json) : null;
    }

    private static String crc(byte[] json) {
        CRC32 crc = new CRC32();
        crc.update(json);
        return HexFormat.of().toHexDigits(crc.getValue(), CRC_DIGITS);
    }

    /// Writes a record and returns when it is on disk.
    public void append(JsonNode record) throws IOException {
        write(record);
        force();
    }

    /// Writes a record that is on disk after the next [#force] only.
    public synchronized void write(JsonNode record) throws IOException {
        byte[] json = Json.compact(record);
        byte[] crc = crc(json).getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer line = ByteBuffer.allocate(crc.length + json.length + 2);
        line.put(crc).put((byte) ' ').put(json).put((byte) '\n').flip();
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    /// Returns when all records are on disk.
    public synchronized void force() throws IOException {
        Disk.force(channel, file);
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            OPEN.remove(key, this);
        }
    }
}
