package lowrankcam.cam;

import lowrankcam.tensor.Tensor;

/// Sums over channels, in double, k ascending.
public final class ChannelSum {

    private ChannelSum() {}

    /// `Σ_k w_k M[p,k]`, P values.
    public static double[] weighted(Tensor features, double[] weights) {
        int channels = features.channels();
        double[] map = new double[features.positions()];
        for (int p = 0; p < map.length; p++) {
            double sum = 0;
            for (int k = 0; k < channels; k++) {
                sum = Math.fma(weights[k], (double) features.values()[p * channels + k], sum);
            }
            map[p] = sum;
        }
        return map;
    }

    /// `Σ_p M[p,k]`, K values.
    public static double[] totals(Tensor features) {
        int channels = features.channels();
        double[] totals = new double[channels];
        for (int p = 0; p < features.positions(); p++) {
            for (int k = 0; k < channels; k++) {
                totals[k] += features.values()[p * channels + k];
            }
        }
        return totals;
    }

    /// The map of one channel, P values.
    public static double[] map(Tensor features, int k) {
        double[] map = new double[features.positions()];
        for (int p = 0; p < map.length; p++) {
            map[p] = features.values()[p * features.channels() + k];
        }
        return map;
    }

    /// True for each channel whose map is not zero everywhere.
    public static boolean[] alive(Tensor features) {
        boolean[] alive = new boolean[features.channels()];
        float[] values = features.values();
        for (int i = 0; i < values.length; i++) {
            alive[i % alive.length] |= values[i] != 0;
        }
        return alive;
    }

    /// `exp(s_i) / Σ_j exp(s_j)`, with the largest score subtracted first.
    public static double[] softmax(double[] scores) {
        double max = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            max = Math.max(max, score);
        }
        double[] weights = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            weights[i] = StrictMath.exp(scores[i] - max);
            sum += weights[i];
        }
        for (int i = 0; i < scores.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }
}
