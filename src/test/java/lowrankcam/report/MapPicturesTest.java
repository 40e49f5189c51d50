package lowrankcam.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.kernel.Resample;
import lowrankcam.metric.MetricSettings;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapPicturesTest {

    private static final int SIZE = 8;

    @TempDir private Path folder;

    /// Left half -2, middle 0, right half 1, on a black image: blue, no hue, a red half as strong.
    @Test
    void aSignedMapIsBlueAndRedAroundZero() throws IOException {
        double[] raw = new double[SIZE * SIZE];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = i % SIZE < 2 ? -2 : i % SIZE < 6 ? 0 : 1;
        }
        float[] left = at(raw, 0);
        float[] middle = at(raw, 2);
        float[] right = at(raw, 3);
        assertTrue(left[2] > left[0] + 0.2, "blue");
        assertEquals(middle[0], middle[2], 0.02, "zero has no hue");
        assertTrue(right[0] > right[2] + 0.1, "red");
        assertTrue(left[2] - left[0] > right[0] - right[2], "twice as far from zero");
        assertArrayEquals(at(raw, 2), at(raw, 1), 1e-6f);
    }

    /// Red, green and blue of a column of the picture, which shows every second pixel.
    private float[] at(double[] raw, int column) throws IOException {
        SaliencyMap map = SaliencyMap.of(raw, SIZE, SIZE, SIZE, SIZE, MetricSettings.DEFAULT, Resample.scalar());
        new MapPictures(folder).keep(0, "m", new Tensor(SIZE, SIZE, 3, new float[SIZE * SIZE * 3]), Optional.empty(), map);
        Picture picture = PictureReader.read(folder.resolve(MapPictures.name(0, "m")));
        return new float[] {picture.get(1, column, 0), picture.get(1, column, 1), picture.get(1, column, 2)};
    }
}
