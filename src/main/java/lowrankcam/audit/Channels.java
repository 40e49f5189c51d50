package lowrankcam.audit;

import java.util.Arrays;
import lowrankcam.tensor.Tensor;

/// Features of which only some channels are looked at, so that methods with a pass for each take seconds.
final class Channels {

    private Channels() {}

    /// A tensor of these channels alone, in this order.
    static Tensor only(Tensor features, double[] channels) {
        float[] values = new float[features.positions() * channels.length];
        for (int i = 0; i < values.length; i++) {
            int from = i / channels.length * features.channels() + (int) channels[i % channels.length];
            values[i] = features.values()[from];
        }
        return new Tensor(features.height(), features.width(), channels.length, values);
    }

    /// The same tensor with all other channels zero, so dead.
    static Tensor zeroedBut(Tensor features, double[] channels) {
        float[] values = features.values().clone();
        boolean[] kept = new boolean[features.channels()];
        Arrays.stream(channels).forEach(k -> kept[(int) k] = true);
        for (int i = 0; i < values.length; i++) {
            values[i] = kept[i % kept.length] ? values[i] : 0;
        }
        return new Tensor(features.height(), features.width(), features.channels(), values);
    }
}
