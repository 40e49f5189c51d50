package lowrankcam.weights;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FormatException;

/// What a ZIP file lists at its end, ZIP64 too, where the files in it are stored and not compressed.
/// Source: PKWARE, APPNOTE.TXT 6.3.10, 4.3.
final class ZipDirectory {

    private static final int LOCAL = 0x04034B50;
    private static final int CENTRAL = 0x02014B50;
    private static final int END = 0x06054B50;
    private static final int LOCATOR_64 = 0x07064B50;
    private static final int END_64 = 0x06064B50;

    private static final int END_SIZE = 22;
    private static final int LOCATOR_SIZE = 20;
    private static final int ENTRY_SIZE = 46;
    private static final int LOCAL_SIZE = 30;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final long IN_EXTRA = 0xFFFFFFFFL;

    /// A network has some hundreds of tensors.
    private static final int MOST_ENTRIES = 100_000;

    private final ByteSource source;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /// A file in the archive.
    ///
    /// @param plain  true if it is stored and not compressed
    /// @param size   in bytes
    /// @param header offset of its local header
    private record Entry(String name, boolean plain, long size, long header) {}

    /// Bytes of a file in the archive.
    record Range(long begin, long size) {}

    private ZipDirectory(ByteSource source) {
        this.source = source;
    }

    /// @throws FormatException if it is no ZIP file, or a damaged one
    static ZipDirectory read(ByteSource source) throws FormatException {
        ZipDirectory directory = new ZipDirectory(source);
        long end = directory.end();
        ByteBuffer record = source.bytes(end, END_SIZE, "end of the ZIP file");
        long count = record.getShort(10) & 0xFFFF;
        long size = record.getInt(12) & IN_EXTRA;
        long begin = record.getInt(16) & IN_EXTRA;
        long locator = end - LOCATOR_SIZE;
        if (locator >= 0 && source.bytes(locator, LOCATOR_SIZE, "ZIP64 locator").getInt() == LOCATOR_64) {
            long at = source.longAt(locator + 8, "ZIP64 locator");
            ByteBuffer wide = source.bytes(at, 56, "end of the ZIP64 file");
            if (wide.getInt(0) != END_64) {
                throw source.error(at, "end of the ZIP64 file", "its mark PK 6 6", "other bytes");
            }
            count = wide.getLong(32);
            size = wide.getLong(40);
            begin = wide.getLong(48);
        }
        directory.readEntries(count, size, begin);
        return directory;
    }

    /// Offset of the last record, which only a comment follows.
    private long end() throws FormatException {
        int length = (int) Math.min(source.size(), END_SIZE + LONGEST_COMMENT);
        long from = source.size() - length;
        ByteBuffer tail = source.bytes(from, length, "end of the ZIP file");
        for (int at = length - END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == END && (tail.getShort(at + 20) & 0xFFFF) == length - END_SIZE - at) {
                return from + at;
            }
        }
        throw source.error(source.size(), "end of the ZIP file", "its directory", "none: the file is cut off or damaged");
    }

    private void readEntries(long count, long size, long begin) throws FormatException {
        if (count < 0 || count > MOST_ENTRIES || size < count * ENTRY_SIZE || size > Integer.MAX_VALUE) {
            throw source.error(begin, "ZIP directory", "at most " + MOST_ENTRIES + " files",
                    Long.toUnsignedString(count) + " in " + Long.toUnsignedString(size) + " bytes");
        }
        ByteBuffer bytes = source.bytes(begin, (int) size, "ZIP directory");
        int at = 0;
        for (int i = 0; i < count; i++) {
            String item = "ZIP directory entry " + i;
            if (size - at < ENTRY_SIZE || bytes.getInt(at) != CENTRAL) {
                throw source.error(begin + at, item, "its mark PK 1 2", "other bytes");
            }
            int name = bytes.getShort(at + 28) & 0xFFFF;
            int extra = bytes.getShort(at + 30) & 0xFFFF;
            int next = at + ENTRY_SIZE + name + extra + (bytes.getShort(at + 32) & 0xFFFF);
            if (next > size) {
                throw source.error(begin + at, item, "a length within the directory", next - at + " bytes");
            }
            byte[] text = new byte[name];
            bytes.get(at + ENTRY_SIZE, text);
            Entry entry = entry(bytes, at, new String(text, StandardCharsets.UTF_8), extra);
            if (entries.put(entry.name(), entry) != null) {
                throw source.error(begin + at, item, "another name than before", entry.name());
            }
            at = next;
        }
    }

    private static Entry entry(ByteBuffer bytes, int at, String name, int extra) {
        long[] wide = {bytes.getInt(at + 24) & IN_EXTRA, bytes.getInt(at + 20) & IN_EXTRA, bytes.getInt(at + 42) & IN_EXTRA};
        int from = at + ENTRY_SIZE + (bytes.getShort(at + 28) & 0xFFFF);
        int end = from + extra;
        while (end - from >= 4) {
            int length = bytes.getShort(from + 2) & 0xFFFF;
            int value = from + 4;
            from = value + length;
            if (bytes.getShort(value - 4) != 1 || from > end) {
                continue;
            }
            for (int i = 0; i < wide.length; i++) {
                if (wide[i] == IN_EXTRA && from - value >= Long.BYTES) {
                    wide[i] = bytes.getLong(value);
                    value += Long.BYTES;
                }
            }
        }
        boolean encrypted = (bytes.getShort(at + 8) & 1) != 0;
        boolean plain = bytes.getShort(at + 10) == 0 && !encrypted && wide[0] == wide[1];
        return new Entry(name, plain, wide[0], wide[2]);
    }

    Iterable<String> names() {
        return entries.keySet();
    }

    boolean contains(String name) {
        return entries.containsKey(name);
    }

    /// Where the bytes of a file in the archive lie.
    ///
    /// @throws FormatException if there is none of that name, if it is compressed, or beyond the end
    Range range(String name) throws FormatException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw source.error(FormatException.NO_OFFSET, "file in the archive", name, "none of that name");
        }
        if (!entry.plain()) {
            throw source.error(entry.header(), name, "stored bytes", "compressed or encrypted ones: unpack it and save it again");
        }
        ByteBuffer local = source.bytes(entry.header(), LOCAL_SIZE, name);
        if (local.getInt(0) != LOCAL) {
            throw source.error(entry.header(), name, "the mark PK 3 4 of a file", "other bytes");
        }
        long begin = entry.header() + LOCAL_SIZE + (local.getShort(26) & 0xFFFF) + (local.getShort(28) & 0xFFFF);
        if (entry.size() < 0 || begin > source.size() || entry.size() > source.size() - begin) {
            throw source.error(begin, name, Long.toUnsignedString(entry.size()) + " bytes",
                    Math.max(0, source.size() - begin) + " bytes before the end");
        }
        return new Range(begin, entry.size());
    }
}
