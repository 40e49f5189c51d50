package lowrankcam.cam.featuremask;

import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.HeadPasses;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// Recipro-CAM: the score of each position's features alone.
///
/// Paper: S.-Y. Byun, W. Lee, "ReciproCAM: Lightweight Gradient-free Class Activation Map for Post-hoc
/// Explanations", CVPR Workshops 2024, arXiv 2209.14074. `L[p] = f(M^(p))`, where `M^(p)` keeps row p of the
/// features, all channels, and is zero elsewhere.
///
/// | variant | features kept | score |
/// |---|---|---|
/// | `softmax` | the position | probability, as in the authors' code |
/// | `logit` | the position | logit: at the last layer with one dense layer `CAM_c[p] / P + b_c` |
/// | `gaussian` | the position's features spread over its neighbours, `[1 2 1] ⊗ [1 2 1] / 16` | probability |
///
/// The Gaussian spreads the *centre's* features, as the authors' code does; it does not show the neighbours' own.
/// What falls off the grid is lost. No ReLU. Passes: one network pass and one head pass for each position.
///
/// @param spread what a position keeps
/// @param score  what is taken of a pass
public record ReciproCam(Spread spread, Target.Score score) implements CamMethod {

    public static final MethodInfo INFO =
            new MethodInfo(
                    "reciprocam", "Recipro-CAM", "Byun & Lee, CVPR Workshops 2024", Group.FEATURE_MASKS,
                    "1 network + P head (64 at Mixed_7c)", MethodInfo.ANYWHERE, List.of(),
                    List.of(
                            MethodInfo.variant(
                                    "softmax", "one position at a time, probability",
                                    new ReciproCam(Spread.NONE, Target.Score.PROBABILITY)),
                            MethodInfo.variant(
                                    "logit", "one position at a time, logit",
                                    new ReciproCam(Spread.NONE, Target.Score.LOGIT)),
                            MethodInfo.variant(
                                    "gaussian", "each position spread over 3x3, probability",
                                    new ReciproCam(Spread.GAUSSIAN, Target.Score.PROBABILITY))));

    private static final double[] KERNEL = {0.25, 0.5, 0.25};

    /// What a position keeps.
    public enum Spread {
        /// Its features.
        NONE,
        /// Its features, spread over its neighbours.
        GAUSSIAN
    }

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.features();
        HeadPasses passes = new HeadPasses(input, logits -> input.score(logits, score));
        double[] map =
                input.atLastLayer()
                        // Only the average follows: it matters how much is left, not where.
                        ? passes.ofMasks(features.positions(), p -> single(features, p))
                        : passes.ofFeatures(features.positions(), p -> alone(features, p));
        return new CamMap(features, map).choice("relu", "none");
    }

    private double[] single(Tensor features, int p) {
        double left = 0;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                left += neighbour(features, p, dy, dx) < 0 ? 0 : factor(dy, dx);
            }
        }
        double[] mask = new double[features.positions()];
        mask[p] = left;
        return mask;
    }

    private Tensor alone(Tensor features, int p) {
        int channels = features.channels();
        float[] values = new float[features.values().length];
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int to = neighbour(features, p, dy, dx);
                double factor = factor(dy, dx);
                for (int k = 0; k < channels && to >= 0 && factor != 0; k++) {
                    values[to * channels + k] = (float) (factor * features.values()[p * channels + k]);
                }
            }
        }
        return new Tensor(features.height(), features.width(), channels, values);
    }

    /// Position beside p, or -1 outside of the grid.
    private static int neighbour(Tensor features, int p, int dy, int dx) {
        int y = p / features.width() + dy;
        int x = p % features.width() + dx;
        return y < 0 || x < 0 || y >= features.height() || x >= features.width() ? -1 : y * features.width() + x;
    }

    private double factor(int dy, int dx) {
        return switch (spread) {
            case NONE -> dy == 0 && dx == 0 ? 1 : 0;
            case GAUSSIAN -> KERNEL[dy + 1] * KERNEL[dx + 1];
        };
    }
}
