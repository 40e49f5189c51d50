package lowrankcam.explain;

import java.util.List;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.MapRun;
import lowrankcam.cam.registry.FlatHint;
import lowrankcam.image.Heatmap;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.model.Prediction;

/// A map that was made.
///
/// @param task         what was to be made
/// @param map          as the method defines it
/// @param passes       all passes that it rests on, with the network pass of the image
/// @param milliseconds beyond that pass
/// @param rawMin       least value
/// @param rawMax       largest value
/// @param flatReason   why it shows nothing, with what to try next, or empty
/// @param sequence     how it belongs to a sequence, or null
public record ExplainedMap(
        MapTask task, CamMap map, Passes passes, double milliseconds, double rawMin, double rawMax, String flatReason,
        InSequence sequence) {

    /// A map as a part of a sequence.
    ///
    /// @param independent the map that the frame alone has
    /// @param step        what changed since the frame before
    record InSequence(CamMap independent, SequenceStep step) {}

    /// @param shown the map as it is painted
    static ExplainedMap of(MapTask task, MapRun<CamMap> run, Heatmap shown, InSequence sequence) {
        String reason =
                shown.isFlat() ? shown.flatReason() + FlatHint.of(task.method().choice(), run.map()) : "";
        return new ExplainedMap(
                task, run.map(), run.passes(), run.milliseconds(), shown.rawMin(), shown.rawMax(), reason, sequence);
    }

    /// True if there is nothing to see on it.
    public boolean isFlat() {
        return !flatReason.isEmpty();
    }

    /// What pictures of it say: method, class with its score, whether it is flat and why.
    public List<String> caption(Prediction prediction) {
        return MapCaption.of(this, prediction);
    }

    /// `gradcam++ (official) at Mixed_6e for 'abnormal'`.
    public String title() {
        return task.method().choice().info().id() + " (" + task.method().choice().variant().id() + ") at " + task.layer()
                + " for '" + task.label() + "'"
                + (task.target().isContrast() ? " against '" + task.contrastLabel() + "'" : "");
    }
}
