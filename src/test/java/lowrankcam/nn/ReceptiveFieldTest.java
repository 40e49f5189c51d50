package lowrankcam.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionV3;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.Workers;
import lowrankcam.nn.ReceptiveField.Axis;
import lowrankcam.nn.ReceptiveField.Span;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ReceptiveFieldTest {

    private static final int HEIGHT = 35;
    private static final int WIDTH = 27;

    /// 3, stride 2; 3, stride 1; 3 with a border of 1: 3, then 3 + 2·2, then 7 + 2·2, from -1·2 on.
    @Test
    void growsWithEachWindowOfTheStem() {
        Network network = InceptionV3.network(Dialect.KERAS);
        assertEquals(new Axis(0, 3, 2), ReceptiveField.of(network, "Conv2d_1a_3x3").rows());
        assertEquals(new Axis(0, 7, 2), ReceptiveField.of(network, "Conv2d_2a_3x3").rows());
        assertEquals(new Axis(-2, 11, 2), ReceptiveField.of(network, "Conv2d_2b_3x3").rows());
        // Pool 3, stride 2: 11 + 2·2, step 4; 1×1; 3: 15 + 2·4; pool 3, stride 2: 23 + 2·4, step 8.
        assertEquals(new Axis(-2, 31, 8), ReceptiveField.of(network, "maxpool2").columns());
        // 5×5: 31 + 4·8, from 2·8 before.
        assertEquals(new Axis(-18, 63, 8), ReceptiveField.of(network, "Mixed_5b.branch5x5_2").columns());
    }

    @Test
    void tellsRowsFromColumns() {
        Network network = InceptionV3.network(Dialect.KERAS);
        ReceptiveField before = ReceptiveField.of(network, "Mixed_6b.branch7x7_1");
        ReceptiveField field = ReceptiveField.of(network, "Mixed_6b.branch7x7_2");
        assertEquals(before.rows(), field.rows());
        assertEquals(before.columns().size() + 6 * 16, field.columns().size());
    }

    @Test
    void cutsWhatLiesInThePadding() {
        Axis axis = new Axis(-18, 63, 8);
        assertEquals(new Span(-18, 44), axis.of(0));
        assertEquals(new Span(0, 44), axis.of(0).within(299));
        assertEquals(new Span(254, 298), axis.of(34).within(299));
    }

    /// Every pixel of the image is changed in turn: those that change a cell lie in its field, and reach its borders.
    @Test
    void holdsEveryPixelThatChangesACell() {
        Network network = SmallNetwork.random(4, 0.3f).network();
        // A size at which no window leaves pixels at the edge over.
        Tensor image = new Tensor(HEIGHT, WIDTH, 3, SmallNetwork.uniform(new Random(5), HEIGHT * WIDTH * 3, 1));
        try (Workers workers = new Workers(1)) {
            CompiledNetwork compiled = SmallNetwork.random(4, 0.3f).compile(KernelChoice.SCALAR, workers);
            Session session = new Session(compiled, HEIGHT, WIDTH, workers);
            Tensor reference = session.run(image, List.of("mixed")).get("mixed");
            ReceptiveField field = ReceptiveField.of(network, "mixed");
            int y = reference.height() / 2;
            int x = 1;
            int[] seen = {Integer.MAX_VALUE, -1, Integer.MAX_VALUE, -1};
            for (int i = 0; i < HEIGHT; i++) {
                for (int j = 0; j < WIDTH; j++) {
                    float[] changed = image.values().clone();
                    for (int c = 0; c < 3; c++) {
                        changed[(i * WIDTH + j) * 3 + c] += 50;
                    }
                    Tensor found =
                            session.run(new Tensor(HEIGHT, WIDTH, 3, changed), List.of("mixed"))
                                    .get("mixed");
                    if (!Arrays.equals(cell(reference, y, x), cell(found, y, x))) {
                        seen[0] = Math.min(seen[0], i);
                        seen[1] = Math.max(seen[1], i);
                        seen[2] = Math.min(seen[2], j);
                        seen[3] = Math.max(seen[3], j);
                    }
                }
            }
            assertEquals(field.rows().of(y).within(HEIGHT), new Span(seen[0], seen[1]));
            assertEquals(field.columns().of(x).within(WIDTH), new Span(seen[2], seen[3]));
        }
    }

    @Test
    void refusesNamesThatDoNotOccur() {
        Network network = InceptionV3.network(Dialect.KERAS);
        assertThrows(IllegalArgumentException.class, () -> ReceptiveField.of(network, "Mixed_9a"));
    }

    private static float[] cell(Tensor tensor, int y, int x) {
        int from = (y * tensor.width() + x) * tensor.channels();
        return Arrays.copyOfRange(tensor.values(), from, from + tensor.channels());
    }
}
