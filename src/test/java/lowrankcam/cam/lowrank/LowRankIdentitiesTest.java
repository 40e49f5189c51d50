package lowrankcam.cam.lowrank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.Normalisation;
import lowrankcam.cam.RandomNetworks;
import lowrankcam.cam.StubModel;
import lowrankcam.cam.activation.Cam;
import lowrankcam.cam.activation.EigenCam;
import lowrankcam.cam.gradient.SvdGradCam;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.linalg.ThinSvd;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/// What the steps of LowRank-CAM promise, on features of prescribed singular values `2^-i` and on such as come out
/// of a ReLU. The numbers T10 to T18 are those of docs/methods.
class LowRankIdentitiesTest {

    private static final int SEEDS = 1_000_000;
    private static final int P = 12;

    private static ThinSvd svd(StubModel model) {
        Tensor features = model.features();
        return new ThinSvd(features.values(), features.positions(), features.channels());
    }

    private static double[] raw(Preset preset, int rank, StubModel model, int c) {
        return new LowRankCam(LowRankOptions.of(preset, rank)).explain(model.input(c)).raw();
    }

    private static RealMatrix matrix(StubModel model) {
        double[][] rows = new double[P][RandomNetworks.K];
        for (int i = 0; i < P * RandomNetworks.K; i++) {
            rows[i / RandomNetworks.K][i % RandomNetworks.K] = model.features().values()[i];
        }
        return new Array2DRowRealMatrix(rows, false);
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    /// T10: a component as the paper builds it (outer product, sum over channels) is `(u_i · m) u_i`, whatever the
    /// sign of the SVD; all components add up to m.
    @Property(tries = 40)
    void componentsSummedOverChannelsNeedNoV(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.withSpectrum(seed, 3, 4, P);
        ThinSvd svd = svd(model);
        double[] m = svd.rowSums();
        double[] sum = new double[P];
        for (int i = 0; i < svd.rank(); i++) {
            double[] u = svd.left(i);
            double[] v = svd.right(i);
            for (int sign : new int[] {1, -1}) {
                for (int p = 0; p < P; p++) {
                    double component = 0;
                    for (int k = 0; k < RandomNetworks.K; k++) {
                        component += svd.sigma()[i] * (sign * u[p]) * (sign * v[k]);
                    }
                    // The small modes are known to about 1e-16 · (σ_1/σ_i)² of themselves.
                    assertEquals(dot(u, m) * u[p], component, 1e-8);
                    sum[p] += sign == 1 ? component : 0;
                }
            }
        }
        assertArrayEquals(m, sum, 1e-7);
    }

    /// T11: `w_i - b = A_i · CAM_c / P`, linear in the mask; the all-ones mask gives the logit.
    @Property(tries = 40)
    void weightsAreLinearInTheMask(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.nonNegative(seed, 3, 4);
        MaskScorer scorer = model.maskScorer(model.forward(null, "features"));
        double[] cam = new Cam().explain(model.input(1)).raw();
        CamMap map = new LowRankCam(LowRankOptions.of(Preset.PAPER_LITERAL, 6)).explain(model.input(1));
        double[] weights = (double[]) map.details().get("weights");
        double bias = model.head().bias(1);
        for (int i = 0; i < 6; i++) {
            double[] mask = Normalisation.minMax(Normalisation.rectify(svd(model).left(i)));
            assertEquals(dot(mask, cam) / P, weights[i] - bias, 1e-10);
            double[] third = Arrays.stream(mask).map(a -> a / 3).toArray();
            assertEquals((weights[i] - bias) / 3, scorer.logits(third)[1] - bias, 1e-10);
        }
        double[] ones = new double[P];
        Arrays.fill(ones, 1);
        double y = model.forward(null, "features").prediction().logits()[1];
        assertEquals(y, scorer.logits(ones)[1], 1e-5);
        assertEquals(bias, scorer.logits(new double[P])[1], 0.0);
    }

    /// T12: what r modes leave out has the Frobenius norm `sqrt(Σ_{i>r} σ_i²)` and the spectral norm `σ_{r+1}`.
    @Property(tries = 20)
    void truncationLeavesWhatEckartAndYoungSay(
            @ForAll @IntRange(max = SEEDS) int seed, @ForAll @IntRange(min = 1, max = 10) int rank) {
        StubModel model = RandomNetworks.withSpectrum(seed, 3, 4, P);
        ThinSvd svd = svd(model);
        RealMatrix left = matrix(model);
        for (int i = 0; i < rank; i++) {
            RealMatrix u = new Array2DRowRealMatrix(svd.left(i));
            left = left.subtract(u.multiply(u.transpose().multiply(matrix(model))));
        }
        double squares = IntStream.range(rank, P).mapToDouble(i -> svd.sigma()[i] * svd.sigma()[i]).sum();
        assertEquals(Math.sqrt(squares), left.getFrobeniusNorm(), 1e-7);
        assertEquals(svd.sigma()[rank], new SingularValueDecomposition(left).getNorm(), 1e-7);
        assertEquals(Math.scalb(1.0, -rank), svd.sigma()[rank], 1e-6, "prescribed singular value, in floats");
    }

    /// T13: rank 1 with a positive weight is Eigen-CAM.
    @Property(tries = 40)
    void rankOneIsEigenCam(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.nonNegative(seed, 3, 4);
        double[] eigen = Normalisation.minMax(new EigenCam().explain(model.input(0)).raw());
        assertArrayEquals(eigen, Normalisation.minMax(raw(Preset.SCORECAM_LIKE, 1, model, 0)), 1e-9);
    }

    /// T14: linear mode is the class map of the rank-r features, `U_r U_rᵀ CAM_c / P`; at full rank CAM / P.
    @Property(tries = 30)
    void linearModeIsTheTruncatedClassMap(
            @ForAll @IntRange(max = SEEDS) int seed, @ForAll @IntRange(min = 1, max = P) int rank) {
        StubModel model = RandomNetworks.withSpectrum(seed, 3, 4, P);
        double[] cam = new Cam().explain(model.input(2)).raw();
        RealMatrix projector = new Array2DRowRealMatrix(P, P);
        for (int i = 0; i < rank; i++) {
            RealMatrix u = new Array2DRowRealMatrix(svd(model).left(i));
            projector = projector.add(u.multiply(u.transpose()));
        }
        double[] expected = Arrays.stream(projector.operate(cam)).map(v -> v / P).toArray();
        assertArrayEquals(expected, raw(Preset.LINEAR, rank, model, 2), 1e-10);
        double[] full = Arrays.stream(cam).map(v -> v / P).toArray();
        assertArrayEquals(full, raw(Preset.LINEAR, P, model, 2), 1e-7);
        double[] svdGradCam = new SvdGradCam(rank).explain(model.input(2)).raw();
        assertArrayEquals(Normalisation.rectify(expected), svdGradCam, 1e-10, "SVD-Grad-CAM is its ReLU");
    }

    /// T15: the same masks from the Gram matrix, from another library's SVD, and from the triangle of an LQ
    /// decomposition.
    @Property(tries = 20)
    void threeWaysToTheSvdGiveTheSameMasks(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.withSpectrum(seed, 3, 4, P);
        ThinSvd gram = svd(model);
        double[] m = gram.rowSums();
        RealMatrix reference = new SingularValueDecomposition(matrix(model)).getU();
        RealMatrix triangle =
                new QRDecomposition(matrix(model).transpose()).getR().getSubMatrix(0, P - 1, 0, P - 1).transpose();
        RealMatrix lq = new SingularValueDecomposition(triangle).getU();
        for (int i = 0; i < 8; i++) {
            double[] mask = Normalisation.minMax(Normalisation.rectify(gram.left(i)));
            for (RealMatrix u : new RealMatrix[] {reference, lq}) {
                double[] other = u.getColumn(i);
                double sign = dot(other, m) < 0 ? -1 : 1;
                double[] turned = Arrays.stream(other).map(v -> sign * v).toArray();
                if (gram.signMargin(i) > 1e-3) {
                    // σ_8 is 2^-7: the Gram matrix knows its vector to about 2^14 · 1e-16, and minMax divides by
                    // less than 1.
                    assertArrayEquals(mask, Normalisation.minMax(Normalisation.rectify(turned)), 1e-8);
                }
            }
        }
    }

    /// T16: laying the outer product out as K×P and reading it as P×K scrambles space and channels. It must not
    /// look right.
    @Property(tries = 20)
    void theWrongLayoutIsNotTheComponent(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.nonNegative(seed, 3, 4);
        ThinSvd svd = svd(model);
        double[] u = svd.left(0);
        double[] v = svd.right(0);
        double[] scrambled = new double[P];
        double[] right = new double[P];
        for (int i = 0; i < P * RandomNetworks.K; i++) {
            scrambled[i / RandomNetworks.K] += v[i / P] * u[i % P];
            right[i / RandomNetworks.K] += u[i / RandomNetworks.K] * v[i % RandomNetworks.K];
        }
        double[] eigen = new EigenCam().explain(model.input(0)).raw();
        double factor = dot(right, eigen) / dot(eigen, eigen);
        double worst = 0;
        for (int p = 0; p < P; p++) {
            assertEquals(factor * eigen[p], right[p], 1e-10);
            worst = Math.max(worst, Math.abs(factor * eigen[p] - scrambled[p]));
        }
        assertTrue(worst > 1e-3, "the scrambled component is off by " + worst);
    }

    /// T18: for features without negative values the first mode has one sign, and no mask is empty.
    @Property(tries = 40)
    void theFirstModeHasOneSignAndNoMaskIsEmpty(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.nonNegative(seed, 3, 4);
        ThinSvd svd = svd(model);
        assertTrue(Arrays.stream(svd.left(0)).allMatch(v -> v >= -1e-12));
        for (int i = 0; i < svd.rank(); i++) {
            assertTrue(Arrays.stream(svd.left(i)).anyMatch(v -> v > 0), "mode " + i);
        }
    }

    /// Class signs follow the contrast that is explained, and weights without bias are not negative.
    @Property(tries = 30)
    void classSignsFollowTheTarget(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.withSpectrum(seed, 3, 4, P);
        for (Target target : new Target[] {Target.logit(0), Target.contrast(0, 1)}) {
            double[] cam = new Cam().explain(model.input(target)).raw();
            CamMap map = new LowRankCam(LowRankOptions.of(Preset.CLASS_SIGNED, 4)).explain(model.input(target));
            double[] expected = new double[P];
            for (int i = 0; i < 4; i++) {
                double[] u = svd(model).left(i);
                double sign = dot(u, cam) < 0 ? -1 : 1;
                double[] mask =
                        Normalisation.minMax(
                                Normalisation.rectify(Arrays.stream(u).map(v -> sign * v).toArray()));
                // A mode of one sign that speaks against the class leaves no mask.
                double weight = mask == null ? 0 : Math.max(0, dot(mask, cam) / P);
                for (int p = 0; p < P && mask != null; p++) {
                    expected[p] += weight * mask[p];
                }
            }
            assertArrayEquals(expected, map.raw(), 1e-9, target.toString());
        }
    }
}
