package lowrankcam.tensor;

/// Values with a shape: height × width × channels, channels last, row-major in one flat array.
///
/// The array is not copied. Whoever creates a tensor writes it before handing it on; afterwards nobody does.
public final class Tensor {

    private final int height;
    private final int width;
    private final int channels;
    private final float[] values;

    /// @param values H×W×C floats, owned by the tensor from now on
    /// @throws IllegalArgumentException if the length is not height · width · channels
    public Tensor(int height, int width, int channels, float[] values) {
        if (height < 1 || width < 1 || channels < 1
                || (long) height * width * channels != values.length) {
            throw new IllegalArgumentException(
                    "tensor " + height + "x" + width + "x" + channels + " given " + values.length + " values");
        }
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.values = values;
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    public int channels() {
        return channels;
    }

    /// Number of spatial positions, P = height · width.
    public int positions() {
        return height * width;
    }

    /// The storage itself, H×W×C; to be read only.
    public float[] values() {
        return values;
    }

    public float get(int y, int x, int channel) {
        return values[(y * width + x) * channels + channel];
    }

    /// Flat index of the first value that is NaN or infinite, or -1.
    public int firstNonFinite() {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return "Tensor " + height + "x" + width + "x" + channels;
    }
}
