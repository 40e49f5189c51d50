package lowrankcam.cam;

import java.util.Arrays;
import java.util.List;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.MaskScorers;
import lowrankcam.model.PassCounter;
import lowrankcam.tensor.Tensor;

/// The rest of the network at the last layer, in double, with what is linear in the features worked out once.
///
/// The global average and the first dense layer (H outputs) are linear, so masks and channels left out change that
/// layer's output in closed form, for heads of any depth. With one dense layer, H = C and these are the logits.
///
/// | features | first dense layer | multiply-adds |
/// |---|---|---|
/// | `M ⊙ a`, one spatial mask for all channels | `b + Zᵀ a / P`, with `Z = M W` (P×H) made once | P·H |
/// | channel k set to zero | `b + W gap - W[k,:] · gap_k` | H |
///
/// Exact in real arithmetic. Sums ascending.
final class PooledHead {

    /// Outputs up to which a sum at a time is faster than a row at a time.
    private static final int FEW = 8;

    private final List<ClassifierHead.Layer> layers;
    private final int positions;
    private final double[] average;
    private final double[] whole;
    private final double[][] projected;

    PooledHead(Tensor features, ClassifierHead head) {
        this.layers = head.layers();
        this.positions = features.positions();
        this.projected = projected(features, layers.getFirst());
        this.average = ChannelSum.totals(features);
        for (int k = 0; k < average.length; k++) {
            average[k] /= positions;
        }
        double[] all = new double[positions];
        Arrays.fill(all, 1);
        this.whole = masked(all);
    }

    /// Z, P×H. Few outputs go one by one; of many, a row at a time.
    private static double[][] projected(Tensor features, ClassifierHead.Layer first) {
        int outputs = first.bias().length;
        float[] weights = first.weights();
        double[][] z = new double[features.positions()][outputs];
        if (outputs <= FEW) {
            for (int h = 0; h < outputs; h++) {
                double[] column = new double[features.channels()];
                for (int k = 0; k < column.length; k++) {
                    column[k] = weights[k * outputs + h];
                }
                double[] sums = MaskScorers.weightedSum(features, column);
                for (int p = 0; p < z.length; p++) {
                    z[p][h] = sums[p];
                }
            }
            return z;
        }
        for (int p = 0; p < z.length; p++) {
            double[] row = z[p];
            for (int k = 0; k < features.channels(); k++) {
                double value = features.values()[p * features.channels() + k];
                for (int h = 0; h < outputs; h++) {
                    row[h] = Math.fma(value, (double) weights[k * outputs + h], row[h]);
                }
            }
        }
        return z;
    }

    /// Z, made once: P·K·H multiply-adds.
    PassCounter.Work projection() {
        long inputs = layers.getFirst().inputs();
        long outputs = layers.getFirst().bias().length;
        return new PassCounter.Work(
                positions * inputs * outputs, 4 * positions * inputs + 4 * inputs * outputs + 8 * positions * outputs);
    }

    /// One mask: P·H multiply-adds for the first layer, then the layers behind it.
    PassCounter.Work maskedPass() {
        long outputs = layers.getFirst().bias().length;
        long later = layers.stream().skip(1).mapToLong(layer -> layer.weights().length).sum();
        return new PassCounter.Work(
                positions * outputs + later, 8 * (positions + positions * outputs + outputs) + 4 * later);
    }

    /// Logits of the features as they are.
    double[] logits() {
        return rest(whole);
    }

    /// Logits of `M ⊙ a`.
    double[] logitsOfMask(double[] mask) {
        return rest(masked(mask));
    }

    /// Logits without one channel.
    double[] logitsWithout(int channel) {
        float[] weights = layers.getFirst().weights();
        double[] first = whole.clone();
        for (int h = 0; h < first.length; h++) {
            first[h] = Math.fma(-average[channel], (double) weights[channel * first.length + h], first[h]);
        }
        return rest(first);
    }

    private double[] masked(double[] mask) {
        float[] bias = layers.getFirst().bias();
        double[] sum = new double[bias.length];
        for (int p = 0; p < mask.length; p++) {
            double factor = mask[p];
            if (factor != 0) {
                double[] row = projected[p];
                for (int h = 0; h < sum.length; h++) {
                    sum[h] = Math.fma(factor, row[h], sum[h]);
                }
            }
        }
        for (int h = 0; h < sum.length; h++) {
            sum[h] = bias[h] + sum[h] / positions;
        }
        return sum;
    }

    /// The dense layers after the first, with ReLU before each.
    private double[] rest(double[] first) {
        double[] x = first;
        for (ClassifierHead.Layer layer : layers.subList(1, layers.size())) {
            double[] y = new double[layer.bias().length];
            for (int o = 0; o < y.length; o++) {
                y[o] = layer.bias()[o];
            }
            for (int i = 0; i < x.length; i++) {
                if (x[i] > 0) {
                    for (int o = 0; o < y.length; o++) {
                        y[o] = Math.fma(x[i], (double) layer.weights()[i * y.length + o], y[o]);
                    }
                }
            }
            x = y;
        }
        return x;
    }
}
