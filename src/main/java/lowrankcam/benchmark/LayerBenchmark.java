package lowrankcam.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import lowrankcam.kernel.VectorPeak;
import lowrankcam.kernel.Workers;
import lowrankcam.nn.CompiledNetwork;
import lowrankcam.nn.Layer;
import lowrankcam.nn.Network;
import lowrankcam.nn.PlannedLayer;
import lowrankcam.nn.Session;
import lowrankcam.tensor.Tensor;

/// Times the layers of a pass one by one on one thread and, before each pass, what the core can do at most.
///
/// @param body  with vector kernels
/// @param image preprocessed
/// @param plan  how often
record LayerBenchmark(CompiledNetwork body, Tensor image, BenchPlan plan) {

    /// Of the loop of the peak: about a millisecond.
    private static final int PEAK_CALLS = 200;

    private static final String POOLS = "pools";

    /// Times of one pass.
    private static final class Laps implements IntConsumer {

        private final double[] millis;
        private long last;

        Laps(int layers) {
            millis = new double[layers];
        }

        @Override
        public void accept(int next) {
            long now = System.nanoTime();
            if (next > 0) {
                millis[next - 1] = (now - last) / 1e6;
            }
            last = now;
        }

        double sum(List<Integer> layers) {
            return layers.stream().mapToDouble(layer -> millis[layer]).sum();
        }
    }

    /// Measures.
    ///
    /// @param features of a pass
    /// @throws ResultsDifferException if the layers one by one give others
    LayerShares run(Tensor features) {
        try (Workers alone = new Workers(1)) {
            Session session = new Session(body, image.height(), image.width(), alone);
            List<PlannedLayer> layers = session.layers();
            SameBits.require("features layer by layer", features.values(), session.runLayers(image, _ -> {}).values());
            double[] peak = new double[plan.runs()];
            List<Laps> passes = new ArrayList<>();
            for (int i = -plan.warmUp(); i < plan.runs(); i++) {
                double peakMillis = peakMillis();
                Laps laps = new Laps(layers.size());
                session.runLayers(image, laps);
                if (i >= 0) {
                    peak[i] = peakMillis;
                    passes.add(laps);
                }
            }
            return shares(layers, new Timing(peak), passes);
        }
    }

    private static double peakMillis() {
        long start = System.nanoTime();
        VectorPeak.run(PEAK_CALLS);
        return Timing.millisSince(start);
    }

    private LayerShares shares(List<PlannedLayer> layers, Timing peak, List<Laps> passes) {
        List<LayerShares.Timed> groups = new ArrayList<>();
        groups(body.network(), layers).forEach((name, members) -> groups.add(timed(name, members, layers, passes)));
        return new LayerShares(
                body.kernels().numerics(), new LayerShares.Timed("peak", 0, VectorPeak.multiplyAdds(PEAK_CALLS), peak), groups,
                timed("all", IntStream.range(0, layers.size()).boxed().toList(), layers, passes));
    }

    private static LayerShares.Timed timed(String name, List<Integer> members, List<PlannedLayer> layers, List<Laps> passes) {
        return new LayerShares.Timed(
                name, members.size(), members.stream().mapToLong(layer -> layers.get(layer).multiplyAdds()).sum(),
                new Timing(passes.stream().mapToDouble(pass -> pass.sum(members)).toArray()));
    }

    /// The layers of each kind, by their numbers: convolutions in the order of the network, pools last.
    static Map<String, List<Integer>> groups(Network network, List<PlannedLayer> layers) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            groups.computeIfAbsent(group(network, layers.get(i)), _ -> new ArrayList<>()).add(i);
        }
        List<Integer> pools = groups.remove(POOLS);
        if (pools != null) {
            groups.put(POOLS, pools);
        }
        return groups;
    }

    private static String group(Network network, PlannedLayer layer) {
        if (!(layer.layer() instanceof Layer.Conv conv)) {
            return POOLS;
        }
        int channels = layer.input().channels();
        if (channels == network.inputChannels()) {
            return "first, " + conv.window().height() + "x" + conv.window().width() + " on " + channels + " channels";
        }
        Network.Size size = layer.output();
        return switch (size.height()) {
            case 73, 71 -> "73x73 and 71x71";
            default -> size.height() + "x" + size.width();
        };
    }
}
