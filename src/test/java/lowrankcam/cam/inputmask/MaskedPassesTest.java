package lowrankcam.cam.inputmask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.LayerGradient;
import lowrankcam.cam.MapRun;
import lowrankcam.cam.Maps;
import lowrankcam.cam.TinyNetwork;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.format.UsageException;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// What methods that mask the input say of their passes, and parts of them with known answers.
class MaskedPassesTest {

    private static final TinyNetwork NETWORK = TinyNetwork.of(2, 3);
    private static final Tensor IMAGE = TinyNetwork.image(4);

    private static CamInput input(String layer) {
        return NETWORK.input(IMAGE, layer, Target.logit(2));
    }

    private static CamMap map(String method) {
        return MethodChoice.of(method).create().explain(input(TinyNetwork.EARLY));
    }

    /// What is announced is what runs, but for the baseline, which is one pass of a blank or blurred image, and for channels and
    /// groups that turn out not to count.
    @Test
    void passesAreAnnounced() {
        int checked = 0;
        for (MethodChoice choice : Maps.variants()) {
            if (choice.info().group().masksTheInput()) {
                CamInput input = input(TinyNetwork.EARLY);
                MapRun<CamMap> run = MapRun.of(choice.create(), input);
                long ran = run.passes().network() - 1;
                int said = choice.create().maskedInputs(input);
                boolean fewer = choice.label().startsWith("positive-") || choice.info().id().matches("groupcam|gscorecam");
                String what = choice.info().id() + ":" + choice.label() + " announced " + said + ", ran " + ran;
                assertTrue(ran <= said + 1 && said > 0 && (fewer || ran >= said - 1), what);
                checked++;
            }
        }
        assertTrue(checked >= 15, checked + " variants");
    }

    /// Rows of -1 1, 0 0.5, 5 5 and -2 2: by their spread the last, the first, the second, the third.
    @Test
    void theStrongestChannelsAreThoseOfLargestSpread() {
        Tensor features = new Tensor(1, 2, 4, new float[] {-1, 0, 5, -2, 1, 0.5f, 5, 2});
        int[] all = {0, 1, 2, 3};
        assertArrayEquals(new int[] {3}, ScoreCam.strongest(features, all, 1));
        assertArrayEquals(new int[] {0, 3}, ScoreCam.strongest(features, all, 2));
        assertArrayEquals(new int[] {0, 1, 3}, ScoreCam.strongest(features, all, 3));
        assertArrayEquals(new int[] {1}, ScoreCam.strongest(features, new int[] {1, 2}, 1));
        Tensor equal = new Tensor(1, 2, 3, new float[] {0, 2, 4, 1, 3, 5});
        assertArrayEquals(new int[] {0, 1}, ScoreCam.strongest(equal, new int[] {0, 1, 2}, 2));
    }

    @Test
    void scoresAndSelectionsAreSaid() {
        assertEquals("probability", map("scorecam").choices().get("score"));
        assertEquals("logit", map("scorecam:torch-cam").choices().get("score"));
        assertEquals(2, map("scorecam++:top-n-std:n=2").details().get("selectedChannels"));
        CamMap positive = map("scorecam++:cic-positive");
        int selected = (int) positive.details().get("selectedChannels");
        assertTrue(selected > 0 && selected < (int) positive.details().get("liveChannels"), selected + " selected");
        // Dead channels have no pass and no part in the sum.
        assertEquals(map("scorecam").details().get("liveChannels"), map("scorecam++:gated-tanh").details().get("selectedChannels"));
    }

    /// A dead channel is a group of its own here, and is left out.
    @Test
    void flatGroupsAreLeftOutAndFlagged() {
        CamMap map = map("groupcam:groups=12");
        assertTrue(map.flags().contains("group-skipped"));
        assertTrue((int) map.details().get("groupsUsed") < 12);
        assertEquals(12, map.choices().get("groups"));
        assertTrue(!map("groupcam:groups=1").flags().contains("group-skipped"));
    }

    /// One group: its score times its map, stretched as the mask was.
    @Test
    void theFirstReleaseOfGroupCamSumsMasks() {
        CamInput input = input(TinyNetwork.EARLY);
        CamMap map = new GroupCam(1, GroupCam.Denoise.NONE, GroupCam.Baseline.NONE).explain(input);
        double score = ((double[]) map.details().get("scores"))[0];
        double[] group = GroupCam.groupMaps(input.features(), LayerGradient.ofLogit(input).means(), 1)[0];
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int p = 0; p < IMAGE.positions(); p++) {
            double up =
                    InputMaskIdentitiesTest.upsampled(group, input.features(), IMAGE, p / IMAGE.width(), p % IMAGE.width());
            min = Math.min(min, up);
            max = Math.max(max, up);
        }
        assertTrue(min >= 0 && max > min && score > 0);
        for (int p = 0; p < group.length; p++) {
            assertEquals(Math.max(0, score * (group[p] - min) / (max - min)), map.raw()[p], 1e-6);
        }
    }

    /// Windows of 8 every 4 over 16 and 20 pixels: three and four of them, no window twice.
    @Test
    void windowsThatFitExactlyAreNotRepeated() {
        assertEquals(12, new Occlusion(8, 4, Target.Score.LOGIT).explain(input(TinyNetwork.LAST)).details().get("windows"));
        assertEquals(4, new Occlusion(10, 10, Target.Score.LOGIT).explain(input(TinyNetwork.LAST)).details().get("windows"));
        for (int[] wrong : List.of(new int[] {0, 1}, new int[] {4, 0}, new int[] {4, 5})) {
            assertThrows(UsageException.class, () -> new Occlusion(wrong[0], wrong[1], Target.Score.LOGIT));
        }
    }

    /// One bright place in the second of two channels: the product of two kernels around it, and nothing in the first.
    @Test
    void blurSpreadsAPlaceEvenlyInItsChannelOnly() {
        float[] values = new float[7 * 9 * 2];
        values[(3 * 9 + 5) * 2 + 1] = 1;
        Tensor blurred = new GaussianBlur(2, 1.5).apply(new Tensor(7, 9, 2, values));
        double[] kernel = new double[5];
        double sum = 0;
        for (int i = 0; i < 5; i++) {
            kernel[i] = Math.exp(-(i - 2) * (i - 2) / (2 * 1.5 * 1.5));
            sum += kernel[i];
        }
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < 9; x++) {
                boolean near = Math.abs(y - 3) <= 2 && Math.abs(x - 5) <= 2;
                double expected = near ? kernel[y - 1] * kernel[x - 3] / (sum * sum) : 0;
                assertEquals(expected, blurred.get(y, x, 1), 1e-7, y + "," + x);
                assertEquals(0f, blurred.get(y, x, 0));
            }
        }
    }
}
