package lowrankcam.audit;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.Progress;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.metric.ImageQuality;
import lowrankcam.metric.MaskedImage;
import lowrankcam.metric.MetricSettings;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/// Metrics with the default model against the code of their authors and of libraries, within 1e-4: floats are summed in
/// another order, and single pixels of equal rank are removed a step earlier or later.
final class MetricAudit {

    static final double ALLOWED = 1e-4;
    static final int SIZE = 299;

    /// A masked pixel.
    static final float[] ZEROS = new float[3];

    private static final int MAP_SIZE = 8;

    final InceptionModel model;
    private final GoldenFolder folder;
    private final Map<String, Tensor> images = new HashMap<>();
    private final Map<String, ForwardTrace> traces = new HashMap<>();

    MetricAudit(GoldenFolder folder) throws IOException {
        this.folder = folder;
        this.model = folder.model(Dialect.KERAS, "humerus");
        for (String name : new String[] {"hand", "chest"}) {
            images.put(name, folder.input(name));
            traces.put(name, forward(images.get(name)));
        }
    }

    static void run(GoldenFolder folder, AuditStage.Extent extent, Findings findings) throws IOException {
        MetricAudit audit = new MetricAudit(folder);
        AdccAudit.run(audit, findings);
        CurveAudit.run(audit, findings);
        RoadAudit.run(audit, findings);
    }

    /// One image, method and class by hand.
    ///
    /// @param before scores of the image
    /// @param after  scores of the explanation image
    record Scored(ImageQuality quality, double[] before, double[] after) {}

    Scored score(String image, CamMethod method, int target, MetricSettings settings) {
        ForwardTrace trace = traces.get(image);
        SaliencyMap map = map(method, trace, target, settings);
        ForwardTrace masked = masked(image, map);
        double[] before = settings.score().of(trace.prediction());
        double[] after = settings.score().of(masked.prediction());
        SaliencyMap again = map(method, masked, target, settings);
        return new Scored(ImageQuality.of(before[target], after[target], map, again), before, after);
    }

    /// The pass on an image's explanation image.
    ForwardTrace masked(String image, SaliencyMap map) {
        return forward(MaskedImage.explanation(images.get(image), map, ZEROS));
    }

    Tensor image(String name) {
        return images.get(name);
    }

    ForwardTrace trace(String name) {
        return traces.get(name);
    }

    JsonNode golden(String file) throws IOException {
        return folder.json(file);
    }

    /// A raw map of a golden file at the image's size.
    SaliencyMap map(JsonNode golden, JsonNode row, MetricSettings settings) {
        JsonNode raw = golden.path("maps").path(row.path("image").asString() + "." + row.path("map").asString());
        double[] values = new double[MAP_SIZE * MAP_SIZE];
        for (int p = 0; p < values.length; p++) {
            values[p] = raw.get(p).asDouble();
        }
        return shown(values, settings);
    }

    /// The map of a method on an image of the network's input space.
    SaliencyMap map(CamMethod method, ForwardTrace trace, int target, MetricSettings settings) {
        CamInput input = new CamInput(model, trace, target, folder.kernels().resample(), Progress.NONE);
        return shown(method.explain(input).raw(), settings);
    }

    private SaliencyMap shown(double[] raw, MetricSettings settings) {
        return SaliencyMap.of(raw, MAP_SIZE, MAP_SIZE, SIZE, SIZE, settings, folder.kernels().resample());
    }

    private ForwardTrace forward(Tensor image) {
        return model.forward(image, "Mixed_7c");
    }
}
