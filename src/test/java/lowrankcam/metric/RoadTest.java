package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

class RoadTest {

    private static final int N = 20;

    /// A bright square in the middle of a dark image; the score is the mean of the pixels.
    private static final Tensor IMAGE = image();

    private static final Scorer MEAN = (count, images) -> {
        double[][] scores = new double[count][1];
        for (int i = 0; i < count; i++) {
            for (float value : images.apply(i).values()) {
                scores[i][0] += value / (N * N);
            }
        }
        return scores;
    };

    private static Tensor image() {
        float[] values = new float[N * N];
        for (int p = 0; p < values.length; p++) {
            values[p] = square(p) ? 1 : 0;
        }
        return new Tensor(N, N, 1, values);
    }

    private static boolean square(int p) {
        return p / N >= 7 && p / N < 13 && p % N >= 7 && p % N < 13;
    }

    private static SaliencyMap map(int good) {
        float[] values = new float[N * N];
        for (int p = 0; p < values.length; p++) {
            values[p] = square(p) ? good : 1 - good;
        }
        return SaliencyMap.ofUnit(N, N, values);
    }

    private static Road road(RoadSettings settings) {
        return new Road(MEAN, IMAGE, 0, settings, MEAN.scores(1, _ -> IMAGE)[0][0]);
    }

    /// 36 of 400 pixels are the square. At 10 % all of it and 4 dark ones go: known pixels are all 0, so the square is gone.
    @Test
    void aMapOfTheSquareRemovesIt() {
        RoadSettings settings = new RoadSettings(List.of(10), 0, 1);
        RoadScores scores = road(settings).of(map(1));
        assertEquals(0, scores.morf()[0], 1e-6);
        assertEquals(0.09, scores.lerf()[0], 0.01);
        assertEquals(0.09, scores.full(), 1e-6);
        assertTrue(scores.combined() > 0.04, scores.combined() + "");
        RoadScores wrong = road(settings).of(map(0));
        assertEquals(-scores.combined(), wrong.combined(), 0.01);
    }

    /// 78 % zeros: at 10 % exactly 40 of 400 pixels go all the same, where a strict threshold would remove all zeros too.
    @Test
    void plateausAreRemovedByRank() {
        List<Integer> changed = new ArrayList<>();
        Scorer counting = (count, images) -> {
            for (int i = 0; i < count; i++) {
                float[] values = images.apply(i).values();
                int different = 0;
                for (int p = 0; p < values.length; p++) {
                    different += values[p] != IMAGE.values()[p] ? 1 : 0;
                }
                changed.add(different);
            }
            return new double[count][1];
        };
        // Noise changes every removed pixel and no other.
        RoadSettings settings = new RoadSettings(List.of(10, 50, 90), 0.5, 3);
        new Road(counting, IMAGE, 0, settings, 0).of(map(1));
        assertEquals(List.of(40, 200, 360, 40, 200, 360), changed);
    }

    @Test
    void removedPixelsAreRoundedAndOneStays() {
        assertEquals(8940, Road.removedPixels(299 * 299, 10));
        assertEquals(44701, Road.removedPixels(299 * 299, 50));
        assertEquals(2, Road.removedPixels(3, 99));
    }

    @Test
    void noiseDependsOnTheSeedAlone() {
        RoadSettings settings = new RoadSettings(List.of(20, 40), 0.1, 7);
        RoadScores once = road(settings).of(map(1));
        RoadScores again = road(settings).of(map(1));
        assertArrayEquals(once.morf(), again.morf());
        assertArrayEquals(once.lerf(), again.lerf());
        RoadScores other = road(new RoadSettings(List.of(20, 40), 0.1, 8)).of(map(1));
        assertNotEquals(once.morf()[0], other.morf()[0]);
        assertNotEquals(once.morf()[0], road(settings.withNoise(0)).of(map(1)).morf()[0]);
    }

    /// Known pixels keep their bits; all channels of the others get noise, another one for each image.
    @Test
    void noiseIsOnImputedValuesOnly() {
        Tensor two = new Tensor(N, N, 2, new float[2 * N * N]);
        List<Tensor> seen = new ArrayList<>();
        Scorer scorer = (count, images) -> {
            IntStream.range(0, count).forEach(i -> seen.add(images.apply(i)));
            return new double[count][1];
        };
        new Road(scorer, two, 0, new RoadSettings(List.of(10, 50), 0.1, 7), 0).of(map(1));
        int[] removed = {40, 200, 40, 200};
        for (int i = 0; i < removed.length; i++) {
            float[] values = seen.get(i).values();
            double squares = 0;
            int noisy = 0;
            for (int p = 0; p < N * N; p++) {
                noisy += values[2 * p] != 0 && values[2 * p + 1] != 0 ? 1 : 0;
                squares += values[2 * p] * values[2 * p] + values[2 * p + 1] * values[2 * p + 1];
            }
            assertEquals(removed[i], noisy);
            assertEquals(0.1, Math.sqrt(squares / (2 * noisy)), 0.02);
        }
        assertNotEquals(seen.get(0).get(10, 10, 0), seen.get(1).get(10, 10, 0));
        assertNotEquals(seen.get(0).get(10, 10, 0), seen.get(0).get(10, 10, 1));
    }

    @Test
    void passesAndDegenerateMapsAreTold() {
        RoadScores scores = road(RoadSettings.DEFAULT.withNoise(0)).of(SaliencyMap.ofUnit(N, N, new float[N * N]));
        assertEquals(18, scores.passes());
        assertEquals("all values are equal", scores.degenerate());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RoadSettings(List.of(0), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RoadSettings(List.of(100), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RoadSettings(List.of(), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RoadSettings(List.of(10), -1, 1));
        assertThrows(IllegalArgumentException.class, () -> new RoadSettings(List.of(10), Double.NaN, 1));
    }
}
