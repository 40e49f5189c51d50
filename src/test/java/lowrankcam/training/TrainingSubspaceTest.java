package lowrankcam.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lowrankcam.dataset.BodyPart;
import lowrankcam.dataset.MuraImage;
import lowrankcam.dataset.Split;
import lowrankcam.kernel.Workers;
import lowrankcam.model.TrainingFeatures;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class TrainingSubspaceTest {

    private static final int K = 70;

    /// Square roots near a plane of 34 dimensions whose extents fall off.
    private static Features features(int count) {
        Random random = new Random(11);
        float[][] directions = new float[34][K];
        for (float[] direction : directions) {
            for (int k = 0; k < K; k++) {
                direction[k] = (float) random.nextGaussian();
            }
        }
        List<MuraImage> images = new ArrayList<>();
        float[][] rows = new float[count][K];
        for (int i = 0; i < count; i++) {
            double[] root = new double[K];
            for (int d = 0; d < directions.length; d++) {
                double along = random.nextGaussian() * Math.pow(0.8, d);
                for (int k = 0; k < K; k++) {
                    root[k] += 0.2 * along * directions[d][k];
                }
            }
            for (int k = 0; k < K; k++) {
                root[k] += 5 + 0.01 * random.nextGaussian();
                rows[i][k] = (float) (root[k] * root[k]);
            }
            images.add(new MuraImage(
                    Path.of("none"), "none", Split.TRAIN, BodyPart.HAND, "patient" + i, "study1", i % 2 == 0));
        }
        List<String> patients = images.stream().map(MuraImage::patient).toList();
        return new Features(images, patients, patients, rows);
    }

    private static TrainingFeatures fit(Features features, int threads) {
        try (Workers workers = new Workers(threads)) {
            return TrainingSubspace.of(features, Folds.of(features).orElseThrow(), workers);
        }
    }

    /// What the directions leave of the rows is hardly more than what the singular vectors of Commons Math leave.
    @Test
    void theDirectionsAreNearlyTheBest() {
        Features features = features(150);
        TrainingFeatures found = fit(features, 1);
        double[][] centred = new double[150][K];
        for (int i = 0; i < 150; i++) {
            for (int k = 0; k < K; k++) {
                centred[i][k] = Math.sqrt(features.rows()[i][k]) - found.mean()[k];
            }
        }
        RealMatrix rows = new Array2DRowRealMatrix(centred);
        double[] values = new SingularValueDecomposition(rows).getSingularValues();
        double least = IntStream.range(TrainingSubspace.DIRECTIONS, values.length).mapToDouble(j -> values[j] * values[j]).sum();
        double left = 0;
        for (float[] row : features.rows()) {
            left += Math.pow(found.distance(row).distance(), 2);
        }
        assertEquals(TrainingSubspace.DIRECTIONS * K, found.basis().length);
        assertTrue(left >= least * (1 - 1e-3) && left <= 1.02 * least, left + " left, " + least + " at least");
    }

    /// 99 % of images of held-out patients lie within the limit; what has the mean's roots turned about does not.
    @Test
    void theLimitIsThatOfHeldOutImages() {
        Features features = features(400);
        TrainingFeatures found = fit(features, 2);
        long within = 0;
        for (float[] row : features.rows()) {
            within += found.distance(row).isUnlike() ? 0 : 1;
        }
        assertTrue(within >= 0.985 * 400, within + " of 400");
        float[] other = new float[K];
        for (int k = 0; k < K; k++) {
            other[k] = k % 2 == 0 ? 36 : 16;
        }
        assertTrue(found.distance(other).isUnlike());
        TrainingFeatures again = fit(features, 3);
        assertArrayEquals(found.basis(), again.basis());
        assertEquals(found.limit(), again.limit());
    }
}
