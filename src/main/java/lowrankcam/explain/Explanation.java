package lowrankcam.explain;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import lowrankcam.inception.LoadedModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Prediction;
import lowrankcam.model.TrainingFeatures;
import lowrankcam.stability.StabilityReport;

/// What came out for one image. Arrays are to be read only.
///
/// @param model         that was explained
/// @param image         the image
/// @param prediction    its scores
/// @param distance      from the images that the head was fitted on, or null if the head does not say where they lie
/// @param forwardMillis of the network pass
/// @param frame         number in a sequence, from 1; 0 outside of one
/// @param traces        what its network pass left behind at each target layer, in their order
/// @param maps          in the order they were made
/// @param skipped       what was left out
/// @param stability     what the maps become when something changes, or null if nothing was tried
public record Explanation(
        LoadedModel model, ImageFacts image, Prediction prediction, TrainingFeatures.Distance distance, double forwardMillis,
        int frame, Map<String, ForwardTrace> traces, List<ExplainedMap> maps, List<SkippedMap> skipped,
        StabilityReport stability) {

    /// Names of the target layers.
    public List<String> layers() {
        return List.copyOf(traces.keySet());
    }

    /// Writes all results, as if they had been written when they were made.
    public void save(ResultOptions results) throws IOException {
        List<MapTask> tasks = maps.stream().map(ExplainedMap::task).toList();
        try (ResultWriter writer =
                new ResultWriter(new ExplanationDraft(this), results, tasks, ExplainListener.SILENT)) {
            for (ExplainedMap map : maps) {
                writer.map(map, Explainer.shown(map.map(), model));
            }
            for (SkippedMap map : skipped) {
                writer.skipped(map);
            }
            if (stability != null) {
                writer.stability(stability);
            }
            writer.publish();
        }
    }

    /// One line for each map that shows nothing, with its reason: flat, or with values that are not finite.
    public List<String> flatMaps() {
        return maps.stream()
                .filter(ExplainedMap::isFlat)
                .map(map -> image.path() + ": " + map.title() + " is flat: " + map.flatReason())
                .toList();
    }

    /// What makes the scores doubtful: of the image, then of the image for this head.
    public List<String> flagIds() {
        return ScoreFlags.of(image, distance);
    }

    /// True if scores and maps mean nothing.
    public boolean isMeaningless() {
        return image.isMeaningless() || distance != null && distance.isUnlike();
    }
}
