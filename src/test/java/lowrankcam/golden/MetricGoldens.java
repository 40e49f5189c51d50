package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.Progress;
import lowrankcam.format.Json;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.ModelLoader;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Workers;
import lowrankcam.metric.MetricSettings;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/// The default model, and what reference implementations of metrics said of it; `golden/metrics`.
final class MetricGoldens implements AutoCloseable {

    /// How far a figure may be from the reference's.
    static final double TOLERANCE = 1e-4;

    static final int SIZE = 299;

    /// A masked pixel.
    static final float[] ZEROS = new float[3];

    private final Workers workers = new Workers(2);
    final InceptionModel model;

    MetricGoldens() throws IOException {
        model =
                new ModelLoader(
                                KernelSet.of(KernelChoice.VECTOR), workers, null, null, ModelLoader.HeadUse.REQUIRED)
                        .load(Goldens.ROOT.resolve("weights/default"))
                        .model();
    }

    static JsonNode read(String name) throws IOException {
        return Json.read(Goldens.file("metrics/" + name));
    }

    /// A raw map of a golden file at the image's size.
    SaliencyMap map(JsonNode golden, JsonNode row, MetricSettings settings) {
        JsonNode raw = golden.path("maps").path(row.path("image").asString() + "." + row.path("map").asString());
        double[] values = new double[64];
        for (int p = 0; p < values.length; p++) {
            values[p] = raw.get(p).asDouble();
        }
        return shown(values, settings);
    }

    SaliencyMap shown(double[] raw, MetricSettings settings) {
        return SaliencyMap.of(raw, 8, 8, SIZE, SIZE, settings, model.kernels().resample());
    }

    /// The map of a method on an image of the network's input space.
    SaliencyMap map(CamMethod method, ForwardTrace trace, int target, MetricSettings settings) {
        CamMap map =
                method.explain(new CamInput(model, trace, target, model.kernels().resample(), Progress.NONE));
        return shown(map.raw(), settings);
    }

    ForwardTrace forward(Tensor image) {
        return model.forward(image, "Mixed_7c");
    }

    /// Within [#TOLERANCE].
    static void agrees(double expected, double found, Object what) {
        assertEquals(expected, found, TOLERANCE, what.toString());
    }

    @Override
    public void close() {
        workers.close();
    }
}
