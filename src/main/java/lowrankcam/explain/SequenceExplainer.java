package lowrankcam.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import lowrankcam.cam.MapRun;
import lowrankcam.cam.Progress;
import lowrankcam.cam.lowrank.LowRankCam;
import lowrankcam.cam.registry.RequestedMethod;
import lowrankcam.cam.sequence.SequenceFrame;
import lowrankcam.cam.sequence.SequenceOptions;
import lowrankcam.cam.sequence.SequenceTracker;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.UsageException;
import lowrankcam.image.Heatmap;
import lowrankcam.image.PictureReader;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.LoadedModel;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Explains the frames of one film: `explain --sequence`, or `--frame all` for those of one file.
///
/// Each frame gets the usual folder, its maps smoothed and painted on the common scale, and beside each raw map
/// the one that the frame alone has. Where no class is named, the class that the first frame is predicted to be is
/// explained in all of them.
public final class SequenceExplainer {

    private final LoadedModel model;
    private final ExplainRequest request;
    private final ResultOptions results;
    private final SequenceOptions options;
    private final ExplainListener listener;
    private final Map<MapTask, Film> films = new LinkedHashMap<>();
    private final List<Frame> frames = new ArrayList<>();

    /// One frame of the film.
    ///
    /// @param image   its file
    /// @param title   what it is called
    /// @param model   that reads it from its file
    /// @param results where its maps go
    private record Frame(Path image, String title, LoadedModel model, ResultOptions results) {}

    /// One map through all frames.
    private record Film(SequenceTracker tracker, SequenceReport report) {}

    public SequenceExplainer(
            LoadedModel model, ExplainRequest request, ResultOptions results, SequenceOptions options,
            ExplainListener listener) {
        this.model = model;
        this.request = request;
        this.results = results;
        this.options = options;
        this.listener = listener;
    }

    /// Refuses what cannot be a sequence, before anything is computed.
    ///
    /// @param frames files of one frame each, or the one file that holds all
    /// @param within number of frames of that one file; 0 if each has a file of its own
    /// @throws FormatException if the frames differ in size, or one is no image
    public static void check(List<Path> frames, int within, ExplainRequest request, ResultOptions results)
            throws FormatException {
        for (RequestedMethod method : request.methods()) {
            if (!(method.method() instanceof LowRankCam)) {
                throw new UsageException(
                        "--sequence: expected method " + LowRankCam.ID + ", found " + method.choice().info().id());
            }
        }
        if (results.has(ResultOptions.Extra.SHEET)) {
            throw new UsageException("--sheet: expected without --sequence, found with it");
        }
        if (!results.files().isEmpty()) {
            throw new UsageException("--page: expected without --sequence, found with it");
        }
        if (within == 1) {
            throw new FormatException(
                    frames.getFirst(), FormatException.NO_OFFSET, "frames (--frame all)", "at least 2", "1");
        }
        if (within == 0 && frames.size() < 2) {
            throw new UsageException("--sequence: expected at least 2 frames, found " + frames.size());
        }
        PictureReader.Size first = PictureReader.size(frames.getFirst());
        for (Path frame : frames) {
            PictureReader.Size size = PictureReader.size(frame);
            if (!size.equals(first)) {
                throw new FormatException(
                        frame, FormatException.NO_OFFSET, "size of a frame", first + " as " + frames.getFirst(),
                        size.toString());
            }
        }
    }

    /// Writes all results.
    ///
    /// @param each sees the explanation of each frame when it is written
    public void explain(List<Path> images, Consumer<Explanation> each) throws IOException {
        images.forEach(image -> frames.add(new Frame(image, image.toString(), model, results)));
        explain(each);
    }

    /// Writes all results of the frames of one file, each in a folder of its own.
    ///
    /// @param count number of frames
    /// @param each  sees the explanation of each frame when it is written
    public void explainFrames(Path image, int count, Consumer<Explanation> each) throws IOException {
        int digits = String.valueOf(count).length();
        for (int n = 1; n <= count; n++) {
            Preprocessing own = model.preprocessing().with(model.preprocessing().view().withFrame(n));
            String number = "0".repeat(digits - String.valueOf(n).length()) + n;
            Function<Path, String> names = file -> results.names().apply(file) + "-frame-" + number;
            frames.add(
                    new Frame(
                            image, image + ", frame " + n, model.with(own),
                            new ResultOptions(
                                    results.output(), names, results.overlay(), results.legend(), results.extras())));
        }
        explain(each);
    }

    private void explain(Consumer<Explanation> each) throws IOException {
        listener.begin("frame", 0);
        try {
            for (int t = 0; t < frames.size(); t++) {
                each.accept(explain(t));
                listener.report(t + 1, frames.size());
            }
        } finally {
            listener.end();
        }
        AtomicFile.write(results.sequenceFile(), Json.text(json()));
    }

    /// What is said of the sequence.
    public ObjectNode json() {
        ObjectNode json = head();
        ArrayNode maps = json.putArray("maps");
        films.values().forEach(film -> maps.add(film.report().json()));
        return json;
    }

    /// What a person wants to see of it.
    public String summary() {
        return films.values().stream().map(film -> film.report().summary()).collect(Collectors.joining())
                + "  results in " + results.sequenceFile() + "\n";
    }

    /// What is said of a sequence before its maps.
    private ObjectNode head() {
        ObjectNode json = Manifest.program(model);
        Manifest.weights(json.putObject("weights"), model);
        ArrayNode names = json.putArray("frames");
        frames.forEach(frame -> names.add(frame.title()));
        json.put("smoothing", options.smoothing());
        json.put("clearSign", options.clearSign());
        json.put("sameMode", options.sameMode());
        json.put("sameScene", options.sameScene());
        return json;
    }

    private Explanation explain(int t) throws IOException {
        Frame frame = frames.get(t);
        ExplanationDraft draft = new ExplanationDraft(frame.model(), frame.image(), request.layers(), t + 1, listener);
        if (t == 0) {
            for (MapTask task : MapTask.plan(request, model.model().head(), draft.prediction())) {
                LowRankCam method = (LowRankCam) task.method().method();
                films.put(task, new Film(new SequenceTracker(method.options(), options), new SequenceReport(task)));
            }
        }
        try (ResultWriter writer = new ResultWriter(draft, frame.results(), List.copyOf(films.keySet()), listener)) {
            for (MapTask task : films.keySet()) {
                run(task, draft, writer, frame.results().folder(frame.image()));
            }
            if (t == 0) {
                AtomicFile.write(results.sequenceFile(), Json.text(head().put("unfinished", true)));
            }
            return writer.publish();
        }
    }

    private void run(MapTask task, ExplanationDraft draft, MapSink sink, Path folder) throws IOException {
        Film film = films.get(task);
        MapRun<SequenceFrame> run =
                MapRun.counted(film.tracker()::next, Explainer.input(model, task, draft, Progress.NONE));
        SequenceFrame frame = run.map();
        Heatmap alone = Explainer.shown(frame.independent(), model);
        Heatmap shown = shown(frame, alone);
        SequenceStep step =
                film.report().add(draft.image().path(), folder.getFileName().toString(), frame, shown, alone);
        sink.map(
                ExplainedMap.of(
                        task, new MapRun<>(frame.map(), run.passes(), run.milliseconds()), shown,
                        new ExplainedMap.InSequence(frame.independent(), step)),
                shown);
    }

    /// The smoothed map on the common scale. Where the frame alone has nothing to show, what is left of earlier
    /// frames is no evidence in this one, and nothing is painted.
    private Heatmap shown(SequenceFrame frame, Heatmap alone) {
        Preprocessing size = model.preprocessing();
        Heatmap shown =
                Heatmap.onScale(
                        frame.map().raw(), frame.map().rows(), frame.map().columns(), size.height(), size.width(),
                        model.kernels().resample(), frame.scale().low(), frame.scale().high());
        return alone.isFlat() && !shown.isFlat()
                ? shown.emptied("in this frame alone " + alone.flatReason())
                : shown;
    }
}
