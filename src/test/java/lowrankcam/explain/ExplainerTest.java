package lowrankcam.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.cam.registry.Methods;
import lowrankcam.cam.registry.RequestedMethod;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.UsageException;
import lowrankcam.golden.Goldens;
import lowrankcam.image.Legend;
import lowrankcam.image.Overlay;
import lowrankcam.image.PictureReader;
import lowrankcam.inception.LoadedModel;
import lowrankcam.inception.ModelLoader;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import lowrankcam.model.Target;
import lowrankcam.weights.SafetensorsWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Methods, variants, targets and layers with the real network.
class ExplainerTest {

    private static final Path SMALL = Goldens.file("inputs/hand_299.png");

    private static LoadedModel model;

    @TempDir private Path folder;

    private final List<String> said = new ArrayList<>();

    @BeforeAll
    static void open() throws FormatException {
        model = open(null);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static LoadedModel open(Path head) throws FormatException {
        return ModelLoader.open(
                KernelSet.of(KernelChoice.AUTO, Numerics.DIRECT), 2, head, null, ModelLoader.HeadUse.REQUIRED,
                Goldens.ROOT.resolve("weights/default"));
    }

    private static ExplainRequest request(List<String> methods, List<String> classes, String rank) {
        return new ExplainRequest(
                RequestedMethod.of(methods, Map.of("rank", rank), "default"), classes, "", Target.Score.LOGIT,
                List.of("Mixed_7c"));
    }

    private Explanation explain(LoadedModel of, ExplainRequest request) throws IOException {
        return new Explainer(of, request, said::add).explain(SMALL);
    }

    private static double[] map(Explanation explanation, String name) {
        return explanation.maps().stream()
                .filter(map -> map.task().name().equals(name)).findFirst().orElseThrow().map().raw();
    }

    private static MethodInfo info(ExplainedMap map) {
        return map.task().method().choice().info();
    }

    /// Everything that runs the network once, for both classes, with one dense layer: no backward pass, and the
    /// identities of the last layer hold on the real network.
    @Test
    void fastMethodsRunTheNetworkOnce() throws IOException {
        Explanation explanation = explain(model, request(List.of("fast"), List.of("all"), "10"));
        assertEquals(List.of(), said);
        assertEquals(List.of(), explanation.skipped());
        assertEquals(2 * Methods.withoutInputMasks().size(), explanation.maps().size());
        for (ExplainedMap map : explanation.maps()) {
            assertEquals(1, map.passes().network(), map.title());
            assertEquals(0, map.passes().backward(), map.title());
            assertEquals("Mixed_7c", map.task().layer());
        }
        double[] cam = map(explanation, "cam-class-1");
        for (String same : List.of("gradcam", "xgradcam", "hirescam")) {
            double[] found = map(explanation, same + "-class-1");
            for (int p = 0; p < 64; p++) {
                assertEquals(Math.max(0, cam[p]) / 64, found[p], 1e-6, same);
            }
        }
    }

    /// A head of three dense layers: CAM is left out and said to be; the others take a backward pass or run the head.
    @Test
    void whatIsNotDefinedIsLeftOutOfAGroupAndRefusedByName() throws IOException {
        try (LoadedModel deep = open(Goldens.file("head-nsfwjs.safetensors"))) {
            Explanation explanation = explain(deep, request(List.of("fast"), List.of(), "10"));
            assertEquals(1, said.size(), said.toString());
            assertTrue(said.getFirst().startsWith("left out: CAM needs a head of one dense layer"), said.getFirst());
            assertEquals(Methods.withoutInputMasks().size() - 1, explanation.maps().size());
            assertEquals("cam", explanation.skipped().getFirst().task().method().choice().info().id());
            assertTrue(explanation.skipped().getFirst().reason().contains("3 layers"));
            for (ExplainedMap map : explanation.maps()) {
                int backward = info(map).group() == MethodInfo.Group.GRADIENT ? 1 : 0;
                assertEquals(backward, map.passes().backward(), map.title());
            }
            ExplainRequest named = request(List.of("gradcam", "cam"), List.of(), "10");
            assertThrows(UnsupportedTargetException.class, () -> explain(deep, named));
            ExplainedMap byRule =
                    explain(deep, request(List.of("lowrankcam"), List.of(), "class-coverage=0.5")).maps().getFirst();
            assertEquals(1, byRule.passes().backward(), "the class map comes from a backward pass");
        }
    }

    /// Class and score first, a line for each map, the file to open last; with more if it is asked for.
    @Test
    void aSummaryBeginsWithTheClassAndEndsWithTheFileToOpen() throws IOException {
        Explanation explanation = explain(model, request(List.of("lowrankcam", "cam"), List.of("all"), "10"));
        ResultOptions results = results(Legend.Place.FILE, Set.of(ResultOptions.Extra.SHEET));
        List<String> lines = new Summary(explanation, false).text(results).lines().toList();
        assertEquals(4 + 4 + 1, lines.size(), lines.toString());
        assertEquals(SMALL.toString(), lines.getFirst());
        assertTrue(lines.get(1).matches("  abnormal +0\\.\\d{4}"), lines.get(1));
        assertTrue(lines.get(2).matches("  normal +0\\.\\d{4}"), lines.get(2));
        assertTrue(lines.get(3).startsWith("  unlike-training-images: "), lines.get(3));
        for (int i = 0; i < 4; i++) {
            ExplainedMap map = explanation.maps().get(i);
            assertTrue(lines.get(4 + i).startsWith("  " + map.title() + ": "), lines.get(4 + i));
            if (map.isFlat()) {
                assertTrue(lines.get(4 + i).contains("lowrankcam:positive"), lines.get(4 + i));
            } else {
                // Cells of 299/8 pixels: the centre of the hottest one.
                int cell = map.map().hottest();
                int x = (int) ((cell % 8 + 0.5) * 299 / 8);
                int y = (int) ((cell / 8 + 0.5) * 299 / 8);
                assertTrue(lines.get(4 + i).endsWith("hottest around x " + x + ", y " + y + " of 299x299"), lines.get(4 + i));
            }
        }
        assertEquals("  open " + folder.resolve("r").resolve("sheet.png"), lines.getLast());
        String more = new Summary(explanation, true).text(results);
        assertTrue(more.contains("forward pass ") && more.contains("passes: 1 network, 10 head, 0 backward"), more);
    }

    private ResultOptions results(Legend.Place place, Set<ResultOptions.Extra> extras) {
        return new ResultOptions(folder, _ -> "r", Overlay.USUAL, place, extras);
    }

    /// An overlay has the size of its image unless its legend is wanted below, and the manifest names the files there are.
    @Test
    void legendsAreWhereTheyAreWanted() throws IOException {
        Explanation explanation = explain(model, request(List.of("cam"), List.of("abnormal"), "10"));
        for (Legend.Place place : Legend.Place.values()) {
            explanation.save(results(place, Set.of()));
            Path written = folder.resolve("r");
            PictureReader.Size overlay = PictureReader.size(written.resolve("cam-class-1-overlay.png"));
            assertEquals(299, overlay.width());
            assertEquals(place == Legend.Place.BELOW, overlay.height() > 299, place.name());
            assertTrue(place == Legend.Place.BELOW || overlay.height() == 299, place.name());
            assertEquals(place == Legend.Place.FILE, Files.exists(written.resolve("cam-class-1-legend.png")));
            String files = Json.read(written.resolve("manifest.json")).path("maps").get(0).path("files").asString();
            assertEquals(place == Legend.Place.FILE, files.endsWith(", cam-class-1-legend.png"), files);
        }
    }

    /// One network pass serves several layers, and names carry what tells maps apart, and nothing else.
    @Test
    void severalLayersAndVariantsAreToldApart() throws IOException {
        ExplainRequest request =
                new ExplainRequest(
                        RequestedMethod.of(
                                List.of("gradcam", "gradcam++", "gradcampp:official", "lowrankcam", "eigencam:centred"),
                                Map.of("rank", "4"), "class-signed"),
                        List.of("abnormal"), "", Target.Score.LOGIT, List.of("Mixed_6e", "Mixed_7c"));
        Explanation explanation;
        try (LoadedModel humerus = open(Goldens.file("head-humerus.safetensors"))) {
            explanation = explain(humerus, request);
        }
        Set<String> expected = new HashSet<>();
        Set<String> found = new HashSet<>();
        for (String layer : List.of("Mixed_6e", "Mixed_7c")) {
            for (String name : List.of("gradcam", "gradcam++-exact", "gradcam++-official", "lowrankcam", "eigencam")) {
                expected.add(name + "-" + layer + "-class-1");
            }
        }
        for (ExplainedMap map : explanation.maps()) {
            found.add(map.task().name());
            boolean early = map.task().layer().equals("Mixed_6e");
            String method = info(map).id();
            assertEquals(early ? 17 : 8, map.map().rows());
            assertEquals(1, map.passes().network());
            // LowRank-CAM takes its signs from the gradient where CAM is not defined.
            assertEquals(early && !method.equals("eigencam") ? 1 : 0, map.passes().backward(), method);
            if (method.equals("lowrankcam")) {
                assertEquals("class-signed", map.task().method().choice().variant().id());
                // Without bias: the pass of no features is one more, where it is not a number of the head.
                assertEquals(early ? 5 : 4, map.passes().head());
            }
        }
        assertEquals(expected, found);
        assertEquals(List.of("Mixed_6e", "Mixed_7c"), explanation.layers());
    }

    @Test
    void contrastAndProbabilityAreOtherQuestions() throws IOException {
        List<RequestedMethod> methods =
                RequestedMethod.of(List.of("cam", "gradcam", "scorecam:max-n:n=2"), Map.of(), "default");
        List<String> layers = List.of("Mixed_7c");
        Explanation plain =
                explain(model, new ExplainRequest(methods, List.of("all"), "", Target.Score.LOGIT, layers));
        Explanation against =
                explain(model, new ExplainRequest(methods, List.of("all"), "normal", Target.Score.LOGIT, layers));
        assertEquals(3, against.maps().size(), "a class is not explained against itself");
        assertEquals("normal", against.maps().getFirst().task().contrastLabel());
        assertEquals(0, against.maps().getFirst().task().target().contrast());
        double[] normal = map(plain, "cam-class-0");
        double[] abnormal = map(plain, "cam-class-1");
        double[] contrast = map(against, "cam-class-1");
        double[] gradCam = map(against, "gradcam-class-1");
        for (int p = 0; p < 64; p++) {
            assertEquals(abnormal[p] - normal[p], contrast[p], 1e-5);
            assertEquals(Math.max(0, contrast[p]) / 64, gradCam[p], 1e-6);
            // With two classes the share of one against the other is its probability.
            assertEquals(map(plain, "scorecam-class-1")[p], map(against, "scorecam-class-1")[p], 1e-6);
        }
        Explanation probability =
                explain(model, new ExplainRequest(
                        methods.subList(1, 2), List.of("1"), "", Target.Score.PROBABILITY, layers));
        assertEquals("probability", probability.maps().getFirst().map().choices().get("score"));
        // Two classes: the gradient of a probability is that of the contrast times q_0 q_1.
        double q = probability.prediction().probabilities()[0];
        for (int p = 0; p < 64; p++) {
            assertEquals(q * (1 - q) * gradCam[p], map(probability, "gradcam-class-1")[p], 1e-7);
        }
        for (ExplainRequest wrong : List.of(
                new ExplainRequest(methods, List.of("normal"), "normal", Target.Score.LOGIT, layers),
                new ExplainRequest(methods, List.of(), "unicorn", Target.Score.LOGIT, layers),
                new ExplainRequest(methods, List.of("abnormal"), "normal", Target.Score.PROBABILITY, layers))) {
            assertThrows(UsageException.class, () -> explain(model, wrong), wrong.toString());
        }
    }

    @Test
    void theResultSaysWhichRuleChoseWhichRank() throws IOException {
        ExplainedMap map = explain(model, request(List.of("lowrankcam"), List.of(), "auto")).maps().getFirst();
        assertEquals("auto", map.task().method().choice().settings().values().get("rank"));
        assertEquals("class-coverage:0.9+gap", map.map().choices().get("rankRule"));
        Map<String, Object> details = map.map().details();
        int used = (Integer) details.get("rankUsed");
        assertEquals(used, map.passes().head());
        assertEquals(used, ((double[]) details.get("weights")).length);
        assertEquals(used, ((double[]) details.get("signMargins")).length);
        assertEquals(64, ((double[]) details.get("singularValues")).length);
        assertTrue(Math.abs(used - (Integer) details.get("rankBeforeGap")) <= 2);
        assertTrue((Double) details.get("classCoverage") >= 0.9);
    }

    /// Before the last layer the class map comes from a backward pass.
    @Test
    void rulesThatNeedTheClassWorkAtEveryLayer() throws IOException {
        ExplainRequest request =
                new ExplainRequest(
                        RequestedMethod.of(List.of("lowrankcam"), Map.of("rank", "logit-error=0.2"), "default"),
                        List.of(), "", Target.Score.LOGIT, List.of("Mixed_7b"));
        ExplainedMap map = explain(model, request).maps().getFirst();
        assertEquals(1, map.passes().backward());
        assertEquals("logit-error:0.2", map.map().choices().get("rankRule"));
    }

    @Test
    void aRuleCanStandInTheMethodsName() throws IOException {
        ExplainedMap map =
                explain(model, request(
                                List.of("lowrankcam:linear:rank=energy=0.9", "svdgradcam:rank=elbow"), List.of(), "10"))
                        .maps().getFirst();
        assertEquals("energy:0.9", map.map().choices().get("rankRule"));
        assertEquals("linear", map.task().method().choice().variant().id());
    }

    @Test
    void theTwoMapsOfASigmoidAreEachOthersOpposite() throws IOException {
        float[] weights = new float[2048];
        java.util.Arrays.fill(weights, 0.01f);
        Path sigmoid = folder.resolve("sigmoid.safetensors");
        new SafetensorsWriter().metadata("activation", "sigmoid").metadata("labels", "[\"no\", \"yes\"]")
                .tensor("fc.weight", List.of(1, 2048), weights).tensor("fc.bias", List.of(1), new float[1])
                .write(sigmoid);
        try (LoadedModel of = open(sigmoid)) {
            Explanation explanation = explain(of, request(List.of("cam"), List.of("no", "yes"), "10"));
            for (int p = 0; p < 64; p++) {
                assertEquals(-map(explanation, "cam-class-0")[p], map(explanation, "cam-class-1")[p]);
            }
        }
    }
}
