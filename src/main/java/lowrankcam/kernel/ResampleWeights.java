package lowrankcam.kernel;

/// Resampling along one axis: each output value is a weighted sum of neighbouring input values.
public final class ResampleWeights {

    private final int inputs;
    private final int[] starts;
    private final float[][] weights;

    /// Which outputs are wanted.
    ///
    /// @param outputs all that there would be
    /// @param first   of those wanted
    /// @param count   of those wanted
    public record Part(long outputs, long first, int count) {

        public Part {
            if (first < 0 || count < 1 || first + count > outputs) {
                throw new IllegalArgumentException("resampling to " + count + " values from " + first + " on, of " + outputs);
            }
        }

        static Part whole(int outputs) {
            return new Part(outputs, 0, outputs);
        }
    }

    private ResampleWeights(int inputs, int outputs) {
        if (inputs < 1) {
            throw new IllegalArgumentException("resampling from " + inputs + " to " + outputs);
        }
        this.inputs = inputs;
        this.starts = new int[outputs];
        this.weights = new float[outputs][];
    }

    /// Bilinear with a filter as wide as the shrinking asks for: Pillow's `BILINEAR`.
    ///
    /// A triangle of half-width `max(1, in/out)` around `(d + 0.5) · in/out`, cut at the borders and normalised.
    public static ResampleWeights antialiasedBilinear(int inputs, int outputs) {
        return antialiasedBilinear(inputs, Part.whole(outputs));
    }

    /// As [#antialiasedBilinear(int, int)], for some of the outputs.
    public static ResampleWeights antialiasedBilinear(int inputs, Part part) {
        ResampleWeights result = new ResampleWeights(inputs, part.count());
        double scale = (double) inputs / part.outputs();
        double support = Math.max(1, scale);
        for (int d = 0; d < part.count(); d++) {
            double centre = (part.first() + d + 0.5) * scale;
            int first = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(inputs, (int) (centre + support + 0.5));
            double[] triangle = new double[end - first];
            double sum = 0;
            for (int i = 0; i < triangle.length; i++) {
                triangle[i] = Math.max(0, 1 - Math.abs((first + i - centre + 0.5) / support));
                sum += triangle[i];
            }
            result.starts[d] = first;
            result.weights[d] = new float[triangle.length];
            for (int i = 0; i < triangle.length; i++) {
                result.weights[d][i] = (float) (triangle[i] / sum);
            }
        }
        return result;
    }

    /// Bilinear between the two neighbours, half-pixel centres: `s = max((d + 0.5) · in/out - 0.5, 0)`.
    ///
    /// The rule of `F.interpolate(bilinear, align_corners=False)` and of OpenCV's `INTER_LINEAR`.
    public static ResampleWeights halfPixel(int inputs, int outputs) {
        return halfPixel(inputs, Part.whole(outputs));
    }

    /// As [#halfPixel(int, int)], for some of the outputs.
    public static ResampleWeights halfPixel(int inputs, Part part) {
        ResampleWeights result = new ResampleWeights(inputs, part.count());
        for (int d = 0; d < part.count(); d++) {
            result.between(d, Math.max((part.first() + d + 0.5) * inputs / part.outputs() - 0.5, 0));
        }
        return result;
    }

    /// As [#halfPixel], but mirrored at the centres of the outer values where that goes on with them: `s = |…|`, and
    /// `2 (in - 1) - s` beyond the last one.
    ///
    /// The rule of `skimage.transform.resize(order=1, mode="reflect")`.
    public static ResampleWeights mirrored(int inputs, int outputs) {
        ResampleWeights result = new ResampleWeights(inputs, outputs);
        int last = inputs - 1;
        for (int d = 0; d < outputs; d++) {
            double position = Math.abs((d + 0.5) * inputs / outputs - 0.5);
            result.between(d, last == 0 ? 0 : last - Math.abs(last - position));
        }
        return result;
    }

    /// Bilinear between the two neighbours, first on first and last on last: `s = d · (in - 1)/(out - 1)`.
    public static ResampleWeights alignCorners(int inputs, int outputs) {
        return alignCorners(inputs, Part.whole(outputs));
    }

    /// As [#alignCorners(int, int)], for some of the outputs.
    public static ResampleWeights alignCorners(int inputs, Part part) {
        ResampleWeights result = new ResampleWeights(inputs, part.count());
        for (int d = 0; d < part.count(); d++) {
            long output = part.first() + d;
            result.between(d, part.outputs() == 1 ? 0 : (double) output * (inputs - 1) / (part.outputs() - 1));
        }
        return result;
    }

    private void between(int d, double position) {
        int low = Math.min((int) position, inputs - 1);
        double lambda = position - low;
        starts[d] = low;
        weights[d] =
                low + 1 < inputs && lambda > 0
                        ? new float[] {(float) (1 - lambda), (float) lambda}
                        : new float[] {1f};
    }

    public int inputs() {
        return inputs;
    }

    public int outputs() {
        return starts.length;
    }

    /// The first input that is used.
    int from() {
        return starts[0];
    }

    /// One after the last input that is used.
    int to() {
        int last = starts.length - 1;
        return starts[last] + weights[last].length;
    }

    int start(int d) {
        return starts[d];
    }

    float[] weights(int d) {
        return weights[d];
    }
}
