package lowrankcam.page.image;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.Progress;
import lowrankcam.cam.Relu;
import lowrankcam.cam.lowrank.LowRankCam;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.cam.lowrank.ModeTable;
import lowrankcam.explain.ClassScore;
import lowrankcam.explain.Explanation;
import lowrankcam.format.Json;
import lowrankcam.inception.LoadedModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Target;
import lowrankcam.page.Numbers;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The modes of each layer with their weights, from which the page makes LowRank-CAM of any rank, preset and class: the numbers
/// that the program itself adds up, bit for bit.
final class PageModes {

    /// Classes without a map of their own that join those with one, the most probable first.
    private static final int MOST_CLASSES = 5;

    private PageModes() {}

    /// What every preset does, and how it is called.
    static ArrayNode presets() {
        ArrayNode presets = Json.object().putArray("presets");
        for (Preset preset : Preset.values()) {
            LowRankOptions options = LowRankOptions.of(preset, LowRankOptions.DEFAULT_RANK);
            presets.addObject()
                    .put("id", preset.id())
                    .put("meaning", LowRankCam.INFO.variantOf(preset.id()).meaning())
                    .put("byClass", options.sign() == LowRankOptions.Sign.CLASS)
                    .put("linear", options.mask() == LowRankOptions.Mask.LINEAR)
                    .put("relu", options.finalRelu() == Relu.AT_THE_END);
        }
        return presets;
    }

    static ArrayNode json(Explanation explanation) {
        ArrayNode layers = Json.object().putArray("layers");
        List<Target> targets = targets(explanation);
        for (ForwardTrace trace : explanation.traces().values()) {
            layers.add(layer(explanation.model(), trace, targets));
        }
        return layers;
    }

    /// The classes of the maps, then others by their score.
    private static List<Target> targets(Explanation explanation) {
        Set<Target> targets = new LinkedHashSet<>();
        Set<Integer> classes = new LinkedHashSet<>();
        explanation.maps().forEach(map -> targets.add(map.task().target()));
        targets.forEach(target -> classes.add(target.classIndex()));
        int contrast = targets.isEmpty() ? Target.NO_CONTRAST : targets.iterator().next().contrast();
        for (ClassScore score : ClassScore.best(explanation.prediction(), explanation.model().labels(), MOST_CLASSES)) {
            if (classes.size() < MOST_CLASSES && score.index() != contrast && classes.add(score.index())) {
                targets.add(new Target(score.index(), contrast, Target.Score.LOGIT));
            }
        }
        return List.copyOf(targets);
    }

    private static ObjectNode layer(LoadedModel model, ForwardTrace trace, List<Target> targets) {
        List<CamInput> inputs = new ArrayList<>();
        for (Target target : targets) {
            inputs.add(new CamInput(model.model(), trace, target, model.kernels().resample(), Progress.NONE));
        }
        ModeTable table = ModeTable.of(inputs);
        ObjectNode json = Json.object();
        json.put("layer", trace.layer());
        json.put("rows", trace.features().height());
        json.put("columns", trace.features().width());
        json.put("channels", trace.features().channels());
        json.put("count", table.count());
        json.put("sigma", Numbers.doubles(table.sigma()));
        json.put("energy", Numbers.doubles(table.shares()));
        json.put("margin", Numbers.doubles(table.margins()));
        json.put("modes", Numbers.doubles(modes(table, trace.features().positions())));
        ArrayNode classes = json.putArray("classes");
        for (ModeTable.OfTarget target : table.targets()) {
            classes.add(target(target, model));
        }
        return json;
    }

    private static double[] modes(ModeTable table, int positions) {
        double[] modes = new double[table.count() * positions];
        for (int i = 0; i < table.count(); i++) {
            System.arraycopy(table.mode(i), 0, modes, i * positions, positions);
        }
        return modes;
    }

    private static ObjectNode target(ModeTable.OfTarget of, LoadedModel model) {
        ObjectNode json = Json.object();
        json.put("class", of.target().classIndex());
        json.put("contrast", of.target().isContrast() ? model.labels().get(of.target().contrast()) : "");
        json.put("missing", of.missing());
        if (of.turned() != null) {
            ArrayNode turned = json.putArray("turned");
            for (boolean turn : of.turned()) {
                turned.add(turn);
            }
            json.put("margin", Numbers.doubles(of.margins()));
        }
        ObjectNode weights = json.putObject("weights");
        of.weights().forEach((preset, values) -> weights.put(preset.id(), Numbers.doubles(values)));
        ArrayNode ranks = json.putArray("ranks");
        of.ranks().forEach((rule, choice) -> {
            ObjectNode rank = ranks.addObject().put("rule", rule).put("rank", choice.rank());
            choice.flags().forEach(rank.putArray("flags")::add);
        });
        return json;
    }
}
