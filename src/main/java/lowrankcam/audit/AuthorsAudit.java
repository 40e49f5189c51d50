package lowrankcam.audit;

import java.io.IOException;
import java.util.Map;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.Progress;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.metric.MetricSettings;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.MapRange;
import lowrankcam.tensor.Tensor;
import lowrankcam.weights.SafetensorsFile;

/// Score-CAM, gScoreCAM, Group-CAM, Recipro-CAM and RISE from the image on, against the code of their authors.
///
/// Their code gives maps scaled to 0 … 1, at the image's size all but Recipro-CAM's; ours are brought there. RISE's are
/// compared as they are. 1e-4 of a map's largest magnitude: direct numerics leave up to 6e-6, fast ones 7e-5 in Group-CAM at
/// `Mixed_6b`, whose gradient passes ReLUs at their steps.
final class AuthorsAudit {

    private static final double ALLOWED = 1e-4;
    private static final String FILE = "cam/authors-hand.safetensors";

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "gscorecam", ":k=8", "groupcam", ":groups=8", "rise", ":masks=12:cells=5:share=0.4:seed=3");

    private final GoldenFolder folder;
    private final SafetensorsFile golden;
    private final Tensor image;

    private AuthorsAudit(GoldenFolder folder, SafetensorsFile golden) throws IOException {
        this.folder = folder;
        this.golden = golden;
        this.image = folder.input("hand");
    }

    static void run(GoldenFolder folder, AuditStage.Extent extent, Findings findings) throws IOException {
        try (SafetensorsFile golden = folder.open(FILE)) {
            AuthorsAudit audit = new AuthorsAudit(folder, golden);
            for (String head : GoldenMap.HEADS) {
                InceptionModel model = folder.model(Dialect.KERAS, head);
                RememberingModel remembering = new RememberingModel(model);
                for (String name : golden.tensors().keySet()) {
                    GoldenMap map = GoldenMap.of(name);
                    if (map.head().equals(head)) {
                        double[] expected = GoldenFolder.doubles(golden, name);
                        double[] found = audit.shown(map, audit.explain(model, remembering, map), expected.length);
                        findings.relative(FILE, name, expected, found, ALLOWED);
                    }
                }
            }
        }
    }

    private CamMap explain(InceptionModel model, RememberingModel remembering, GoldenMap map) throws IOException {
        ForwardTrace trace = model.forward(image, map.layer().isEmpty() ? model.lastLayer() : map.layer());
        if (map.method().equals("scorecam")) {
            Tensor few = Channels.only(trace.features(), golden.readDoubles(map.layer() + ".channels"));
            trace = new ForwardTrace(image, trace.layer(), few, trace.pooled(), trace.prediction());
        }
        CamInput input = new CamInput(remembering, trace, map.target(), folder.kernels().resample(), Progress.NONE);
        return map.choice(SETTINGS.getOrDefault(map.method(), "")).create().explain(input);
    }

    /// A map as the authors' code gives it, all of it or its samples.
    private double[] shown(GoldenMap map, CamMap found, int samples) {
        if (map.method().equals("rise")) {
            return GoldenFolder.sampled(found.raw(), samples);
        }
        if (map.method().equals("reciprocam")) {
            return GoldenFolder.doubles(MapRange.of(found.raw()).shares(found.raw()));
        }
        float[] large =
                SaliencyMap.of(
                                found.raw(), found.rows(), found.columns(), image.height(), image.width(),
                                MetricSettings.DEFAULT, folder.kernels().resample())
                        .values();
        return GoldenFolder.sampled(GoldenFolder.doubles(large), samples);
    }
}
