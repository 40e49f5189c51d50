package lowrankcam.stability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.CamMode;
import lowrankcam.cam.Progress;
import lowrankcam.cam.Settings;
import lowrankcam.cam.lowrank.LowRankCam;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Picture;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.LoadedModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Target;
import lowrankcam.random.SplitMix;
import lowrankcam.stability.MapChange.Kind;
import lowrankcam.tensor.Tensor;

/// Makes maps again under small changes of picture and method, and after their network has lost what it learnt. One network pass for each
/// changed picture and each step of the randomisation, whatever the number of maps.
///
/// A good map changes little under the first and entirely under the second.
public final class StabilityRun {

    private static final int[][] DIRECTIONS = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
    private static final List<String> DIRECTION_NAMES = List.of("up", "down", "left", "right");

    private final LoadedModel model;
    private final StabilityOptions options;
    private RandomisedModel randomised;

    /// A map that was made.
    ///
    /// @param name   of its files
    /// @param choice method, variant, parameters
    /// @param target class
    /// @param layer  target layer
    /// @param map    the map
    public record Subject(String name, MethodChoice choice, Target target, String layer, CamMap map) {}

    public StabilityRun(LoadedModel model, StabilityOptions options) {
        this.model = model;
        this.options = options;
    }

    /// @param subjects the maps of one image
    /// @param traces   the image's own, by layer
    public StabilityReport of(Picture picture, Map<String, ForwardTrace> traces, List<Subject> subjects, Progress progress) {
        List<Subject> light = subjects.stream().filter(subject -> !masksTheInput(subject)).toList();
        Map<Subject, List<MapChange>> changes = new LinkedHashMap<>();
        light.forEach(subject -> changes.put(subject, new ArrayList<>()));
        if (!light.isEmpty()) {
            changes.forEach((subject, list) -> choices(subject, traces.get(subject.layer()), list));
            Passes passes = new Passes(List.copyOf(traces.keySet()), changes, progress);
            pictures(picture, passes);
            Tensor input = traces.values().iterator().next().image();
            for (RandomisedModel.Step step : randomised().steps()) {
                passes.add(Kind.RANDOMISED, step.name(), randomised.after(step), input);
            }
        }
        List<MapStability> maps = new ArrayList<>();
        changes.forEach((subject, list) -> maps.add(new MapStability(
                subject, subject.map().modes().stream().map(CamMode::signMargin).toList(), List.copyOf(list))));
        return new StabilityReport(
                options, maps, subjects.stream().filter(StabilityRun::masksTheInput).map(Subject::name).toList());
    }

    private static boolean masksTheInput(Subject subject) {
        return subject.choice().info().group().masksTheInput();
    }

    private RandomisedModel randomised() {
        if (randomised == null) {
            randomised = new RandomisedModel(model, options.seed());
        }
        return randomised;
    }

    /// Other ranks, other weights of masks.
    private void choices(Subject subject, ForwardTrace trace, List<MapChange> list) {
        String rank = subject.choice().settings().values().getOrDefault("rank", "");
        if (rank.matches("[0-9]{1,9}")) {
            for (int other : new int[] {-StabilityOptions.RANK_STEP, StabilityOptions.RANK_STEP}) {
                int changed = Integer.parseInt(rank) + other;
                if (changed > 0) {
                    list.add(change(Kind.RANK, "rank " + changed, subject, method(subject.choice(), changed), model.model(), trace));
                }
            }
        }
        if (subject.choice().create() instanceof LowRankCam lowRank) {
            LowRankOptions own = lowRank.options();
            boolean probability = own.score() == LowRankOptions.Score.PROBABILITY;
            LowRankOptions other = new LowRankOptions(
                    own.preset(), own.rank(), own.sign(), own.mask(),
                    probability ? LowRankOptions.Score.LOGIT : LowRankOptions.Score.PROBABILITY, own.finalRelu());
            list.add(change(
                    Kind.WEIGHTS, probability ? "logits" : "probabilities", subject, new LowRankCam(other), model.model(), trace));
        }
    }

    private static CamMethod method(MethodChoice choice, int rank) {
        Map<String, String> values = new LinkedHashMap<>(choice.settings().values());
        values.put("rank", String.valueOf(rank));
        return new MethodChoice(choice.info(), choice.variant(), new Settings(choice.info(), values), choice.origin()).create();
    }

    private void pictures(Picture picture, Passes passes) {
        for (int draw = 0; draw < options.draws(); draw++) {
            passes.add(
                    Kind.NOISE, "draw " + (draw + 1), PictureChange.noise(picture, options.noise(), SplitMix.of(options.seed(), draw)));
        }
        for (int i = 0; i < DIRECTIONS.length; i++) {
            passes.add(Kind.SHIFT, DIRECTION_NAMES.get(i), PictureChange.shift(picture, DIRECTIONS[i][0], DIRECTIONS[i][1]));
        }
        passes.add(Kind.JPEG, "quality " + options.quality(), JpegLoss.of(picture, options.quality()));
    }

    /// All maps after one network pass.
    private final class Passes {
        private final List<String> layers;
        private final Map<Subject, List<MapChange>> changes;
        private final Progress progress;
        private final int total;
        private int done;

        Passes(List<String> layers, Map<Subject, List<MapChange>> changes, Progress progress) {
            this.layers = layers;
            this.changes = changes;
            this.progress = progress;
            this.total = options.draws() + DIRECTIONS.length + 1 + randomised().steps().size();
        }

        void add(Kind kind, String what, Picture picture) {
            add(kind, what, model.model(), model.preprocessing().apply(picture, model.kernels().resample()));
        }

        void add(Kind kind, String what, InceptionModel network, Tensor input) {
            List<ForwardTrace> traces = network.forward(input, layers);
            changes.forEach((subject, list) -> list.add(change(
                    kind, what, subject, subject.choice().create(), network, traces.get(layers.indexOf(subject.layer())))));
            progress.report(++done, total);
        }
    }

    private MapChange change(
            Kind kind, String what, Subject subject, CamMethod method, InceptionModel network, ForwardTrace trace) {
        double probability = trace.prediction().probabilities()[subject.target().classIndex()];
        if (trace.features().firstNonFinite() >= 0) {
            return new MapChange(kind, what, Similarity.NONE, probability, null);
        }
        CamMap map = method.explain(new CamInput(network, trace, subject.target(), model.kernels().resample(), Progress.NONE));
        Similarity similarity =
                new Similarity(Similarity.spearman(subject.map().raw(), map.raw()), Similarity.ssim(shown(subject.map()), shown(map)));
        return new MapChange(kind, what, similarity, probability, map);
    }

    /// The map as it is shown, on a scale of its own.
    private Heatmap shown(CamMap map) {
        return Heatmap.of(
                map.raw(), map.rows(), map.columns(), model.preprocessing().height(), model.preprocessing().width(),
                model.kernels().resample());
    }
}
