package lowrankcam.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionV3;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import lowrankcam.kernel.Workers;
import lowrankcam.nn.CompiledNetwork;
import lowrankcam.nn.FoldedWeights;
import lowrankcam.nn.Network;
import lowrankcam.nn.PlannedLayer;
import lowrankcam.nn.Session;
import lowrankcam.nn.SmallNetwork;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Which layers are timed together, and that nothing is left out; not how long anything takes.
class LayerBenchmarkTest {

    @Test
    void everyLayerOfTheNetworkIsInOneGroup() {
        Network network = InceptionV3.network(Dialect.KERAS);
        try (Workers workers = new Workers(2)) {
            CompiledNetwork compiled =
                    CompiledNetwork.<RuntimeException>compile(network, KernelSet.of(KernelChoice.SCALAR), workers,
                            (unit, buffer) -> FoldedWeights.folded(buffer, unit.weightCount(), new float[unit.layer().outputs()]));
            List<PlannedLayer> layers = new Session(compiled, 299, 299, workers).layers();
            Map<String, List<Integer>> groups = LayerBenchmark.groups(network, layers);
            assertEquals(
                    List.of("first, 3x3 on 3 channels", "147x147", "73x73 and 71x71", "35x35", "17x17", "8x8", "pools"),
                    List.copyOf(groups.keySet()));
            assertEquals(
                    IntStream.range(0, layers.size()).boxed().toList(),
                    groups.values().stream().flatMap(List::stream).sorted().toList());
            assertEquals(94, layers.size() - groups.get("pools").size());
            assertEquals(13, groups.get("pools").size());
            assertEquals(
                    network.work(299, 299, 0).multiplyAdds(),
                    groups.values().stream().flatMap(List::stream).mapToLong(i -> layers.get(i).multiplyAdds()).sum());
        }
    }

    @Test
    void groupsAddUpToThePass() {
        SmallNetwork small = SmallNetwork.random(3, 0.3f);
        Tensor image = SmallNetwork.image(4);
        try (Workers workers = new Workers(1)) {
            CompiledNetwork body = small.compile(KernelChoice.VECTOR, workers);
            Tensor features =
                    new Session(body, image.height(), image.width(), workers).run(image, List.of("split")).get("split");
            LayerBenchmark benchmark = new LayerBenchmark(body, image, new BenchPlan(2, 1, 1));
            LayerShares shares = benchmark.run(features);
            assertEquals(Numerics.DIRECT, shares.numerics());
            long work = small.network().work(image.height(), image.width(), 0).multiplyAdds();
            assertEquals(work, shares.all().multiplyAdds());
            assertEquals(work, shares.groups().stream().mapToLong(LayerShares.Timed::multiplyAdds).sum());
            assertEquals(shares.all().layers(), shares.groups().stream().mapToInt(LayerShares.Timed::layers).sum());
            for (int run = 0; run < 2; run++) {
                int pass = run;
                assertEquals(
                        shares.all().timing().millis()[pass],
                        shares.groups().stream().mapToDouble(group -> group.timing().millis()[pass]).sum(), 1e-9);
            }
            assertEquals(2, shares.peak().timing().runs());
            assertTrue(shares.groups().stream().allMatch(group -> group.timing().runs() == 2));
            Tensor other = new Tensor(features.height(), features.width(), features.channels(), features.values().clone());
            other.values()[3] += 1;
            assertThrows(ResultsDifferException.class, () -> benchmark.run(other));
        }
    }
}
