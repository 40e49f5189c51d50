package lowrankcam.kernel;

/// Separable resampling of an image: columns first, then rows.
///
/// | array  | shape | order | access |
/// |--------|-------|-------|--------|
/// | source | H×W×C   | row-major | read |
/// | target | H'×W'×C | row-major | every value written once |
///
/// **Sum order:** from zero, source index ascending, one fused multiply-add a step, in each of the two passes. Same
/// bits from all implementations; `ResampleParityTest` holds them to it.
public sealed interface Resample permits ScalarResample, VectorResample {

    /// @param source   H×W×C
    /// @param height   H
    /// @param width    W
    /// @param channels C
    /// @param rows     from H to H'
    /// @param columns  from W to W'
    /// @param target   H'×W'×C
    /// @throws IllegalArgumentException if the lengths do not fit together
    void resample(
            float[] source, int height, int width, int channels,
            ResampleWeights rows, ResampleWeights columns, float[] target);

    /// The plain loops.
    static Resample scalar() {
        return new ScalarResample();
    }

    /// The Vector API.
    static Resample vector() {
        return new VectorResample();
    }

    /// Columns pass, common to both: H×W×C to H×W'×C, of the source's rows that `rows` uses only.
    ///
    /// @throws IllegalArgumentException if the lengths do not fit together
    static float[] columns(
            float[] source, int height, int width, int channels,
            ResampleWeights rows, ResampleWeights columns, float[] target) {
        if (source.length != (long) height * width * channels || rows.inputs() != height
                || columns.inputs() != width
                || target.length != (long) rows.outputs() * columns.outputs() * channels) {
            throw new IllegalArgumentException(
                    "resampling " + height + "x" + width + "x" + channels + " (" + source.length
                            + " values) by weights from " + rows.inputs() + "x" + columns.inputs() + " to " + rows.outputs() + "x"
                            + columns.outputs() + " into " + target.length + " values");
        }
        int first = rows.from();
        float[] middle = new float[Math.toIntExact((long) (rows.to() - first) * columns.outputs() * channels)];
        for (int y = first; y < rows.to(); y++) {
            for (int d = 0; d < columns.outputs(); d++) {
                int from = (y * width + columns.start(d)) * channels;
                float[] weights = columns.weights(d);
                for (int c = 0; c < channels; c++) {
                    float sum = 0;
                    for (int i = 0; i < weights.length; i++) {
                        sum = Math.fma(weights[i], source[from + i * channels + c], sum);
                    }
                    middle[((y - first) * columns.outputs() + d) * channels + c] = sum;
                }
            }
        }
        return middle;
    }
}
