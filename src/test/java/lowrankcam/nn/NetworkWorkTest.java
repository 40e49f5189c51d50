package lowrankcam.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionV3;
import lowrankcam.kernel.Window;
import org.junit.jupiter.api.Test;

class NetworkWorkTest {

    /// 5×4×2 by 3×3 to 3×2×7, then, in two branches, 1×1 to 3 and to 4 channels.
    @Test
    void countsProductsAndValuesOfEveryConvolution() {
        Network network =
                new Network(2, List.of(
                        new Network.Stage("one", new Layer.Conv("one", Window.valid(3, 3, 1), 7)),
                        new Network.Stage("two", new Layer.Branches(List.of(
                                List.of(new Layer.Conv("left", Window.valid(1, 1, 1), 3)),
                                List.of(new Layer.MaxPool(Window.same(3, 3)), new Layer.Conv("right", Window.valid(1, 1, 1), 4)))))));
        long one = 3 * 2 * 7 * 3 * 3 * 2;
        long two = 3 * 2 * 7 * (3 + 4);
        long bytesOfTwo = 4 * (3 * 2 * 7 + 7 * 3 + 3 * 2 * 3) + 4 * (3 * 2 * 7 + 7 * 4 + 3 * 2 * 4);
        assertEquals(new Network.Work(one + two, 4 * (5 * 4 * 2 + 3 * 3 * 2 * 7 + 3 * 2 * 7) + bytesOfTwo), network.work(5, 4, 0));
        assertEquals(new Network.Work(two, bytesOfTwo), network.work(5, 4, 1));
        assertEquals(new Network.Work(0, 0), network.work(5, 4, 2));
    }

    @Test
    void inceptionHasTheMultiplyAddsThatItIsKnownFor() {
        assertEquals(5_711_168_096L, InceptionV3.network(Dialect.KERAS).work(299, 299, 0).multiplyAdds());
    }
}
