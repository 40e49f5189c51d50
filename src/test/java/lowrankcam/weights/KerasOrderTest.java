package lowrankcam.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class KerasOrderTest {

    @Test
    void layersAreOrderedByTheirNumbersHoweverLong() {
        List<String> names =
                List.of(
                        "dense/kernel", "dense_2/kernel", "dense_010/kernel", "dense_99999999999/kernel:0",
                        "dense_100000000000000000000/kernel");
        assertEquals(names, names.reversed().stream().sorted(KerasOrder.BY_NUMBER).toList());
        assertEquals(
                List.of("conv2d/kernel", "conv2d_1/kernel"),
                List.of("conv2d_1/kernel", "conv2d/kernel").stream().sorted(KerasOrder.BY_NUMBER).toList());
    }
}
