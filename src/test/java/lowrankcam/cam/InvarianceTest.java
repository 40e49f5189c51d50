package lowrankcam.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import lowrankcam.cam.activation.Cam;
import lowrankcam.cam.gradient.GradCam;
import lowrankcam.cam.gradient.LayerCam;
import lowrankcam.cam.gradient.XGradCam;
import lowrankcam.cam.inputmask.InputMaskIdentitiesTest;
import lowrankcam.cam.lowrank.LowRankCam;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.kernel.Dense;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.Target;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// T17: what a change of names must not change, for all variants of the methods that look at features, gradients and
/// head. Group-CAM, which groups neighbouring channels, is tested in [InputMaskIdentitiesTest].
class InvarianceTest {

    private static final int SEEDS = 1_000_000;

    private static List<MethodChoice> methods() {
        return Maps.variants().stream().filter(choice -> !choice.info().group().masksTheInput()).toList();
    }

    private static double[] raw(MethodChoice choice, StubModel model) {
        return Maps.undivided(choice, model.input(Target.logit(1)));
    }

    private static String name(MethodChoice choice) {
        return choice.info().id() + ":" + choice.label();
    }

    /// Channels and the head's weights moved together: the same map, but for the order of sums.
    @Property(tries = 15)
    void theOrderOfChannelsDoesNotMatter(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.nonNegative(seed, 3, 4);
        StubModel moved = RandomNetworks.channelsMoved(model, RandomNetworks.order(seed, RandomNetworks.K));
        for (MethodChoice choice : methods()) {
            // 1e-5: scores in float enter where the biases do.
            Maps.assertClose(raw(choice, model), raw(choice, moved), 1e-5, name(choice));
        }
    }

    /// Positions moved: the map moves with them. The spread over neighbours is the one thing that knows who is
    /// beside whom.
    @Property(tries = 15)
    void mapsFollowPositions(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.nonNegative(seed, 3, 4);
        int[] order = RandomNetworks.order(seed, 12);
        StubModel moved = RandomNetworks.positionsMoved(model, order);
        for (MethodChoice choice : methods()) {
            if (choice.variant().id().equals("gaussian")) {
                continue;
            }
            double[] map = raw(choice, model);
            double[] expected = new double[12];
            for (int p = 0; p < 12; p++) {
                expected[p] = map[order[p]];
            }
            Maps.assertClose(expected, raw(choice, moved), 1e-5, name(choice));
        }
    }

    /// Features times 4: maps scale by a factor, where no bias and no probability takes part.
    @Property(tries = 15)
    void mapsScaleWithTheFeatures(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.nonNegative(seed, 3, 4);
        StubModel scaled = RandomNetworks.scaled(model, 4);
        Set<String> scaling =
                Set.of("cam:paper", "cam:relu", "eigencam:paper", "eigencam:centred", "eigencam:pytorch-grad-cam",
                        "gradcam:paper", "xgradcam:exact", "layercam:paper", "hirescam:relu", "hirescam:signed",
                        "eigengradcam:pytorch-grad-cam", "eigengradcam:uncentred", "svdgradcam:reading-rank=6",
                        "ablationcam:difference", "gradcam++:official", "lowrankcam:class-signed-rank=6",
                        "lowrankcam:linear-rank=6");
        int compared = 0;
        for (MethodChoice choice : methods()) {
            if (scaling.contains(name(choice))) {
                double[] once = raw(choice, model);
                double[] four = raw(choice, scaled);
                // Ablation-CAM's weights scale too: 16 in all.
                double factor = choice.info().id().equals("ablationcam") ? 16 : 4;
                double[] expected = Arrays.stream(once).map(v -> v * factor).toArray();
                Maps.assertClose(expected, four, 1e-9, name(choice));
                compared++;
            }
        }
        assertTrue(compared == scaling.size(), "compared " + compared + " of " + scaling.size());
    }

    /// A bias added to all classes, or to one, changes no method that explains by weights alone.
    @Property(tries = 10)
    void biasesDoNotEnterWeights(@ForAll @IntRange(max = SEEDS) int seed) {
        StubModel model = RandomNetworks.nonNegative(seed, 3, 4);
        var layer = model.head().layers().getFirst();
        float[] bias = layer.bias().clone();
        bias[1] += 8;
        StubModel shifted =
                RandomNetworks.withHead(
                        model,
                        new ClassifierHead(
                                List.of(new ClassifierHead.Layer(layer.weights(), bias)),
                                model.head().labels(), model.head().activation(), Dense.scalar(), ""));
        for (CamMethod method : List.of(new Cam(), new GradCam(), new LayerCam(), new XGradCam(0))) {
            assertArrayEquals(
                    method.explain(model.input(1)).raw(), method.explain(shifted.input(1)).raw(), 0.0, method.id());
        }
        LowRankCam signed = new LowRankCam(LowRankOptions.of(LowRankOptions.Preset.CLASS_SIGNED, 5));
        Maps.assertClose(signed.explain(model.input(1)).raw(), signed.explain(shifted.input(1)).raw(), 1e-9, "class-signed");
    }
}
