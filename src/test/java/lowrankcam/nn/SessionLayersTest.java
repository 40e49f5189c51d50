package lowrankcam.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A pass layer by layer is the pass.
class SessionLayersTest {

    private static final SmallNetwork SMALL = SmallNetwork.random(7, 0.3f);

    /// The second pass finds arrays that other layers have used.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void layersOneByOneGiveTheBitsOfAPass(int threads) {
        try (Workers workers = new Workers(threads)) {
            Session session =
                    new Session(SMALL.compile(KernelChoice.VECTOR, workers), SmallNetwork.HEIGHT, SmallNetwork.WIDTH, workers);
            for (int seed = 1; seed <= 2; seed++) {
                float[] pass = session.run(SmallNetwork.image(seed), List.of("split")).get("split").values();
                List<Integer> told = new ArrayList<>();
                float[] layered = session.runLayers(SmallNetwork.image(seed), told::add).values();
                assertArrayEquals(bits(pass), bits(layered));
                assertEquals(IntStream.rangeClosed(0, session.layers().size()).boxed().toList(), told);
            }
        }
    }

    @Test
    void everyLayerIsThereOnceWithItsMultiplyAdds() {
        try (Workers workers = new Workers(1)) {
            Session session =
                    new Session(SMALL.compile(KernelChoice.SCALAR, workers), SmallNetwork.HEIGHT, SmallNetwork.WIDTH, workers);
            List<PlannedLayer> layers = session.layers();
            List<String> convolutions =
                    layers.stream().filter(layer -> layer.layer() instanceof Layer.Conv)
                            .map(layer -> ((Layer.Conv) layer.layer()).name()).sorted().toList();
            assertEquals(SMALL.network().units().stream().map(unit -> unit.layer().name()).sorted().toList(), convolutions);
            assertEquals(5, layers.size() - convolutions.size());
            assertEquals(
                    SMALL.network().work(SmallNetwork.HEIGHT, SmallNetwork.WIDTH, 0).multiplyAdds(),
                    layers.stream().mapToLong(PlannedLayer::multiplyAdds).sum());
        }
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
    }
}
