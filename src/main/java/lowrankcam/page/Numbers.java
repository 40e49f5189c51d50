package lowrankcam.page;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/// Many numbers as a text that scripts read back bit for bit: little-endian, base64.
public final class Numbers {

    private Numbers() {}

    /// Eight bytes each.
    public static String doubles(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /// Four bytes each, rounded as `.npy` files are.
    public static String floats(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putFloat((float) value);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    public static String bytes(byte[] values) {
        return Base64.getEncoder().encodeToString(values);
    }
}
