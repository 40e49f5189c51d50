package lowrankcam.audit;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.Progress;
import lowrankcam.cam.inputmask.ScoreCam;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;
import lowrankcam.weights.SafetensorsFile;

/// Methods that mask the input, in all variants, against PyTorch in double precision; Score-CAM also by
/// pytorch-grad-cam and torch-cam themselves. On a few channels, groups and windows, so that it takes
/// seconds; and Score-CAM's sum over every 64th channel, in full over all.
///
/// 1e-4 of the map's largest magnitude. Weights that are scores leave 3e-7, those that are differences of scores (`cic`,
/// Group-CAM, occlusion) up to 3e-5; the variants differ from each other by 3e-3 and more (but for the two selections
/// by gradient, which choose the same channels at the last layer).
final class InputMaskAudit {

    private static final double ALLOWED = 1e-4;
    private static final int STEP = 64;
    private static final String FORMULAS = "cam/input-masks-hand.safetensors";
    private static final String LIBRARIES = "cam/input-masks-libraries-hand.safetensors";
    private static final String SUM = "cam/hand-scorecam.safetensors";

    /// Methods that ask for the gradient at all 2048 channels; those that were not chosen are zero, so dead.
    private static final List<String> ON_ALL_CHANNELS = List.of("scorecam++", "gscorecam");

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "scorecam", ":n=4", "scorecam++", ":n=4", "gscorecam", ":k=700", "groupcam", ":groups=12",
                    "occlusion", ":window=120:stride=90");

    private final GoldenFolder folder;
    private final RememberingModel model;
    private final ForwardTrace last;
    private final ForwardTrace earlier;
    private final Findings findings;

    private InputMaskAudit(
            GoldenFolder folder, InceptionModel model, ForwardTrace last, ForwardTrace earlier, Findings findings) {
        this.folder = folder;
        this.model = new RememberingModel(model);
        this.last = last;
        this.earlier = earlier;
        this.findings = findings;
    }

    static void run(GoldenFolder folder, AuditStage.Extent extent, Findings findings) throws IOException {
        for (String head : List.of("linear", "two-layer")) {
            InceptionModel model = folder.model(Dialect.KERAS, head);
            ForwardTrace last = folder.storedLastLayer(model, "hand");
            ForwardTrace earlier = model.forward(last.image(), "Mixed_6e");
            InputMaskAudit audit = new InputMaskAudit(folder, model, last, earlier, findings);
            audit.compare(FORMULAS, head);
            audit.compare(LIBRARIES, head);
            if (head.equals("linear")) {
                scoreCam(folder, model, last, extent == AuditStage.Extent.FULL ? 1 : STEP, findings);
            }
        }
        if (extent == AuditStage.Extent.USUAL) {
            findings.leftOut(SUM, "raw", "some 1400 network passes for all channels; with --full");
        }
    }

    private void compare(String file, String head) throws IOException {
        try (SafetensorsFile golden = folder.open(file);
                SafetensorsFile chosen = folder.open(FORMULAS)) {
            for (String name : golden.tensors().keySet()) {
                GoldenMap map = GoldenMap.of(name);
                if (map.head().equals(head)) {
                    double[] expected = GoldenFolder.doubles(golden, name);
                    double[] found = GoldenFolder.sampled(explain(map, chosen), expected.length);
                    findings.relative(file, name, expected, found, ALLOWED);
                }
            }
        }
    }

    private double[] explain(GoldenMap map, SafetensorsFile chosen) throws IOException {
        ForwardTrace trace = map.layer().equals("Mixed_6e") ? earlier : last;
        Tensor features = trace.features();
        if (ON_ALL_CHANNELS.contains(map.method())) {
            features = Channels.zeroedBut(features, chosen.readDoubles(trace.layer() + ".channels"));
        } else if (map.method().equals("scorecam")) {
            features = Channels.only(features, chosen.readDoubles(trace.layer() + ".channels"));
        }
        String settings = map.variant().equals("first-release") ? ":groups=7" : SETTINGS.get(map.method());
        ForwardTrace part =
                new ForwardTrace(trace.image(), trace.layer(), features, trace.pooled(), trace.prediction());
        CamInput input = new CamInput(model, part, map.target(), folder.kernels().resample(), Progress.NONE);
        return map.choice(settings).create().explain(input).raw();
    }

    /// Score-CAM of every `step`th channel, the others zero, against the sum of PyTorch's weights times channels.
    private static void scoreCam(
            GoldenFolder folder, InceptionModel model, ForwardTrace stored, int step, Findings findings)
            throws IOException {
        try (SafetensorsFile golden = folder.open(SUM)) {
            double[] weights = golden.readDoubles("weights");
            int channels = stored.features().channels();
            int positions = stored.features().positions();
            float[] full = stored.features().values();
            float[] part = new float[full.length];
            double[] expected = new double[positions];
            for (int k = 0; k < channels; k += step) {
                for (int p = 0; p < positions; p++) {
                    part[p * channels + k] = full[p * channels + k];
                    expected[p] += weights[k] * full[p * channels + k];
                }
            }
            ForwardTrace whole = model.forward(stored.image(), stored.layer());
            Tensor features = new Tensor(stored.features().height(), stored.features().width(), channels, part);
            ForwardTrace trace =
                    new ForwardTrace(stored.image(), stored.layer(), features, whole.pooled(), whole.prediction());
            CamInput input = new CamInput(model, trace, 0, folder.kernels().resample(), Progress.NONE);
            String item = step == 1 ? "raw" : "every " + step + "th channel";
            double[] sum = step == 1 ? golden.readDoubles("raw") : expected;
            findings.relative(SUM, item, sum, new ScoreCam().explain(input).raw(), ALLOWED);
        }
    }
}
