package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lowrankcam.cam.LowRankOptions;
import lowrankcam.dataset.ImageSet;
import lowrankcam.experiment.Evaluation;
import lowrankcam.experiment.EvaluationPlan;
import lowrankcam.experiment.ImageInput;
import lowrankcam.experiment.Merge;
import lowrankcam.experiment.MethodColumn;
import lowrankcam.experiment.MetricGroup;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.LayerNames;
import lowrankcam.report.MapPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `evaluate`: the paper's Table 1 on any data set.
@Command(
        name = "evaluate",
        description = {
            "Compares methods on a data set: average drop and increase, coherency, complexity, ADCC, and more.",
            "A run that was interrupted continues where it was when the same command is given again."
        },
        footer = {
            "",
            "Examples:",
            "  lowrank-cam evaluate phantoms --limit 16 -o table",
            "  lowrank-cam evaluate MURA-v1.1 --study elbow -m table1 --metrics all -o elbow",
            "  lowrank-cam evaluate MURA-v1.1 -m table1 --shard 2/4 -o part2",
            "",
            "Writes table.csv, differences.csv, images.csv, times.csv, table.json, table.md and report.html."
        },
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;
    @Mixin private DatasetOptions datasetOptions;
    @Mixin private MetricOptions metricOptions;
    @Mixin private RunOptions runOptions;

    @Option(
            names = {"-m", "--method"},
            paramLabel = "NAME",
            split = ",",
            description = "Methods, each with variant and parameters if wished (lowrankcam:class-signed:rank=5), table1 "
                    + "(the paper's thirteen), table1-fast (its nine with one network pass), fast (all of these) or all "
                    + "(default: table1-fast). See: lowrank-cam methods")
    private List<String> methods = List.of("table1-fast");

    @Option(
            names = {"-r", "--rank"},
            paramLabel = "N",
            description = "Modes of LowRank-CAM where a method does not say (default: 10).")
    private int rank = LowRankOptions.DEFAULT_RANK;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Variant of LowRank-CAM where a method does not say (default: default).")
    private String preset = "default";

    @Option(
            names = "--metrics",
            paramLabel = "NAME",
            split = ",",
            description = "adcc (Table 1), curves (insertion, deletion), road, place (needs ground truth), or all "
                    + "(default: adcc,place).")
    private List<String> metrics = List.of("adcc", "place");

    @Option(names = "--limit", paramLabel = "N", description = "At most this many images, a sample (default: all).")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = {"-l", "--layer"},
            paramLabel = "NAME",
            description = "Target layer (default: Mixed_7c). See: lowrank-cam layers")
    private String layer = "Mixed_7c";

    @Option(
            names = "--reference",
            paramLabel = "NAME",
            description = "Method that the others are compared with (default: lowrankcam, if it is among them).")
    private String reference = "lowrankcam";

    @Option(
            names = "--pictures",
            paramLabel = "N",
            description = "Maps of the first N images are shown on the page (default: 4).")
    private int pictures = 4;

    @Option(
            names = {"-o", "--output-dir"},
            paramLabel = "DIR",
            description = "Folder of the run (default: evaluation).")
    private Path output = Path.of("evaluation");

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        List<MethodColumn> columns = MethodColumns.parse(methods, rank, preset);
        EvaluationPlan plan =
                new EvaluationPlan(
                        LayerNames.resolve(layer), columns, MetricGroup.parse(metrics), metricOptions.settings(),
                        runOptions.bootstrap(datasetOptions.seed()), MethodColumns.reference(columns, reference),
                        pictures);
        ImageSet images = datasetOptions.open(limit, err);
        try (ModelOptions.Ready ready = modelOptions.open(err)) {
            InceptionModel model = ready.loaded().model();
            RunOptions.requireClasses(plan.metrics().classRule(), model.head(), images.images());
            ImageInput input = RunOptions.input(ready);
            MapPictures keeper = new MapPictures(output.resolve(Merge.PICTURES));
            return runOptions.run(
                    output, "evaluate", runOptions.settings(ready, plan.layer(), images).of(plan), images, ready,
                    modelOptions.quiet(),
                    progress -> new Evaluation(model, input, plan, images.images(), keeper, progress),
                    spec.commandLine().getOut(), err);
        }
    }
}
