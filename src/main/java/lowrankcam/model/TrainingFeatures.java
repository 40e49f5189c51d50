package lowrankcam.model;

import java.util.List;
import java.util.Map;
import lowrankcam.format.FormatException;
import lowrankcam.weights.SafetensorsWriter;
import lowrankcam.weights.TensorInfo;
import lowrankcam.weights.TensorSource;

/// Where the pooled features of the images lie that a head was fitted on: their square roots, near a mean and a few directions.
///
/// The distance of an image is the length of what is left of `√f - mean` without its part along the directions. In a head's file:
///
/// | tensor | shape | |
/// |---|---|---|
/// | `features.mean` | K | mean of the square roots |
/// | `features.basis` | R×K | directions, of length 1 and at right angles, in which training images differ most |
/// | `features.limit` | 1 | distance within which 99 % of training images lay when the fit had not seen their patient |
///
/// @param mean  K values
/// @param basis R·K values, one direction after the other
/// @param limit of the distance
public record TrainingFeatures(float[] mean, float[] basis, float limit) {

    private static final String MEAN = "features.mean";
    private static final String BASIS = "features.basis";
    private static final String LIMIT = "features.limit";

    /// How far an image is from the training images.
    ///
    /// @param distance its own
    /// @param limit    within which 99 % of them lie
    public record Distance(double distance, double limit) {

        /// What the scores of an image are flagged with that lies beyond the limit.
        public static final String UNLIKE = "unlike-training-images";

        public boolean isUnlike() {
            return !(distance <= limit);
        }

        /// Names of the flags.
        public List<String> flags() {
            return isUnlike() ? List.of(UNLIKE) : List.of();
        }
    }

    /// True for the names of these tensors.
    public static boolean isTensor(String name) {
        return name.equals(MEAN) || name.equals(BASIS) || name.equals(LIMIT);
    }

    /// Reads them, or null where a head has none.
    ///
    /// @param features K
    /// @throws FormatException if one is missing, has another shape, or holds what is no finite number
    static TrainingFeatures read(TensorSource source, int features) throws FormatException {
        Map<String, TensorInfo> tensors = source.tensors();
        if (tensors.keySet().stream().noneMatch(TrainingFeatures::isTensor)) {
            return null;
        }
        TensorInfo basis = tensors.get(BASIS);
        int directions = basis == null || basis.shape().size() != 2 ? 1 : basis.shape().getFirst();
        return new TrainingFeatures(
                tensor(source, MEAN, List.of(features)), tensor(source, BASIS, List.of(directions, features)),
                tensor(source, LIMIT, List.of(1))[0]);
    }

    private static float[] tensor(TensorSource source, String name, List<Integer> shape) throws FormatException {
        TensorInfo info = source.tensors().get(name);
        if (info == null || !info.shape().equals(shape)) {
            throw error(source, "tensor '" + name + "' shape", shape.toString(), info == null ? "no such tensor" : info.shape().toString());
        }
        float[] values = source.read(name);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw error(source, "tensor '" + name + "' value " + i, "a finite number", String.valueOf(values[i]));
            }
        }
        return values;
    }

    private static FormatException error(TensorSource source, String item, String expected, String found) {
        return new FormatException(source.file(), FormatException.NO_OFFSET, item, expected, found);
    }

    /// Adds them to a head's file.
    public void write(SafetensorsWriter writer) {
        writer.tensor(MEAN, List.of(mean.length), mean);
        writer.tensor(BASIS, List.of(basis.length / mean.length, mean.length), basis);
        writer.tensor(LIMIT, List.of(1), new float[] {limit});
    }

    /// How far pooled features lie from those of the training images. In double, k ascending.
    ///
    /// @param pooled K values; negative ones, which there are none of behind a ReLU, count as 0
    public Distance distance(float[] pooled) {
        double[] left = new double[mean.length];
        double square = 0;
        for (int k = 0; k < left.length; k++) {
            left[k] = Math.sqrt(Math.max(0, pooled[k])) - mean[k];
            square = Math.fma(left[k], left[k], square);
        }
        for (int from = 0; from < basis.length; from += mean.length) {
            double along = 0;
            for (int k = 0; k < left.length; k++) {
                along = Math.fma((double) basis[from + k], left[k], along);
            }
            square -= along * along;
        }
        return new Distance(Math.sqrt(Math.max(0, square)), limit);
    }
}
