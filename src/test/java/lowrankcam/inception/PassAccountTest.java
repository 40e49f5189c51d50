package lowrankcam.inception;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.MapRun;
import lowrankcam.cam.Progress;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.Workers;
import lowrankcam.model.Activation;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.model.Target;
import lowrankcam.nn.CompiledNetwork;
import lowrankcam.nn.SmallNetwork;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a method is charged, and its map, depend on image, layer and method, and not on what ran before.
class PassAccountTest {

    private static final Tensor IMAGE = SmallNetwork.image(2);
    private static final List<String> METHODS =
            List.of(
                    "lowrankcam", "lowrankcam:class-signed", "eigencam", "gradcam", "gradcam++", "xgradcam", "layercam",
                    "hirescam", "eigengradcam", "svdgradcam", "ablationcam", "reciprocam", "fimf", "groupcam",
                    "gscorecam", "scorecam");

    private static Workers workers;
    private static CompiledNetwork body;

    @BeforeAll
    static void compile() {
        workers = new Workers(2);
        body = SmallNetwork.random(8, 0.3f).compile(KernelChoice.SCALAR, workers);
    }

    @AfterAll
    static void close() {
        workers.close();
    }

    private static InceptionModel model() {
        int channels =
                body.network().sizes(SmallNetwork.HEIGHT, SmallNetwork.WIDTH).getLast().channels();
        ClassifierHead head =
                new ClassifierHead(
                        List.of(new ClassifierHead.Layer(
                                SmallNetwork.uniform(new Random(3), 2 * channels, 1), new float[2])),
                        List.of("normal", "abnormal"), Activation.SOFTMAX, body.kernels().dense(), "");
        return new InceptionModel(body, head, SmallNetwork.HEIGHT, SmallNetwork.WIDTH, workers);
    }

    private static MapRun<CamMap> run(InceptionModel model, ForwardTrace trace, String method) {
        return MapRun.of(
                MethodChoice.of(method).create(),
                new CamInput(model, trace, Target.logit(1), model.kernels().resample(), Progress.NONE));
    }

    /// All methods at all layers, in this order, on one network pass of a new model.
    private static Map<String, MapRun<CamMap>> run(List<String> layers, List<String> methods) {
        InceptionModel model = model();
        Map<String, MapRun<CamMap>> runs = new HashMap<>();
        for (ForwardTrace trace : model.forward(IMAGE, layers)) {
            methods.forEach(method -> runs.put(method + " at " + trace.layer(), run(model, trace, method)));
        }
        return runs;
    }

    private static void assertSame(MapRun<CamMap> expected, MapRun<CamMap> found, String what) {
        assertEquals(expected.passes(), found.passes(), what);
        assertArrayEquals(expected.map().raw(), found.map().raw(), what);
    }

    /// Each method alone, on a pass of its own, says what it costs; the request in any order must agree.
    @ParameterizedTest
    @ValueSource(strings = {"reduced", "split", "mixed,reduced,split", "split,stem,mixed"})
    void noMethodPaysForWhatRanBefore(String list) {
        List<String> layers = List.of(list.split(","));
        Map<String, MapRun<CamMap>> alone = new HashMap<>();
        layers.forEach(layer -> METHODS.forEach(method -> alone.putAll(run(List.of(layer), List.of(method)))));
        List<String> methods = new ArrayList<>(METHODS);
        Random random = new Random(11);
        for (int order = 0; order < 6; order++) {
            Map<String, MapRun<CamMap>> together = run(layers, methods);
            assertEquals(alone.keySet(), together.keySet());
            together.forEach((what, run) -> assertSame(alone.get(what), run, what + " of " + methods));
            Collections.shuffle(methods, random);
        }
    }

    /// What the image's pass kept is gone then and computed anew, but that part was in its network pass already.
    @Test
    void noMethodPaysForThePassOfAnotherImage() {
        InceptionModel model = model();
        for (ForwardTrace trace : model.forward(IMAGE, List.of("stem", "reduced"))) {
            MapRun<CamMap> before = run(model, trace, "gradcam");
            assertEquals(new Passes(1, 0, 1), before.passes());
            ForwardTrace other = model.forward(SmallNetwork.image(5), "mixed");
            assertSame(before, run(model, trace, "gradcam"), "after a pass");
            run(model, other, "layercam");
            assertSame(before, run(model, trace, "gradcam"), "after another image's gradient");
        }
    }

    /// What is said before of passes on masked inputs, for the time left: all that there can be.
    @Test
    void noMethodTakesMorePassesThanItSaidBefore() {
        InceptionModel model = model();
        ForwardTrace trace = model.forward(IMAGE, "mixed");
        for (String name :
                List.of("scorecam", "scorecam:max-n:n=5", "scorecam++", "scorecam++:top-n-std:n=5", "scorecam++:gated-tanh", "gscorecam",
                        "gscorecam:k=7", "groupcam", "rise:masks=20", "occlusion:window=20:stride=20", "gradcam", "lowrankcam")) {
            CamMethod method = MethodChoice.of(name).create();
            CamInput input = new CamInput(model, trace, Target.logit(1), model.kernels().resample(), Progress.NONE);
            long said = method.maskedInputs(input);
            long taken = MapRun.of(method, input).passes().network() - 1;
            // One more for a blank input.
            assertTrue(taken <= said + 1, name + ": said " + said + ", taken " + taken);
            assertEquals(MethodChoice.of(name).info().group().masksTheInput(), said > 0, name);
        }
    }

    @Test
    void onePassSeenFromSeveralLayersIsThatOfEachAlone() {
        InceptionModel model = model();
        List<String> layers = List.of("reduced", "split", "stem");
        Passes before = model.passes().now();
        List<ForwardTrace> traces = model.forward(IMAGE, layers);
        assertEquals(new Passes(1, 1, 0), model.passes().now().minus(before), "one pass and its scores");
        for (int i = 0; i < layers.size(); i++) {
            ForwardTrace alone = model().forward(IMAGE, layers.get(i));
            assertEquals(layers.get(i), traces.get(i).layer());
            assertArrayEquals(alone.features().values(), traces.get(i).features().values());
            assertArrayEquals(alone.pooled(), traces.get(i).pooled());
            assertArrayEquals(alone.prediction().logits(), traces.get(i).prediction().logits());
        }
    }

    /// Work follows passes: a network pass for each, from behind the layer on for each head pass of an earlier layer.
    @Test
    void workIsThatOfThePassesThatRan() {
        InceptionModel model = model();
        long weights = model.head().layers().getFirst().weights().length;
        long pass = body.network().work(SmallNetwork.HEIGHT, SmallNetwork.WIDTH, 0).multiplyAdds() + weights;
        ForwardTrace trace = model.forward(IMAGE, "mixed");
        assertEquals(pass, model.passes().work().multiplyAdds());
        model.predictAll(3, _ -> IMAGE, (_, _) -> {});
        assertEquals(4 * pass, model.passes().work().multiplyAdds());
        long rest = body.network().work(SmallNetwork.HEIGHT, SmallNetwork.WIDTH, model.layers().indexOf("mixed") + 1).multiplyAdds();
        model.scoreAll(trace, 2, _ -> trace.features(), (_, _) -> {});
        assertEquals(4 * pass + 2 * (rest + weights), model.passes().work().multiplyAdds());
        model.featureScorer(trace).logits(trace.features());
        assertEquals(4 * pass + 3 * (rest + weights), model.passes().work().multiplyAdds());
    }
}
