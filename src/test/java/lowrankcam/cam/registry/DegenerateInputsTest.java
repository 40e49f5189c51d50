package lowrankcam.cam.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.ChannelMasks;
import lowrankcam.cam.Maps;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.Normalisation;
import lowrankcam.cam.RandomNetworks;
import lowrankcam.cam.StubModel;
import lowrankcam.cam.TinyNetwork;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.cam.activation.Cam;
import lowrankcam.cam.featuremask.AblationCam;
import lowrankcam.cam.featuremask.ReciproCam;
import lowrankcam.cam.gradient.GradCam;
import lowrankcam.cam.gradient.SvdGradCam;
import lowrankcam.cam.inputmask.GroupCam;
import lowrankcam.cam.inputmask.Rise;
import lowrankcam.cam.inputmask.ScoreCam;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// T26: inputs that leave a method nothing to work with give flags and zeros, never NaN.
class DegenerateInputsTest {

    private static List<MethodChoice> variants() {
        return Maps.variants();
    }

    private static CamInput input(Tensor image, String layer) {
        return TinyNetwork.of(11, 3).input(image, layer, Target.logit(0));
    }

    private static Tensor constant(float value) {
        float[] values = new float[16 * 20 * 3];
        Arrays.fill(values, value);
        return new Tensor(16, 20, 3, values);
    }

    private static boolean isUndefined(MethodChoice choice, String layer) {
        return choice.create() instanceof Cam && layer.equals(TinyNetwork.EARLY);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyVariantGivesFiniteMapsOfTheRightSize(MethodChoice choice) {
        for (Tensor image : new Tensor[] {TinyNetwork.image(1), constant(0), constant(0.5f)}) {
            for (String layer : new String[] {TinyNetwork.EARLY, TinyNetwork.LAST}) {
                if (isUndefined(choice, layer)) {
                    assertThrows(
                            UnsupportedTargetException.class, () -> choice.create().explain(input(image, layer)));
                    continue;
                }
                CamMap map = choice.create().explain(input(image, layer));
                assertTrue(Arrays.stream(map.raw()).allMatch(Double::isFinite), layer);
                boolean ofInput = choice.info().group() == MethodInfo.Group.BLACK_BOX
                        || choice.variant().id().equals("gated-tanh");
                assertEquals(ofInput ? 16 : 4, map.rows());
                assertEquals(ofInput ? 20 : 5, map.columns());
            }
        }
    }

    /// A blank image through a network without biases: no feature is alive, and only methods that score something
    /// beside features can say anything but zero.
    @ParameterizedTest
    @MethodSource("variants")
    void deadFeaturesGiveZeros(MethodChoice choice) {
        CamInput dead = input(constant(0), TinyNetwork.LAST);
        assertArrayEquals(new float[dead.features().values().length], dead.features().values());
        CamMap map = choice.create().explain(dead);
        double[] raw = map.raw();
        if (choice.create() instanceof ReciproCam || choice.create() instanceof Rise) {
            // Every position, or every mask, leaves the same nothing: the score of a blank input.
            assertTrue(raw[0] != 0);
            assertEquals(choice.create() instanceof ReciproCam, Normalisation.minMax(raw) == null);
        } else {
            assertArrayEquals(new double[raw.length], raw);
        }
        if (choice.info().id().matches("lowrankcam|eigencam|eigengradcam|svdgradcam")) {
            assertTrue(map.flags().contains("zero-features"), map.flags().toString());
        }
    }

    @Test
    void aValueThatIsNotFiniteIsNamed() {
        float[] values = new float[4 * 3];
        values[7] = Float.NaN;
        StubModel model = StubModel.of(2, 2, new float[4][3], new float[2][3], 1f, 2f);
        StubModel broken = RandomNetworks.withFeatures(model, values);
        ArithmeticException e = assertThrows(ArithmeticException.class, () -> broken.input(0));
        assertTrue(e.getMessage().contains("position 2, channel 1 is NaN"), e.getMessage());
    }

    @Test
    void deadChannelsCostNoPassAndWeighNothing() {
        StubModel model = RandomNetworks.nonNegative(3, 3, 4);
        StubModel deep =
                RandomNetworks.withHead(model, RandomNetworks.head(new Random(1), RandomNetworks.K, 6, 3));
        long before = deep.passes().now().head();
        new AblationCam(AblationCam.Division.NONE).explain(deep.input(0));
        assertEquals(RandomNetworks.K - 1, deep.passes().now().head() - before, "channel 5 is dead");
        TinyNetwork network = TinyNetwork.of(11, 3);
        CamInput input = network.input(TinyNetwork.image(1), TinyNetwork.EARLY, Target.logit(0));
        int live = ChannelMasks.varying(input.features()).length;
        assertTrue(live < TinyNetwork.K, "channel 2 is dead");
        before = network.passes().now().network();
        new ScoreCam().explain(input);
        assertEquals(live, network.passes().now().network() - before);
        before = network.passes().now().network();
        MethodChoice.of("scorecam:pytorch-grad-cam").create().explain(input);
        assertEquals(live + 1, network.passes().now().network() - before, "one blank pass for all dead channels");
    }

    @Test
    void whatIsCutOffIsFlagged() {
        StubModel negative =
                StubModel.of(
                        2, 2, new float[][] {{1, 0}, {0, 1}, {1, 1}, {0, 0}}, new float[][] {{-1, -2}, {1, 1}}, 0f, 0f);
        assertTrue(new GradCam().explain(negative.input(0)).flags().contains("nothing-positive"));
        assertTrue(new Cam().explain(negative.input(0)).flags().isEmpty());
        assertTrue(
                new AblationCam(AblationCam.Division.BY_SCORE).explain(negative.input(0)).flags()
                        .contains("negative-score"));
        CamMap beyond = new SvdGradCam(10).explain(negative.input(1));
        assertTrue(beyond.flags().contains("rank-reduced"));
        assertEquals(2, beyond.details().get("rankUsed"));
    }

    /// More groups than channels: groups of one, and no empty ones.
    @Test
    void groupsThatDoNotDivideTheChannelsAreShorter() {
        double[] alpha = new double[RandomNetworks.K];
        Arrays.fill(alpha, 1);
        StubModel model = RandomNetworks.nonNegative(1, 2, 2);
        assertEquals(24, GroupCam.groupMaps(model.features(), alpha, 100).length);
        assertEquals(5, GroupCam.groupMaps(model.features(), alpha, 5).length, "5 5 5 5 4");
        assertEquals(1, GroupCam.groupMaps(model.features(), alpha, 1).length);
    }
}
