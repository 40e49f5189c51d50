package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.LowRankCam;
import lowrankcam.cam.MapRun;
import lowrankcam.cam.Progress;
import lowrankcam.cam.RequestedMethod;
import lowrankcam.cam.SequenceFrame;
import lowrankcam.cam.SequenceOptions;
import lowrankcam.cam.SequenceTracker;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.Npy;
import lowrankcam.format.Sha256;
import lowrankcam.format.UsageException;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.InceptionModel;
import lowrankcam.model.ForwardTrace;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Explains the frames of one film: `explain --sequence`.
///
/// Each frame gets the usual folder, its maps smoothed and painted on the common scale, and beside each raw map
/// the one that the frame alone has. Where no class is named, the class that the first frame is predicted to be is
/// explained in all of them.
final class SequenceExplainer {

    private final ModelOptions.Ready ready;
    private final InceptionModel model;
    private final ExplainRequest request;
    private final SequenceOptions options;
    private final Explainer explainer;
    private final boolean quiet;
    private final PrintWriter err;
    private final Map<MapTask, Film> films = new LinkedHashMap<>();
    private final List<String> flat = new ArrayList<>();
    private final List<String> imageFlags = new ArrayList<>();

    /// One map through all frames.
    private record Film(SequenceTracker tracker, SequenceReport report) {}

    SequenceExplainer(
            ModelOptions.Ready ready, ExplainRequest request, SequenceOptions options, boolean quiet,
            PrintWriter err) {
        this.ready = ready;
        this.model = ready.loaded().model();
        this.request = request;
        this.options = options;
        this.explainer = new Explainer(ready, request, quiet, err);
        this.quiet = quiet;
        this.err = err;
    }

    /// Refuses what cannot be a sequence, before anything is computed.
    ///
    /// @throws FormatException if the frames differ in size, or one is no image
    static void check(List<Path> frames, ExplainRequest request) throws FormatException {
        for (RequestedMethod method : request.methods()) {
            if (!(method.method() instanceof LowRankCam)) {
                throw new UsageException(
                        "--sequence: expected method " + LowRankCam.ID + ", found " + method.choice().info().id());
            }
        }
        if (request.sheet() == ExplainRequest.Sheet.WRITTEN) {
            throw new UsageException("--sheet: expected without --sequence, found with it");
        }
        if (frames.size() < 2) {
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

    /// Writes all results and returns what is said of the sequence.
    ObjectNode explain(List<Path> frames) throws IOException {
        ProgressLine progress = new ProgressLine(err, "frame", quiet);
        for (int t = 0; t < frames.size(); t++) {
            explain(frames, t);
            progress.report(t + 1, frames.size());
        }
        progress.close();
        ObjectNode json = sequence(frames);
        ArrayNode maps = json.putArray("maps");
        films.forEach((task, film) -> maps.add(film.report().json(task, model.head().labels())));
        AtomicFile.write(request.sequenceFile(), Json.text(json));
        return json;
    }

    /// What is said of a sequence before its maps.
    private ObjectNode sequence(List<Path> frames) {
        ObjectNode json = Manifest.program(ready);
        Manifest.weights(json.putObject("weights"), ready);
        ArrayNode names = json.putArray("frames");
        frames.forEach(frame -> names.add(frame.toString()));
        json.put("smoothing", options.smoothing());
        json.put("clearSign", options.clearSign());
        json.put("sameMode", options.sameMode());
        json.put("sameScene", options.sameScene());
        return json;
    }

    /// One line for each map of a frame that shows nothing.
    List<String> flatMaps() {
        return flat;
    }

    /// Flags of frames.
    List<String> imageFlags() {
        return imageFlags;
    }

    private void explain(List<Path> frames, int t) throws IOException {
        Path image = frames.get(t);
        Preprocessing.Seen seen = ready.preprocessing().read(image, model.kernels().resample());
        Picture picture = seen.picture();
        ImageContent.tell(image, picture, ready.preprocessing().alpha(), err);
        long start = System.nanoTime();
        Map<String, ForwardTrace> traces =
                explainer.traces(image, seen.tensor());
        double forwardMillis = Explainer.millis(start);
        ForwardTrace first = traces.get(request.layers().getFirst());
        if (t == 0) {
            for (MapTask task : MapTask.plan(request, model.head(), first.prediction())) {
                LowRankCam method = (LowRankCam) task.method().method();
                films.put(task, new Film(new SequenceTracker(method.options(), options), new SequenceReport()));
            }
        }
        ObjectNode manifest =
                Manifest.of(ready, image, Sha256.of(image), picture, request.layers(), first.prediction());
        manifest.put("forwardMillis", forwardMillis);
        manifest.put("frame", t + 1);
        ArrayNode maps = manifest.putArray("maps");
        try (ResultFolder folder = new ResultFolder(request.folder(image), request.output())) {
            folder.keepOnInterrupt(
                    () -> manifest.put("interrupted", true),
                    line -> err.println("lowrank-cam: " + line));
            for (MapTask task : films.keySet()) {
                explain(task, image, traces.get(task.layer()), picture, maps, folder);
            }
            if (t == 0) {
                AtomicFile.write(request.sequenceFile(), Json.text(sequence(frames).put("unfinished", true)));
            }
            folder.publish(manifest);
        }
        flat.addAll(Explainer.flatMaps(manifest));
        imageFlags.addAll(Explainer.imageFlags(manifest));
    }

    private void explain(
            MapTask task, Path image, ForwardTrace trace, Picture picture, ArrayNode maps, ResultFolder folder)
            throws IOException {
        Film film = films.get(task);
        MapRun<SequenceFrame> run =
                MapRun.counted(
                        film.tracker()::next,
                        new CamInput(model, trace, task.target(), model.kernels().resample(), Progress.NONE));
        SequenceFrame frame = run.map();
        Heatmap alone = alone(frame);
        Heatmap shown = shown(frame, alone);
        ObjectNode step = film.report().add(image, request.folder(image), frame, shown, alone);
        folder.add(files -> {
            explainer.write(task, frame.map(), shown, picture, files);
            Npy.write(
                    files.file(task.name() + "-independent.npy"),
                    List.of(frame.map().rows(), frame.map().columns()),
                    ModeFiles.floats(frame.independent().raw()));
            ObjectNode json = Manifest.map(task, model.head().labels(), new MapRun<>(frame.map(), run.passes(), run.milliseconds()), shown);
            json.put("independentFile", task.name() + "-independent.npy");
            json.set("sequence", step);
            explainer.writeModes(task, frame.map(), shown, picture, files, json);
            maps.add(json);
        });
    }

    private Heatmap alone(SequenceFrame frame) {
        Preprocessing size = ready.preprocessing();
        return Heatmap.of(
                frame.independent().raw(), frame.map().rows(), frame.map().columns(), size.height(), size.width(),
                model.kernels().resample());
    }

    /// The smoothed map on the common scale. Where the frame alone has nothing to show, what is left of earlier
    /// frames is no evidence in this one, and nothing is painted.
    private Heatmap shown(SequenceFrame frame, Heatmap alone) {
        Preprocessing size = ready.preprocessing();
        Heatmap shown =
                Heatmap.onScale(
                        frame.map().raw(), frame.map().rows(), frame.map().columns(), size.height(), size.width(),
                        model.kernels().resample(), frame.scale().low(), frame.scale().high());
        return alone.isFlat() && !shown.isFlat()
                ? shown.emptied("in this frame alone " + alone.flatReason())
                : shown;
    }
}
