package lowrankcam.inception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lowrankcam.nn.Layer;
import lowrankcam.nn.Network;
import org.junit.jupiter.api.Test;

class InceptionV3Test {

    private final Network network = InceptionV3.network(Dialect.KERAS);

    /// Published totals: 94 convolutions, 21 751 136 weights, 17 216 batch-norm channels.
    @Test
    void hasThePublishedNumberOfWeights() {
        List<Network.Unit> units = network.units();
        assertEquals(94, units.size());
        assertEquals(21_751_136, units.stream().mapToInt(Network.Unit::weightCount).sum());
        assertEquals(17_216, units.stream().mapToInt(u -> u.layer().outputs()).sum());
        assertEquals(94, units.stream().map(u -> u.layer().name()).distinct().count());
    }

    @Test
    void hasThePublishedSizes() {
        List<String> sizes = network.sizes(299, 299).stream().map(Network.Size::toString).toList();
        assertEquals(
                List.of("149x149x32", "147x147x32", "147x147x64", "73x73x64", "73x73x80", "71x71x192", "35x35x192",
                        "35x35x256", "35x35x288", "35x35x288", "17x17x768", "17x17x768", "17x17x768", "17x17x768",
                        "17x17x768", "8x8x1280", "8x8x2048", "8x8x2048"),
                sizes);
    }

    @Test
    void refusesImagesThatAreTooSmall() {
        assertEquals("1x1x2048", network.sizes(75, 75).getLast().toString());
        assertThrows(IllegalArgumentException.class, () -> network.sizes(74, 74));
    }

    @Test
    void dialectsDifferOnlyInPools() {
        for (Dialect dialect : Dialect.values()) {
            assertEquals(network.units(), InceptionV3.network(dialect).units());
        }
        Layer keras = network.stages().getLast().layer();
        assertTrue(!keras.equals(InceptionV3.network(Dialect.TORCHVISION).stages().getLast().layer()));
        assertTrue(!keras.equals(InceptionV3.network(Dialect.FID).stages().getLast().layer()));
    }

    @Test
    void kerasNamesAreAliases() {
        assertEquals("Mixed_7c", LayerNames.resolve("mixed10"));
        assertEquals("Mixed_5b", LayerNames.resolve("mixed0"));
        assertEquals("Mixed_6e", LayerNames.resolve("MIXED_6E"));
        assertThrows(IllegalArgumentException.class, () -> LayerNames.resolve("mixed11"));
    }
}
