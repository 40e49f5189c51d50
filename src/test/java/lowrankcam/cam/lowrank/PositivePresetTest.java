package lowrankcam.cam.lowrank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import lowrankcam.cam.Normalisation;
import lowrankcam.cam.RandomNetworks;
import lowrankcam.cam.StubModel;
import lowrankcam.cam.activation.Cam;
import lowrankcam.cam.activation.EigenCam;
import lowrankcam.cam.gradient.SvdGradCam;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// What the preset `positive`, `ReLU(U_r U_rᵀ CAM_c) / P`, must equal.
class PositivePresetTest {

    private static final int SEEDS = 1_000_000;
    private static final int P = 12;
    private static final int CLASS = 1;

    private static double[] raw(int rank, StubModel model) {
        return new LowRankCam(LowRankOptions.of(Preset.POSITIVE, rank)).explain(model.input(CLASS)).raw();
    }

    private static double[] cam(StubModel model) {
        return new Cam().explain(model.input(CLASS)).raw();
    }

    private static double[] times(double factor, double[] values) {
        return Arrays.stream(values).map(v -> factor * v).toArray();
    }

    /// Features of the model in another order of positions or channels, the head's weights to match, and scaled.
    private static StubModel changed(StubModel model, int[] positions, int[] channels, float factor) {
        Tensor features = model.features();
        float[][] rows = new float[P][channels.length];
        float[][] weights = new float[3][channels.length];
        float[] biases = new float[3];
        for (int k = 0; k < channels.length; k++) {
            for (int p = 0; p < P; p++) {
                rows[p][k] = factor * features.values()[positions[p] * channels.length + channels[k]];
            }
            for (int c = 0; c < 3; c++) {
                weights[c][k] = model.head().weight(c, channels[k]);
            }
        }
        for (int c = 0; c < 3; c++) {
            biases[c] = model.head().bias(c);
        }
        return StubModel.of(3, 4, rows, weights, biases);
    }

    private static int[] inOrder(int count) {
        return IntStream.range(0, count).toArray();
    }

    private static int[] reversed(int count) {
        return IntStream.range(0, count).map(i -> count - 1 - i).toArray();
    }

    @Property(tries = 30)
    void atFullRankItIsThePositivePartOfCam(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.withSpectrum(seed, 3, 4, P);
        assertArrayEquals(times(1.0 / P, Normalisation.rectify(cam(model))), raw(P, model), 1e-7);
    }

    @Property(tries = 30)
    void atAnyRankItIsSvdGradCam(
            @ForAll @IntRange(max = SEEDS) int seed, @ForAll @IntRange(min = 1, max = P) int rank) {
        StubModel model = RandomNetworks.withSpectrum(seed, 3, 4, P);
        assertArrayEquals(new SvdGradCam(rank).explain(model.input(CLASS)).raw(), raw(rank, model), 1e-10);
    }

    @Property(tries = 40)
    void atRankOneItIsEigenCamOrNothing(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.nonNegative(seed, 3, 4);
        double[] eigen = new EigenCam().explain(model.input(CLASS)).raw();
        double[] cam = cam(model);
        double evidence = IntStream.range(0, P).mapToDouble(p -> eigen[p] * cam[p]).sum();
        double[] map = raw(1, model);
        if (evidence > 0) {
            assertArrayEquals(Normalisation.minMax(eigen), Normalisation.minMax(map), 1e-9);
        } else {
            assertEquals(0, Arrays.stream(map).max().orElseThrow(), 1e-12);
        }
    }

    @Property(tries = 20)
    void theSignsOfModesDropOut(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.withSpectrum(seed, 3, 4, P);
        LowRankModes modes = new LowRankModes(LowRankOptions.of(Preset.POSITIVE, 5), model.input(CLASS));
        double[] turned =
                modes.map(IntStream.range(0, 5)
                                .mapToObj(i -> modes.weigh(i, LowRankModes.negated(modes.oriented(i))))
                                .toList())
                        .raw();
        assertArrayEquals(raw(5, model), turned, 1e-14);
    }

    @Property(tries = 20)
    void theOrderOfChannelsDropsOutAndThatOfPositionsIsTheMaps(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.withSpectrum(seed, 3, 4, P);
        double[] map = raw(5, model);
        int channels = model.features().channels();
        assertArrayEquals(map, raw(5, changed(model, inOrder(P), reversed(channels), 1)), 1e-7);
        double[] backwards = Arrays.stream(reversed(P)).mapToDouble(p -> map[p]).toArray();
        assertArrayEquals(backwards, raw(5, changed(model, reversed(P), inOrder(channels), 1)), 1e-7);
    }

    @Property(tries = 20)
    void itScalesWithTheFeatures(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.withSpectrum(seed, 3, 4, P);
        int channels = model.features().channels();
        assertArrayEquals(
                times(4, raw(5, model)), raw(5, changed(model, inOrder(P), inOrder(channels), 4)), 1e-12);
    }
}
