package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import lowrankcam.dataset.ImageSet;
import lowrankcam.dataset.LabelledImage;
import lowrankcam.evaluation.Bootstrap;
import lowrankcam.evaluation.ExperimentRun;
import lowrankcam.evaluation.ImageInput;
import lowrankcam.evaluation.ModelFacts;
import lowrankcam.evaluation.ResultRecord;
import lowrankcam.evaluation.RunData;
import lowrankcam.evaluation.RunFolder;
import lowrankcam.evaluation.RunSettings;
import lowrankcam.evaluation.Shard;
import lowrankcam.explain.Program;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.inception.LoadedModel;
import lowrankcam.metric.ClassRule;
import lowrankcam.model.ClassifierHead;
import lowrankcam.report.RunFiles;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Options of commands that run an experiment, and the run itself: folder, progress, files.
final class RunOptions {

    private static final String MACHINES = "machines.json";

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "Only every N-th image, from the I-th on; see: lowrank-cam merge (default: 1/1).")
    private String shard = "1/1";

    @Option(names = "--resamples", paramLabel = "N", description = "Bootstrap resamples (default: 10000).")
    private int resamples = 10_000;

    /// For commands that run whole experiments with resamples of their own.
    static RunOptions whole(int resamples) {
        RunOptions options = new RunOptions();
        options.resamples = resamples;
        return options;
    }

    Bootstrap bootstrap(long seed) {
        return new Bootstrap(resamples, seed, 0.95);
    }

    RunSettings settings(LoadedModel ready, String layer, ImageSet images) {
        ModelFacts model =
                new ModelFacts(
                        ready.weightsSha256(), ready.model().head().sha256(),
                        ready.dialect().id(), ready.model().head().labels(), layer,
                        ready.preprocessing(), ready.kernels().numerics().id());
        return new RunSettings(
                Program.id(), model, images.kind(), images.selection().text(),
                images.missing(), Shard.parse(shard));
    }

    static ImageInput input(LoadedModel ready) {
        return new ImageInput(ready.preprocessing(), ready.kernels().resample());
    }

    /// Refuses a class rule that an image's label or the head's classes do not allow, before anything is computed.
    static void requireClasses(ClassRule rule, ClassifierHead head, List<LabelledImage> images)
            throws FormatException {
        if (rule instanceof ClassRule.Fixed fixed) {
            head.classOf(fixed.name());
        }
        for (LabelledImage image : rule instanceof ClassRule.Labelled ? images : List.<LabelledImage>of()) {
            try {
                head.classOf(image.label());
            } catch (IllegalArgumentException e) {
                throw new FormatException(
                        image.file(), FormatException.NO_OFFSET, "label",
                        "a class of the head, for --class-rule label", "'" + image.label() + "'");
            }
        }
    }

    /// Runs or continues an experiment and writes its files.
    ///
    /// @param what     for progress
    /// @param settings that decide the results
    /// @param task     makes the work from a display of a long method's passes
    /// @return exit code
    int run(
            Path output, String what, ObjectNode settings, ImageSet images, LoadedModel ready, boolean quiet,
            Function<lowrankcam.cam.Progress, ExperimentRun.ImageTask> task, PrintWriter out, PrintWriter err)
            throws IOException {
        try (RunFolder folder = RunFolder.open(output, settings, RunSettings.identify(images.images()))) {
            RunData data = folder.data();
            int missing = data.missing();
            int all = (int) java.util.stream.IntStream.range(0, data.images().size())
                    .filter(data.shard()::contains).count() * data.columns().size();
            if (missing < all && !quiet) {
                err.println("lowrank-cam: continuing in " + output + ": " + (all - missing) + " of " + all
                        + " records are there");
            }
            if (missing > 0) {
                machines(output, ready, images);
                RunProgress progress = new RunProgress(new ProgressLine(err, what, quiet), what, missing);
                ExperimentRun run = new ExperimentRun(folder, progress::report);
                progress.timeLeft = run::secondsLeft;
                run.run(task.apply(progress::passes));
                progress.close();
            }
            RunFiles.write(output, data);
            out.println(output.resolve("report.html"));
            int code = failures(data, err);
            return images.missing().isEmpty() ? code : Math.max(code, ExitCode.FAILED);
        }
    }

    /// Says which images or methods gave nothing.
    ///
    /// @return exit code
    static int failures(RunData data, PrintWriter err) {
        List<ResultRecord> failed =
                data.ordered().stream().filter(r -> !r.failure().isEmpty() && !r.isUndefined()).toList();
        Map<String, List<String>> methods = new LinkedHashMap<>();
        for (ResultRecord record : failed) {
            methods.computeIfAbsent(record.image() + "\n" + record.failure(), key -> new ArrayList<>())
                    .add(record.column());
        }
        methods.entrySet().stream().limit(5).forEach(entry -> {
            String[] where = entry.getKey().split("\n", 2);
            boolean whole = entry.getValue().size() == data.columns().size();
            err.println(
                    "lowrank-cam: " + where[0] + (whole ? "" : ", " + String.join(", ", entry.getValue())) + ": "
                            + where[1]);
        });
        if (!failed.isEmpty()) {
            err.println(
                    "lowrank-cam: " + (failed.size() == 1 ? "1 record has" : failed.size() + " records have")
                            + " no values; see images.csv");
        }
        return failed.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /// Where times were taken: a list, for a run may be continued elsewhere. Decides no result.
    private static void machines(Path output, LoadedModel ready, ImageSet images) throws IOException {
        Path file = output.resolve(MACHINES);
        ObjectNode json = Files.exists(file) ? (ObjectNode) Json.read(file) : Json.object();
        ObjectNode machine = Json.object();
        machine.put("java", Runtime.version() + ", " + System.getProperty("java.vendor"));
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("cpu", MachineFacts.ofHere().cpu());
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("threads", ready.workers().threads());
        machine.put("kernels", ready.kernels().description());
        machine.put("weights", ready.source());
        machine.put("dataset", images.root().toString());
        for (JsonNode known : json.withArray("/machines")) {
            if (known.toString().equals(machine.toString())) {
                return;
            }
        }
        json.withArray("/machines").add(machine);
        AtomicFile.write(file, Json.text(json));
    }

    /// One line for records and, below them, the passes of a method that takes long.
    private static final class RunProgress {

        private final ProgressLine line;
        private final String what;
        private DoubleSupplier timeLeft = () -> Double.NaN;
        private int done;
        private int total;

        RunProgress(ProgressLine line, String what, int total) {
            this.line = line;
            this.what = what;
            this.total = total;
        }

        void report(int made, int ofAll, double secondsLeft) {
            done = made;
            total = ofAll;
            line.show(() -> records(secondsLeft));
        }

        void passes(int pass, int ofMap) {
            line.show(() -> records(timeLeft.getAsDouble()) + "; this map: pass " + pass + " of " + ofMap);
        }

        private String records(double secondsLeft) {
            return String.format(
                    Locale.ROOT, "%s %d of %d records, %.2f a second, %s", what, done, total,
                    done / Math.max(line.seconds(), 1e-9), duration(secondsLeft));
        }

        private static String duration(double seconds) {
            if (Double.isNaN(seconds)) {
                return "time left not known yet";
            }
            return seconds < 100
                    ? String.format(Locale.ROOT, "%.0f s left", seconds)
                    : String.format(Locale.ROOT, "%.0f min left", seconds / 60);
        }

        void close() {
            line.close();
        }
    }
}
