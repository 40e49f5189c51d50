package lowrankcam.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.MapRun;
import lowrankcam.cam.Progress;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.cam.registry.RequestedMethod;
import lowrankcam.format.FormatException;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.LoadedModel;
import lowrankcam.stability.StabilityReport;
import lowrankcam.stability.StabilityRun;

/// Explains one image after the other with one loaded model.
///
/// @param model    the model; nobody else uses it meanwhile
/// @param request  which maps
/// @param listener told of progress and of what users should know
/// @param stability what tries how far maps can be trusted, or null
public record Explainer(LoadedModel model, ExplainRequest request, ExplainListener listener, StabilityRun stability) {

    /// Makes maps and tries nothing.
    public Explainer(LoadedModel model, ExplainRequest request, ExplainListener listener) {
        this(model, request, listener, null);
    }

    /// Explains an image.
    ///
    /// @throws FormatException            if the image cannot be used
    /// @throws UnsupportedTargetException if a method that was asked for by name is not defined for this head or layer
    public Explanation explain(Path image) throws IOException {
        return explain(ImageFacts.read(model, image, listener));
    }

    /// Explains an image that need not be on disk.
    ///
    /// @param image what messages and results call it
    /// @throws FormatException            as [#explain(Path)]
    /// @throws UnsupportedTargetException as [#explain(Path)]
    public Explanation explain(Path image, byte[] bytes) throws IOException {
        return explain(ImageFacts.read(model, image, bytes, listener));
    }

    private Explanation explain(ImageFacts.Read image) throws IOException {
        ExplanationDraft draft = new ExplanationDraft(model, image, request.layers(), 0);
        run(MapTask.plan(request, model.model().head(), draft.prediction()), draft, draft);
        return draft.explanation();
    }

    /// Explains an image and writes all results.
    public Explanation explain(Path image, ResultOptions results) throws IOException {
        ExplanationDraft draft = new ExplanationDraft(model, image, request.layers(), 0, listener);
        List<MapTask> tasks = MapTask.plan(request, model.model().head(), draft.prediction());
        try (ResultWriter writer = new ResultWriter(draft, results, tasks, listener)) {
            run(tasks, draft, writer);
            return writer.publish();
        }
    }

    private void run(List<MapTask> tasks, ExplanationDraft draft, MapSink sink) throws IOException {
        int[] passes = tasks.stream().mapToInt(task -> task.method().method()
                .maskedInputs(input(model, task, draft, Progress.NONE))).toArray();
        int left = Arrays.stream(passes).sum();
        listener.image(draft.image().path(), left);
        for (int i = 0; i < passes.length; i++) {
            left -= passes[i];
            run(tasks.get(i), left, draft, sink);
        }
        if (stability != null) {
            sink.stability(tried(draft));
        }
    }

    private StabilityReport tried(ExplanationDraft draft) {
        Explanation made = draft.explanation();
        List<StabilityRun.Subject> subjects = made.maps().stream().map(map -> new StabilityRun.Subject(
                map.task().name(), map.task().method().choice(), map.task().target(), map.task().layer(), map.map())).toList();
        listener.begin("stability", 0);
        try {
            return stability.of(made.image().picture(), made.traces(), subjects, listener::report);
        } finally {
            listener.end();
        }
    }

    /// @param after network passes of the tasks that come after this one
    private void run(MapTask task, int after, ExplanationDraft draft, MapSink sink) throws IOException {
        MapRun<CamMap> run;
        listener.begin(task.name(), after);
        try {
            run = MapRun.of(task.method().method(), input(model, task, draft, listener::report));
        } catch (UnsupportedTargetException e) {
            if (task.method().origin() == RequestedMethod.Origin.NAMED) {
                throw e;
            }
            listener.say("left out: " + e.getMessage());
            sink.skipped(new SkippedMap(task, e.getMessage()));
            return;
        } finally {
            listener.end();
        }
        Heatmap shown = shown(run.map(), model);
        sink.map(ExplainedMap.of(task, run, shown, null), shown);
    }

    static CamInput input(LoadedModel model, MapTask task, ExplanationDraft draft, Progress progress) {
        return new CamInput(model.model(), draft.trace(task.layer()), task.target(), model.kernels().resample(), progress);
    }

    /// A map on a scale of its own, at the size of the network's input.
    public static Heatmap shown(CamMap map, LoadedModel model) {
        Preprocessing size = model.preprocessing();
        return Heatmap.of(
                map.raw(), map.rows(), map.columns(), size.height(), size.width(), model.kernels().resample());
    }
}
