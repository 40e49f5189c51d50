package lowrankcam.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// NumPy's `.npy` format, version 1.0, little-endian float32, C order.
///
/// @param shape  dimensions
/// @param values row-major values, not copied
public record Npy(List<Integer> shape, float[] values) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    private static final Pattern HEADER =
            Pattern.compile(
                    "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\), ?\\}\\s*");

    /// Writes an array, each value rounded to float32.
    public static void write(Path file, List<Integer> shape, double[] values) throws IOException {
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        write(file, shape, rounded);
    }

    /// Writes an array whole or not at all.
    public static void write(Path file, List<Integer> shape, float[] values) throws IOException {
        if (count(shape) != values.length) {
            throw new IllegalArgumentException("shape " + shape + " for " + values.length + " values");
        }
        String tuple = shape.stream().map(n -> n + ",").collect(Collectors.joining(" "));
        if (shape.size() > 1) {
            tuple = tuple.substring(0, tuple.length() - 1);
        }
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int unpadded = MAGIC.length + 2 + header.length() + 1;
        header += " ".repeat((64 - unpadded % 64) % 64) + "\n";
        ByteBuffer bytes =
                ByteBuffer.allocate(MAGIC.length + 2 + header.length() + 4 * values.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        for (float value : values) {
            bytes.putFloat(value);
        }
        AtomicFile.write(file, bytes.array());
    }

    /// Reads an array that this class or NumPy wrote as float32 in C order.
    public static Npy read(Path file) throws FormatException {
        try (ByteSource source = ByteSource.open(file)) {
            byte[] magic = new byte[MAGIC.length];
            source.bytes(0, magic.length, ".npy magic").get(magic);
            if (!Arrays.equals(magic, MAGIC)) {
                throw source.error(0, ".npy magic", "\\x93NUMPY version 1.0", "other bytes");
            }
            int length = source.bytes(8, 2, ".npy header length").getShort() & 0xFFFF;
            byte[] text = new byte[length];
            source.bytes(10, length, ".npy header").get(text);
            String header = new String(text, StandardCharsets.US_ASCII);
            Matcher matcher = HEADER.matcher(header);
            if (!matcher.matches()) {
                throw source.error(10, ".npy header", "little-endian float32 in C order", header.strip());
            }
            List<Integer> shape =
                    Pattern.compile("[0-9]+").matcher(matcher.group(1)).results()
                            .map(r -> Integer.valueOf(r.group())).toList();
            int count = count(shape);
            if (source.size() != 10L + length + 4L * count) {
                throw source.error(10L + length, ".npy data", 4L * count + " bytes",
                        source.size() - 10 - length + " bytes");
            }
            float[] values = new float[count];
            source.bytes(10L + length, 4 * count, ".npy data").asFloatBuffer().get(values);
            return new Npy(shape, values);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new FormatException(file, 10, ".npy shape", "a size that fits 31 bits", e.getMessage());
        }
    }

    private static int count(List<Integer> shape) {
        int count = 1;
        for (int n : shape) {
            count = Math.multiplyExact(count, n);
        }
        return count;
    }
}
