package lowrankcam.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Sha256;

/// Values that a certificate vouches for.
///
/// @param name   what they are
/// @param width  bytes of a value: 4 for floats, 8 for doubles
/// @param count  how many there are
/// @param sha256 of all, little-endian; every NaN is the same NaN
/// @param bits   hexadecimal bits of those at [#place]: of all up to [#ALL], of [#SAMPLES] beyond
public record Stage(String name, int width, int count, String sha256, String bits) {

    /// Up to so many values all are kept.
    static final int ALL = 4096;

    /// Of more values so many are kept.
    static final int SAMPLES = 256;

    private static final HexFormat HEX = HexFormat.of();
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    static Stage of(String name, float[] values) {
        return of(name, 4, values.length, (buffer, i) -> buffer.putInt(Float.floatToIntBits(values[i])),
                i -> HEX.toHexDigits(Float.floatToIntBits(values[i])));
    }

    static Stage of(String name, double[] values) {
        return of(name, 8, values.length, (buffer, i) -> buffer.putLong(Double.doubleToLongBits(values[i])),
                i -> HEX.toHexDigits(Double.doubleToLongBits(values[i])));
    }

    private interface Put {
        void put(ByteBuffer buffer, int index);
    }

    private interface Bits {
        String at(int index);
    }

    private static Stage of(String name, int width, int count, Put put, Bits bits) {
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < kept(count); i++) {
            kept.append(bits.at(place(i, count)));
        }
        return new Stage(name, width, count, sha256(out -> {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                if (buffer.remaining() < width) {
                    out.write(buffer.array(), 0, buffer.position());
                    buffer.clear();
                }
                put.put(buffer, i);
            }
            out.write(buffer.array(), 0, buffer.position());
        }), kept.toString());
    }

    private static String sha256(AtomicFile.Content content) {
        try {
            return Sha256.of(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int kept(int count) {
        return count <= ALL ? count : SAMPLES;
    }

    /// Where kept value i lies: of few itself, else `⌊frac(i · φ) · count⌋` with the golden ratio φ, which meets all channels.
    static int place(int i, int count) {
        return count <= ALL ? i : (int) Math.unsignedMultiplyHigh(i * GOLDEN, count);
    }

    /// How far another's kept values are from these.
    ///
    /// @param differ how many of the kept values differ
    /// @param kept   how many were looked at
    /// @param ulps   largest distance in units in the last place; -1 if one of the two is no number or the counts differ
    public record Distance(int differ, int kept, long ulps) {}

    Distance to(Stage other) {
        int kept = kept(count);
        if (other.count != count || other.width != width) {
            return new Distance(kept, kept, -1);
        }
        int differ = 0;
        long most = 0;
        for (int i = 0; i < kept; i++) {
            long mine = order(i);
            long theirs = other.order(i);
            if (mine != theirs) {
                differ++;
                boolean number = isNumber(i) && other.isNumber(i);
                long far = Math.abs(mine - theirs);
                most = most < 0 || !number || far < 0 ? -1 : Math.max(most, far);
            }
        }
        return new Distance(differ, kept, most);
    }

    private long raw(int i) {
        return Long.parseUnsignedLong(bits, i * 2 * width, (i + 1) * 2 * width, 16);
    }

    private boolean isNumber(int i) {
        return width == 4 ? Float.isFinite(Float.intBitsToFloat((int) raw(i))) : Double.isFinite(Double.longBitsToDouble(raw(i)));
    }

    /// A number that grows by one from each value to the next larger one; zero and negative zero are neighbours.
    private long order(int i) {
        long raw = width == 4 ? (int) raw(i) : raw(i);
        return raw >= 0 ? raw : (width == 4 ? Integer.MIN_VALUE : Long.MIN_VALUE) - raw - 1;
    }
}
