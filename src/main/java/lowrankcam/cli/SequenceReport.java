package lowrankcam.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lowrankcam.cam.FlickerMeter;
import lowrankcam.cam.SequenceFrame;
import lowrankcam.cam.SequenceFrame.Changes;
import lowrankcam.cam.SequenceFrame.Start;
import lowrankcam.format.Json;
import lowrankcam.image.Heatmap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How one map behaves from frame to frame, tracked and beside it frame by frame.
final class SequenceReport {

    private final List<ObjectNode> steps = new ArrayList<>();
    private final Side tracked = new Side();
    private final Side independent = new Side();
    private double agreements;
    private int agreed;
    private double largestAngle;

    /// One of the two results.
    private static final class Side {
        private final FlickerMeter meter = new FlickerMeter();
        private int modes;
        private int orders;
        private int signs;
        private int news;

        void add(ObjectNode json, float[] shown, Start start, Changes changes) {
            FlickerMeter.Pair pair = meter.add(shown, start);
            if (start != Start.CONTINUED) {
                return;
            }
            put(json, "difference", pair.difference());
            put(json, "correlation", pair.correlation());
            json.put("orderSwitches", changes.orders());
            json.put("signSwitches", changes.signs());
            json.put("newModes", changes.news());
            modes += changes.modes();
            orders += changes.orders();
            signs += changes.signs();
            news += changes.news();
        }

        ObjectNode summary() {
            ObjectNode json = Json.object();
            put(json, "meanDifference", meter.meanDifference());
            put(json, "meanCorrelation", meter.meanCorrelation());
            json.put("orderSwitches", orders);
            json.put("signSwitches", signs);
            json.put("newModes", news);
            json.put("modeFrames", modes);
            put(json, "switchesPerModeFrame", (orders + signs) / (double) modes);
            return json;
        }
    }

    /// Adds a frame.
    ///
    /// @param shown the smoothed map on the common scale
    /// @param alone the map of the frame alone, on its own scale
    /// @return what is said of this frame
    ObjectNode add(Path image, Path folder, SequenceFrame frame, Heatmap shown, Heatmap alone) {
        SequenceFrame.Step step = frame.step();
        ObjectNode json = Json.object();
        json.put("image", image.toString());
        json.put("folder", folder.getFileName().toString());
        json.put("start", step.start().name().toLowerCase(Locale.ROOT));
        put(json, "leadingCosine", step.leadingCosine());
        put(json, "largestAngleDegrees", step.largestAngle());
        json.put("scaleLow", frame.scale().low());
        json.put("scaleHigh", frame.scale().high());
        ArrayNode tracks = json.putArray("tracks");
        frame.tracks().forEach(tracks::add);
        ArrayNode modes = json.putArray("modes");
        frame.map().modes().forEach(mode -> modes.add(mode.index() + 1));
        tracked.add(json.putObject("tracked"), shown.values(), step.start(), step.tracked());
        independent.add(json.putObject("independent"), alone.values(), step.start(), step.independent());
        double agreement = FlickerMeter.Pair.of(shown.values(), alone.values()).correlation();
        put(json, "agreement", agreement);
        if (!Double.isNaN(agreement)) {
            agreements += agreement;
            agreed++;
        }
        if (step.start() == Start.CONTINUED) {
            largestAngle = Math.max(largestAngle, step.largestAngle());
        }
        steps.add(json);
        return json;
    }

    /// All of it.
    ObjectNode json(MapTask task, List<String> labels) {
        ObjectNode json = Json.object();
        json.put("name", task.name());
        json.put("method", task.method().choice().info().id());
        json.put("variant", task.method().choice().variant().id());
        json.put("layer", task.layer());
        json.put("class", task.target().classIndex());
        json.put("label", labels.get(task.target().classIndex()));
        json.put("frames", steps.size());
        json.put("cuts", steps.stream().filter(step -> step.path("start").asString().equals("cut")).count());
        json.put("pairs", tracked.meter.pairs());
        json.set("tracked", tracked.summary());
        json.set("independent", independent.summary());
        put(json, "largestAngleDegrees", tracked.meter.pairs() == 0 ? Double.NaN : largestAngle);
        put(json, "meanAgreement", agreements / agreed);
        ArrayNode list = json.putArray("steps");
        steps.forEach(list::add);
        return json;
    }

    /// Numbers that are none stay out.
    private static void put(ObjectNode json, String name, double value) {
        if (!Double.isNaN(value)) {
            json.put(name, value);
        }
    }

    /// What a person wants to see of a sequence.
    static String summary(ObjectNode report, Path file) {
        StringBuilder text = new StringBuilder();
        for (JsonNode map : report.path("maps")) {
            JsonNode tracked = map.path("tracked");
            JsonNode alone = map.path("independent");
            text.append(String.format(
                    Locale.ROOT, "%s for '%s': %d frames, %d cuts%n", map.path("name").asString(),
                    map.path("label").asString(), map.path("frames").asInt(), map.path("cuts").asInt()));
            text.append(String.format(
                    Locale.ROOT, "  %-34s %9s %14s%n", "", "tracked", "frame by frame"));
            row(text, "mean difference of successive maps", tracked, alone, "meanDifference");
            row(text, "their mean correlation", tracked, alone, "meanCorrelation");
            row(text, "switches for each mode and frame", tracked, alone, "switchesPerModeFrame");
            text.append(String.format(
                    Locale.ROOT, "  largest principal angle %.1f degrees, agreement of the two %.4f%n",
                    map.path("largestAngleDegrees").asDouble(), map.path("meanAgreement").asDouble()));
        }
        return text.append("  results in ").append(file).append('\n').toString();
    }

    private static void row(StringBuilder text, String name, JsonNode tracked, JsonNode alone, String key) {
        text.append(String.format(
                Locale.ROOT, "  %-34s %9s %14s%n", name, number(tracked.path(key)), number(alone.path(key))));
    }

    private static String number(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.4f", value.asDouble()) : "-";
    }
}
