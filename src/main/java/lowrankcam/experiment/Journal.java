package lowrankcam.experiment;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.CRC32;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;

/// Finished work, one line for each record, on disk before the next record begins.
///
/// A line is the CRC-32 of the record in 8 hexadecimal digits, a blank, the record as JSON on one line, a line feed.
/// A process that is killed while it writes leaves at most one torn line at the end: [#recover] notices it by its CRC or
/// its missing line feed and cuts it off. A bad line with a good one after it is no torn end but damage, and an error.
public final class Journal implements AutoCloseable {

    private static final int CRC_DIGITS = 8;

    /// Beyond any content: the lock keeps other writers out, not readers.
    private static final long LOCKED = Long.MAX_VALUE - 1;

    private final Path file;
    private final FileChannel channel;

    /// Receives records in the order in which they were written.
    public interface Visitor {
        void accept(JsonNode record) throws FormatException;
    }

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Opens for writing, and creates the file if there is none. Call [#recover] before [#append].
    ///
    /// @throws FileSystemException if another process, or another run in this one, has it open
    public static Journal open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock(LOCKED, 1, false) == null) {
                throw new OverlappingFileLockException();
            }
            return new Journal(file, channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new FileSystemException(file.toString(), null, "another process is writing this run");
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// Reads what is there, cuts off a torn end, and makes ready to append.
    ///
    /// @return bytes that were cut off
    /// @throws FormatException if a line before the last good one is damaged
    public long recover(Visitor found) throws IOException {
        long good = read(file, found);
        long torn = channel.size() - good;
        if (torn > 0) {
            channel.truncate(good);
            channel.force(true);
        }
        channel.position(good);
        return torn;
    }

    /// Reads without changing anything; a torn end is passed over.
    ///
    /// @return length of the file without a torn end
    public static long read(Path file, Visitor found) throws IOException {
        long good = 0;
        long bad = -1;
        long offset = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (byte[] line = line(in); line.length > 0; line = line(in)) {
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
        }
        return good;
    }

    /// The next line with its line feed, if it has one; nothing at the end.
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
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
        byte[] json = Json.compact(record);
        byte[] crc = crc(json).getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer line = ByteBuffer.allocate(crc.length + json.length + 2);
        line.put(crc).put((byte) ' ').put(json).put((byte) '\n').flip();
        while (line.hasRemaining()) {
            channel.write(line);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
