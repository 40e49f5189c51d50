package lowrankcam.explain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lowrankcam.cam.FlickerMeter;
import lowrankcam.cam.SequenceFrame;
import lowrankcam.cam.SequenceFrame.Changes;
import lowrankcam.format.Json;
import lowrankcam.image.Heatmap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How one map behaves from frame to frame, tracked and beside it frame by frame.
final class SequenceReport {

    private final MapTask task;
    private final List<SequenceStep> steps = new ArrayList<>();
    private final Side tracked = new Side();
    private final Side independent = new Side();
    private double agreements;
    private int agreed;
    private double largestAngle;

    SequenceReport(MapTask task) {
        this.task = task;
    }

    /// One of the two results.
    private static final class Side {
        private final FlickerMeter meter = new FlickerMeter();
        private int modes;
        private int orders;
        private int signs;
        private int news;

        void add(Changes changes) {
            modes += changes.modes();
            orders += changes.orders();
            signs += changes.signs();
            news += changes.news();
        }

        double switches() {
            return (orders + signs) / (double) modes;
        }

        ObjectNode summary() {
            ObjectNode json = Json.object();
            SequenceStep.put(json, "meanDifference", meter.meanDifference());
            SequenceStep.put(json, "meanCorrelation", meter.meanCorrelation());
            json.put("orderSwitches", orders);
            json.put("signSwitches", signs);
            json.put("newModes", news);
            json.put("modeFrames", modes);
            SequenceStep.put(json, "switchesPerModeFrame", switches());
            return json;
        }
    }

    /// Adds a frame.
    ///
    /// @param shown the smoothed map on the common scale
    /// @param alone the map of the frame alone, on its own scale
    SequenceStep add(Path image, String folder, SequenceFrame frame, Heatmap shown, Heatmap alone) {
        SequenceFrame.Step step = frame.step();
        SequenceStep result =
                new SequenceStep(
                        image, folder, step, frame.scale(), frame.tracks(),
                        frame.map().modes().stream().map(mode -> mode.index() + 1).toList(),
                        tracked.meter.add(shown.values(), step.start()),
                        independent.meter.add(alone.values(), step.start()),
                        FlickerMeter.Pair.of(shown.values(), alone.values()).correlation());
        if (!Double.isNaN(result.agreement())) {
            agreements += result.agreement();
            agreed++;
        }
        if (result.isContinued()) {
            tracked.add(step.tracked());
            independent.add(step.independent());
            largestAngle = Math.max(largestAngle, step.largestAngle());
        }
        steps.add(result);
        return result;
    }

    private long cuts() {
        return steps.stream().filter(step -> step.step().start() == SequenceFrame.Start.CUT).count();
    }

    /// All of it.
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("name", task.name());
        json.put("method", task.method().choice().info().id());
        json.put("variant", task.method().choice().variant().id());
        json.put("layer", task.layer());
        json.put("class", task.target().classIndex());
        json.put("label", task.label());
        json.put("frames", steps.size());
        json.put("cuts", cuts());
        json.put("pairs", tracked.meter.pairs());
        json.set("tracked", tracked.summary());
        json.set("independent", independent.summary());
        SequenceStep.put(json, "largestAngleDegrees", tracked.meter.pairs() == 0 ? Double.NaN : largestAngle);
        SequenceStep.put(json, "meanAgreement", agreements / agreed);
        ArrayNode list = json.putArray("steps");
        steps.forEach(step -> list.add(step.json()));
        return json;
    }

    /// What a person wants to see of it.
    String summary() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "%s for '%s': %d frames, %d cuts%n", task.name(), task.label(), steps.size(), cuts()));
        text.append(String.format(Locale.ROOT, "  %-34s %9s %14s%n", "", "tracked", "frame by frame"));
        row(text, "mean difference of successive maps", tracked.meter.meanDifference(), independent.meter.meanDifference());
        row(text, "their mean correlation", tracked.meter.meanCorrelation(), independent.meter.meanCorrelation());
        row(text, "switches for each mode and frame", tracked.switches(), independent.switches());
        text.append(String.format(
                Locale.ROOT, "  largest principal angle %.1f degrees, agreement of the two %s%n", largestAngle,
                number(agreements / agreed)));
        return text.toString();
    }

    private static void row(StringBuilder text, String name, double tracked, double alone) {
        text.append(String.format(Locale.ROOT, "  %-34s %9s %14s%n", name, number(tracked), number(alone)));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }
}
