package lowrankcam.explain;

import java.nio.file.Path;
import java.util.List;
import lowrankcam.cam.FlickerMeter;
import lowrankcam.cam.SequenceFrame;
import lowrankcam.format.EnumNames;
import lowrankcam.format.Json;
import tools.jackson.databind.node.ObjectNode;

/// What is said of one map in one frame of a sequence.
///
/// @param image       file of the frame
/// @param folder      name of its results' folder
/// @param step        what changed since the frame before
/// @param scale       where the display begins and ends
/// @param tracks      which track each mode belongs to
/// @param modes       places of the modes' singular values, from 1
/// @param tracked     the smoothed map against the one before
/// @param independent the maps of the two frames alone
/// @param agreement   correlation of the smoothed map with that of the frame alone, NaN if one is constant
record SequenceStep(
        Path image, String folder, SequenceFrame.Step step, SequenceFrame.Scale scale, List<Integer> tracks,
        List<Integer> modes, FlickerMeter.Pair tracked, FlickerMeter.Pair independent, double agreement) {

    boolean isContinued() {
        return step.start() == SequenceFrame.Start.CONTINUED;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("image", image.toString());
        json.put("folder", folder);
        json.put("start", EnumNames.id(step.start()));
        put(json, "leadingCosine", step.leadingCosine());
        put(json, "largestAngleDegrees", step.largestAngle());
        json.put("scaleLow", scale.low());
        json.put("scaleHigh", scale.high());
        tracks.forEach(json.putArray("tracks")::add);
        modes.forEach(json.putArray("modes")::add);
        describe(json.putObject("tracked"), tracked, step.tracked());
        describe(json.putObject("independent"), independent, step.independent());
        put(json, "agreement", agreement);
        return json;
    }

    private void describe(ObjectNode json, FlickerMeter.Pair pair, SequenceFrame.Changes changes) {
        if (isContinued()) {
            put(json, "difference", pair.difference());
            put(json, "correlation", pair.correlation());
            json.put("orderSwitches", changes.orders());
            json.put("signSwitches", changes.signs());
            json.put("newModes", changes.news());
        }
    }

    /// Numbers that are none stay out.
    static void put(ObjectNode json, String name, double value) {
        if (!Double.isNaN(value)) {
            json.put(name, value);
        }
    }
}
