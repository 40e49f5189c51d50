package lowrankcam.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import lowrankcam.kernel.Padding;
import lowrankcam.kernel.Window;
import lowrankcam.kernel.Workers;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is known is not computed again, and nobody can tell by the bits.
class ImageSeriesTest {

    private static final int HEIGHT = 61;
    private static final int WIDTH = 54;

    /// Channels in multiples of 16, so that `fast` has tiles of every scheme.
    private static final Network NETWORK = new Network(3, List.of(
            stage("stem", conv("stem", Window.valid(3, 3, 2), 16)),
            stage("same", conv("same", Window.same(3, 3), 16)),
            stage("pool", new Layer.MaxPool(Window.valid(3, 3, 2))),
            stage("mixed", new Layer.Branches(List.of(
                    List.of(conv("m1", Window.valid(1, 1, 1), 5)),
                    List.of(conv("m2a", Window.valid(1, 1, 1), 16), conv("m2b", Window.same(5, 5), 16)),
                    List.of(conv("m3a", Window.same(1, 7), 16), conv("m3b", Window.same(7, 1), 16)),
                    List.of(new Layer.AveragePool(Window.same(3, 3), Padding.NOT_COUNTED),
                            conv("m4", Window.valid(1, 1, 1), 3))))),
            stage("reduced", new Layer.Branches(List.of(
                    List.of(new Layer.MaxPool(Window.valid(3, 3, 2))),
                    List.of(conv("r1", Window.valid(3, 3, 2), 7))))),
            stage("split", new Layer.Branches(List.of(
                    List.of(new Layer.AveragePool(Window.same(3, 3), Padding.COUNTED)),
                    List.of(conv("s1", Window.same(3, 3), 16),
                            new Layer.Branches(List.of(
                                    List.of(conv("s2a", Window.same(1, 3), 16)),
                                    List.of(conv("s2b", Window.same(3, 1), 19)))))))),
            stage("end", conv("end", Window.same(3, 3), 33))));

    private static Network.Stage stage(String name, Layer layer) {
        return new Network.Stage(name, layer);
    }

    private static Layer.Conv conv(String name, Window window, int outputs) {
        return new Layer.Conv(name, window, outputs);
    }

    private static CompiledNetwork compiled(KernelChoice kernels, Numerics numerics, Workers workers) {
        Random random = new Random(4);
        Map<String, FoldedWeights> weights = new HashMap<>();
        for (Network.Unit unit : NETWORK.units()) {
            float scale = (float) Math.sqrt(6.0 / unit.rows());
            weights.put(unit.layer().name(), new FoldedWeights(
                    SmallNetwork.uniform(random, unit.weightCount(), scale),
                    SmallNetwork.uniform(random, unit.layer().outputs(), 0.2f)));
        }
        return CompiledNetwork.<RuntimeException>compile(
                NETWORK, KernelSet.of(kernels, numerics), workers, (unit, _) -> weights.get(unit.layer().name()));
    }

    /// Each image made of the one before: a window covered with zeros of either sign or new values, all but a window covered, one
    /// pixel changed, nothing changed, everything changed, a value that is no number.
    private static List<Tensor> images(int count, long seed) {
        Random random = new Random(seed);
        float[] picture = SmallNetwork.uniform(random, HEIGHT * WIDTH * 3, 1);
        float[] now = picture.clone();
        List<Tensor> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int top = random.nextInt(HEIGHT);
            int left = random.nextInt(WIDTH);
            int bottom = top + 1 + random.nextInt(HEIGHT - top);
            int right = left + 1 + random.nextInt(WIDTH - left);
            int kind = random.nextInt(8);
            if (kind < 3) {
                now = picture.clone();
            }
            for (int p = 0; p < HEIGHT * WIDTH; p++) {
                boolean inside = p / WIDTH >= top && p / WIDTH < bottom && p % WIDTH >= left && p % WIDTH < right;
                for (int k = 3 * p; k < 3 * p + 3; k++) {
                    now[k] = switch (kind) {
                        case 0, 3 -> inside ? now[k] * 0f : now[k];
                        case 1, 4 -> inside ? now[k] : now[k] * 0f;
                        case 2 -> inside ? random.nextFloat() : now[k];
                        case 5 -> p == top * WIDTH + left && k % 3 == 2 ? now[k] + 1 : now[k];
                        case 6 -> p == top * WIDTH + left && random.nextInt(9) == 0 ? Float.NaN : now[k];
                        default -> seed % 2 == 0 ? now[k] : 1 - now[k];
                    };
                }
            }
            images.add(new Tensor(HEIGHT, WIDTH, 3, now.clone()));
        }
        return images;
    }

    private static float[][] run(CompiledNetwork compiled, Workers workers, List<Tensor> images, long[] spared) {
        float[][] found = new float[images.size()][];
        UnaryOperator<Tensor> plain = image -> plain(compiled, image);
        ImageSeries.run(compiled, HEIGHT, WIDTH, workers, images.size(), images::get, plain, (i, image, features, known) -> {
            assertEquals(images.get(i), image);
            found[i] = features.values();
            spared[i] = known;
        });
        return found;
    }

    private static Tensor plain(CompiledNetwork compiled, Tensor image) {
        try (Workers alone = new Workers(1)) {
            return new Session(compiled, HEIGHT, WIDTH, alone).run(image, List.of("end")).get("end");
        }
    }

    private static List<Tensor> whole(List<Tensor> images) {
        try (Workers workers = new Workers(1)) {
            CompiledNetwork compiled = compiled(KernelChoice.VECTOR, Numerics.DIRECT, workers);
            List<Tensor> whole = new ArrayList<>();
            ImageSeries.run(compiled, HEIGHT, WIDTH, workers, images.size(), images::get, image -> {
                whole.add(image);
                return plain(compiled, image);
            }, (_, _, _, spared) -> assertEquals(0, spared));
            return whole;
        }
    }

    @Test
    void runsWholePassesOfImagesThatHaveNothingInCommon() {
        List<Tensor> images =
                IntStream.range(0, 9).mapToObj(i -> new Tensor(
                        HEIGHT, WIDTH, 3, SmallNetwork.uniform(new Random(i), HEIGHT * WIDTH * 3, 1))).toList();
        assertEquals(images, whole(images));
    }

    /// Every window holds a pixel that is another one in each image: the first six pay for the attempt, then the thread gives up.
    @Test
    void runsWholePassesOnceNothingTurnsOutToBeSpared() {
        float[] values = SmallNetwork.uniform(new Random(1), HEIGHT * WIDTH * 3, 1);
        List<Tensor> images = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            for (int p = 0; p < HEIGHT * WIDTH; p++) {
                if (p / WIDTH % 3 == 0 && p % WIDTH % 3 == 0) {
                    values[3 * p] += 1;
                }
            }
            images.add(new Tensor(HEIGHT, WIDTH, 3, values.clone()));
        }
        assertEquals(images.subList(6, 12), whole(images));
    }

    @ParameterizedTest
    @CsvSource({
        "SCALAR, DIRECT, 1, 9", "SCALAR, FAST, 2, 20", "VECTOR, DIRECT, 1, 40", "VECTOR, DIRECT, 2, 41",
        "VECTOR, DIRECT, 3, 10", "VECTOR, FAST, 1, 40", "VECTOR, FAST, 2, 23", "VECTOR, DIRECT, 4, 1"
    })
    void everyImageOfASeriesHasTheBitsOfASinglePass(KernelChoice kernels, Numerics numerics, int threads, int count) {
        try (Workers workers = new Workers(threads)) {
            CompiledNetwork compiled = compiled(kernels, numerics, workers);
            Session session = new Session(compiled, HEIGHT, WIDTH, workers);
            long spared = 0;
            for (long seed = 0; seed < 3; seed++) {
                List<Tensor> images = images(count, seed);
                long[] known = new long[count];
                float[][] found = run(compiled, workers, images, known);
                spared += LongStream.of(known).sum();
                for (int i = 0; i < count; i++) {
                    float[] alone = session.run(images.get(i), List.of("end")).get("end").values();
                    int[] expected = bits(alone);
                    assertTrue(Arrays.equals(expected, bits(found[i])), "image " + i + " of seed " + seed);
                }
            }
            assertTrue(spared > 0 || count == 1, "no image took anything over");
        }
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    /// The first stages are those whose receptive field is smaller than the image: all but the last two.
    @Test
    void sparesAllOfTheFirstStagesForAnEqualImageAndNothingForAnother() {
        assertEquals(5, FirstStages.count(NETWORK, HEIGHT, WIDTH));
        long all = NETWORK.work(HEIGHT, WIDTH, 0).multiplyAdds() - NETWORK.work(HEIGHT, WIDTH, 5).multiplyAdds();
        try (Workers workers = new Workers(1)) {
            CompiledNetwork compiled = compiled(KernelChoice.VECTOR, Numerics.DIRECT, workers);
            Tensor some = new Tensor(HEIGHT, WIDTH, 3, SmallNetwork.uniform(new Random(1), HEIGHT * WIDTH * 3, 1));
            Tensor other = new Tensor(HEIGHT, WIDTH, 3, SmallNetwork.uniform(new Random(2), HEIGHT * WIDTH * 3, 1));
            Tensor blank = new Tensor(HEIGHT, WIDTH, 3, new float[HEIGHT * WIDTH * 3]);
            long[] spared = new long[5];
            run(compiled, workers, List.of(some, some, other, blank, some), spared);
            assertEquals(List.of(0L, all, 0L, all, 0L), Arrays.stream(spared).boxed().toList());
        }
    }

    /// One pixel in the middle, counted by hand: windows of 3×3 with stride 2 see an odd one in four places at most.
    @Test
    void computesOnlyTheOutputsThatSeeAChangedPixel() {
        Network network = new Network(3, List.of(
                stage("a", conv("a", Window.valid(3, 3, 2), 4)), stage("b", conv("b", Window.same(3, 3), 2)),
                stage("c", conv("c", Window.valid(1, 1, 1), 2))));
        SmallNetwork small = new SmallNetwork(network, Map.of(
                "a", new FoldedWeights(new float[108], new float[4]), "b", new FoldedWeights(new float[72], new float[2]),
                "c", new FoldedWeights(new float[4], new float[2])));
        try (Workers workers = new Workers(1)) {
            FirstStages stages =
                    new FirstStages(small.compile(KernelChoice.SCALAR, workers), 21, 21, 2, new lowrankcam.kernel.Scratch(1));
            float[] values = new float[21 * 21 * 3];
            assertEquals(0, stages.run(new Tensor(21, 21, 3, values), null));
            values[(10 * 21 + 10) * 3] = 1;
            // Row and column 10 lie in windows 4 and 5; those and their neighbours are 3 to 6.
            assertEquals((100 - 4) * 108 + (100 - 16) * 72, stages.run(new Tensor(21, 21, 3, values), null));
        }
    }

    @Test
    void refusesAnImageOfAnotherSize() {
        try (Workers workers = new Workers(1)) {
            CompiledNetwork compiled = compiled(KernelChoice.SCALAR, Numerics.DIRECT, workers);
            Tensor small = new Tensor(5, 5, 3, new float[75]);
            IllegalArgumentException error = assertThrows(
                    IllegalArgumentException.class, () -> run(compiled, workers, List.of(small), new long[1]));
            assertEquals("expected values of 61x54x3, found " + small, error.getMessage());
        }
    }
}
