package lowrankcam.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lowrankcam.cam.gradient.LayerCam;
import lowrankcam.cam.inputmask.GScoreCam;
import lowrankcam.cam.inputmask.GroupCam;
import lowrankcam.kernel.Dense;
import lowrankcam.model.Activation;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.PassCounter;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// What gradient methods keep and what they leave out: signs of gradients, orders of channels, percentiles of maps.
class SelectionByGradientTest {

    private static final Tensor IMAGE = TinyNetwork.image(4);

    /// A network with one dense layer whose weights of class 0 are given; class 1 has none.
    private static CamInput input(float... weights) {
        float[] both = new float[2 * weights.length];
        for (int k = 0; k < weights.length; k++) {
            both[2 * k] = weights[k];
        }
        ClassifierHead head =
                new ClassifierHead(
                        List.of(new ClassifierHead.Layer(both, new float[2])), List.of("a", "b"), Activation.SOFTMAX,
                        Dense.scalar(), "");
        Random random = new Random(3);
        TinyNetwork network =
                new TinyNetwork(
                        RandomNetworks.gaussian(random, 3 * TinyNetwork.K),
                        RandomNetworks.gaussian(random, 5 * TinyNetwork.K * TinyNetwork.K), head, new PassCounter());
        return network.input(IMAGE, TinyNetwork.LAST, Target.logit(0));
    }

    /// Channel 0 has the largest magnitude, channels 3 and 5 the largest value: of equals the lower. The softmax over
    /// one channel is 1, so the map is that channel.
    @Test
    void gScoreCamTakesTheLargestGradientNotTheLargestMagnitude() {
        CamInput input = input(-9, 1, -2, 3, 0, 3, 1, 1, 1, 1, 1, 1);
        CamMap map = new GScoreCam(GScoreCam.Count.GIVEN, 1, GScoreCam.Softmax.SELECTED).explain(input);
        assertArrayEquals(ChannelSum.map(input.features(), 3), map.raw());
        assertNotEquals(0, Arrays.stream(map.raw()).sum());
    }

    /// Twelve channels: a tenth is two of them.
    @Test
    void gScoreCamRoundsATenthUp() {
        CamInput input = input(-9, 1, -2, 3, 0, 3, 1, 1, 1, 1, 1, 1);
        CamMap map = new GScoreCam(GScoreCam.Count.TENTH, 300, GScoreCam.Softmax.SELECTED).explain(input);
        assertEquals(2, map.details().get("selectedChannels"));
    }

    /// Two channels of weights 1 and -2, four positions: the second plays no part, not even where it is alone.
    @Test
    void layerCamLeavesNegativeGradientsOut() {
        StubModel model =
                StubModel.of(
                        2, 2, new float[][] {{4, 0}, {8, 4}, {0, 4}, {2, 2}}, new float[][] {{1, -2}, {0, 0}}, 0, 0);
        assertArrayEquals(new double[] {1, 2, 0, 0.5}, new LayerCam().explain(model.input(0)).raw());
    }

    /// 20 positions: the percentile lies between the 14th and the 15th value (0.7 · 19 = 13.3), so six stay.
    @Test
    void groupCamCutsEachGroupOffAtItsSeventiethPercentile() {
        CamInput input = input(5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5);
        CamMap map = new GroupCam(1, GroupCam.Denoise.PER_GROUP, GroupCam.Baseline.NONE).explain(input);
        assertArrayEquals(survivors(groups(input, 1), 6), positive(map.raw()));
    }

    /// 40 values of two groups: 0.7 · 39 = 27.3, so the twelve largest of both stay, however they are divided.
    @Test
    void groupCamOfTheFirstReleaseCutsAllGroupsOffTogether() {
        CamInput input = input(5, 5, 5, 5, 5, 5, 2, 2, 2, 2, 2, 2);
        CamMap map = new GroupCam(2, GroupCam.Denoise.JOINTLY, GroupCam.Baseline.NONE).explain(input);
        assertArrayEquals(survivors(groups(input, 2), 12), positive(map.raw()));
    }

    /// The positive parts of sums of neighbouring channels, each times its weight.
    private static double[][] groups(CamInput input, int count) {
        Tensor features = input.features();
        double[][] maps = new double[count][features.positions()];
        for (int i = 0; i < features.values().length; i++) {
            int k = i % TinyNetwork.K;
            maps[k * count / TinyNetwork.K][i / TinyNetwork.K] +=
                    features.values()[i] * input.model().head().weight(0, k);
        }
        return maps;
    }

    /// Positions at which some group's value is among the largest of all.
    private static int[] survivors(double[][] maps, int kept) {
        double[] sorted = Arrays.stream(maps).flatMapToDouble(Arrays::stream).sorted().toArray();
        double smallest = sorted[sorted.length - kept];
        return IntStream.range(0, maps[0].length)
                .filter(p -> Arrays.stream(maps).anyMatch(map -> map[p] >= smallest)).toArray();
    }

    private static int[] positive(double[] map) {
        return IntStream.range(0, map.length).filter(p -> map[p] > 0).toArray();
    }
}
