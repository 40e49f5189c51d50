package lowrankcam.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.FormatException;
import lowrankcam.image.Heatmap;
import lowrankcam.inception.LoadedModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Prediction;
import lowrankcam.model.TrainingFeatures;
import lowrankcam.stability.StabilityReport;
import lowrankcam.tensor.Tensor;

/// An explanation in the making: it begins with the one network pass of its image, then maps are added.
final class ExplanationDraft implements MapSink {

    private final LoadedModel model;
    private final ImageFacts image;
    private final Map<String, ForwardTrace> traces = new LinkedHashMap<>();
    private final Prediction prediction;
    private final TrainingFeatures.Distance distance;
    private final double forwardMillis;
    private final int frame;
    private final List<ExplainedMap> maps = new ArrayList<>();
    private final List<SkippedMap> skipped = new ArrayList<>();
    private StabilityReport stability;

    /// Reads an image and runs the network on it.
    ///
    /// @param frame number in a sequence, or 0
    /// @throws FormatException if it is no image, or a value of the features is not finite
    ExplanationDraft(LoadedModel model, Path path, List<String> layers, int frame, ExplainListener listener)
            throws IOException {
        this(model, ImageFacts.read(model, path, listener), layers, frame);
    }

    /// Runs the network on an image that was read.
    ///
    /// @throws FormatException if a value of the features is not finite
    ExplanationDraft(LoadedModel model, ImageFacts.Read read, List<String> layers, int frame) throws FormatException {
        this.model = model;
        this.frame = frame;
        this.image = read.facts();
        long start = System.nanoTime();
        for (ForwardTrace trace : model.model().forward(read.tensor(), layers)) {
            requireFinite(image.path(), trace.features());
            traces.put(trace.layer(), trace);
        }
        this.forwardMillis = Math.round((System.nanoTime() - start) / 1e3) / 1e3;
        ForwardTrace any = traces.get(layers.getFirst());
        this.prediction = any.prediction();
        this.distance = model.model().head().distance(any.pooled());
    }

    /// Begins again with what a finished explanation rests on, without its maps.
    ExplanationDraft(Explanation finished) {
        this.model = finished.model();
        traces.putAll(finished.traces());
        this.frame = finished.frame();
        this.image = finished.image();
        this.prediction = finished.prediction();
        this.distance = finished.distance();
        this.forwardMillis = finished.forwardMillis();
    }

    private static void requireFinite(Path image, Tensor features) throws FormatException {
        int index = features.firstNonFinite();
        if (index >= 0) {
            throw new FormatException(
                    image, FormatException.NO_OFFSET, "features of the target layer, value " + index,
                    "finite numbers", String.valueOf(features.values()[index]));
        }
    }

    LoadedModel model() {
        return model;
    }

    List<String> layers() {
        return List.copyOf(traces.keySet());
    }

    ImageFacts image() {
        return image;
    }

    Prediction prediction() {
        return prediction;
    }

    ForwardTrace trace(String layer) {
        return traces.get(layer);
    }

    @Override
    public void map(ExplainedMap map, Heatmap shown) {
        maps.add(map);
    }

    @Override
    public void skipped(SkippedMap map) {
        skipped.add(map);
    }

    @Override
    public void stability(StabilityReport report) {
        stability = report;
    }

    /// What there is by now.
    Explanation explanation() {
        return new Explanation(
                model, image, prediction, distance, forwardMillis, frame, Collections.unmodifiableMap(traces),
                List.copyOf(maps), List.copyOf(skipped), stability);
    }
}
