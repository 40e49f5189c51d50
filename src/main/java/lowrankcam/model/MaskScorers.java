package lowrankcam.model;

import lowrankcam.tensor.Tensor;

/// Mask scorers for features that only the global average and the head follow.
public final class MaskScorers {

    private MaskScorers() {}

    /// The closed form for a linear head: `logits = b + CAMᵀ a / P` with `CAM = M · Wᵀ` (P×C) computed once.
    ///
    /// Exact in real arithmetic for any mask `a`, because masking, averaging and the head are all linear.
    /// Sums in double, ascending.
    public static MaskScorer linear(Tensor features, ClassifierHead head, PassCounter passes) {
        double[][] maps = new double[head.classes()][];
        for (int c = 0; c < maps.length; c++) {
            maps[c] = classMap(features, head, c);
        }
        long values = features.values().length;
        passes.count(new PassCounter.Work(maps.length * values, 4 * values + 4L * maps.length * features.channels()));
        PassCounter.Work each =
                new PassCounter.Work((long) maps.length * features.positions(), 8L * (maps.length + 1) * features.positions());
        return mask -> {
            passes.countHead();
            passes.count(each);
            double[] logits = new double[maps.length];
            for (int c = 0; c < maps.length; c++) {
                double sum = 0;
                for (int p = 0; p < mask.length; p++) {
                    sum = Math.fma(mask[p], maps[c][p], sum);
                }
                logits[c] = head.bias(c) + sum / mask.length;
            }
            return logits;
        };
    }

    /// Class map of a linear head: `CAM_c[p] = Σ_k M[p,k] · W[c,k]`, P values, k ascending, in double.
    public static double[] classMap(Tensor features, ClassifierHead head, int c) {
        double[] weights = new double[features.channels()];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = head.weight(c, k);
        }
        return weightedSum(features, weights);
    }

    /// Weighted sum of the channels: `Σ_k M[p,k] · w[k]`, P values, k ascending, in double. Four positions at a time, since
    /// each addition waits for the one before it.
    ///
    /// @param weights w, K values
    public static double[] weightedSum(Tensor features, double[] weights) {
        int channels = features.channels();
        float[] values = features.values();
        double[] map = new double[features.positions()];
        int p = 0;
        for (; p + 4 <= map.length; p += 4) {
            int at = p * channels;
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (int k = 0; k < channels; k++) {
                double weight = weights[k];
                s0 = Math.fma((double) values[at + k], weight, s0);
                s1 = Math.fma((double) values[at + channels + k], weight, s1);
                s2 = Math.fma((double) values[at + 2 * channels + k], weight, s2);
                s3 = Math.fma((double) values[at + 3 * channels + k], weight, s3);
            }
            map[p] = s0;
            map[p + 1] = s1;
            map[p + 2] = s2;
            map[p + 3] = s3;
        }
        for (; p < map.length; p++) {
            for (int k = 0; k < channels; k++) {
                map[p] = Math.fma((double) values[p * channels + k], weights[k], map[p]);
            }
        }
        return map;
    }

    /// Masks, averages and runs the head each time: for heads of several layers, and the check of the closed form.
    public static MaskScorer pooled(Tensor features, ClassifierHead head, PassCounter passes) {
        return mask -> {
            passes.countHead();
            passes.count(new PassCounter.Work(features.values().length, 4L * features.values().length).plus(head.work()));
            return head.scores(maskedAverage(features, mask));
        };
    }

    /// Features with every channel multiplied by one spatial mask; each product is rounded once.
    ///
    /// @param mask P factors, one per position, row-major
    public static Tensor masked(Tensor features, double[] mask) {
        int channels = features.channels();
        float[] values = new float[features.values().length];
        for (int p = 0; p < mask.length; p++) {
            for (int k = 0; k < channels; k++) {
                values[p * channels + k] = (float) (mask[p] * features.values()[p * channels + k]);
            }
        }
        return new Tensor(features.height(), features.width(), channels, values);
    }

    private static float[] maskedAverage(Tensor features, double[] mask) {
        int channels = features.channels();
        double[] sum = new double[channels];
        for (int p = 0; p < mask.length; p++) {
            for (int k = 0; k < channels; k++) {
                sum[k] = Math.fma(mask[p], (double) features.values()[p * channels + k], sum[k]);
            }
        }
        float[] mean = new float[channels];
        for (int k = 0; k < channels; k++) {
            mean[k] = (float) (sum[k] / mask.length);
        }
        return mean;
    }
}
