package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.dataset.ImageSet;
import lowrankcam.evaluation.EvaluatedMethods;
import lowrankcam.explain.Program;
import lowrankcam.inception.LayerNames;
import lowrankcam.inception.LoadedModel;
import lowrankcam.metric.ClassRule;
import lowrankcam.study.StudyMaker;
import lowrankcam.study.StudyPlan;
import lowrankcam.study.StudyTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `study`: do maps help readers?
@Command(
        name = "study",
        description = {
            "Makes a reading study: a form on which people say which map helps, without knowing which method made it.",
            "The form is one HTML file that sends nothing anywhere; the key to it lies in a folder of its own."
        },
        subcommands = StudyCommand.Collect.class,
        footer = {
            "",
            "Examples:",
            "  lowrank-cam study phantoms --limit 12 --methods lowrankcam,gradcam,eigencam -o study",
            "  lowrank-cam study collect study/key/key.json answers-*.json -o results",
            "",
            "Give the readers form/study.html, and keep the folder key to yourself. See docs/STUDY.md."
        },
        mixinStandardHelpOptions = true)
final class StudyCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DATASET",
            description = "Folder MURA-v1.1 or the one that holds it, a folder with a sub-folder for each class, or a CSV file.")
    private Path dataset;

    @Mixin private ModelOptions modelOptions;
    @Mixin private SelectionOptions selection;

    @Option(
            names = {"-m", "--methods"},
            paramLabel = "NAME",
            split = ",",
            completionCandidates = Known.Compared.class,
            description = "Two methods or more, each with variant and parameters if wished.")
    private List<String> methods = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "At most this many images, a sample (default: ${DEFAULT-VALUE}).")
    private int limit = 12;

    @Option(
            names = "--class-rule",
            paramLabel = "RULE",
            completionCandidates = Known.ClassRules.class,
            description = "Class that is explained: predicted, label or class:NAME (default: ${DEFAULT-VALUE}).")
    private String classRule = "predicted";

    @Option(
            names = {"-l", "--layer"},
            paramLabel = "NAME",
            completionCandidates = Known.Layers.class,
            description = "Target layer (default: ${DEFAULT-VALUE}). See: lowrank-cam layers")
    private String layer = "Mixed_7c";

    @Option(
            names = {"-o", "--output-dir"},
            paramLabel = "DIR",
            description = "Folder of the study, in which there is none yet (default: ${DEFAULT-VALUE}).")
    private Path output = Path.of("study");

    @Override
    public Integer call() throws IOException {
        if (dataset == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'DATASET'");
        }
        PrintWriter err = spec.commandLine().getErr();
        StudyPlan plan =
                new StudyPlan(
                        EvaluatedMethods.parse(methods, LowRankOptions.DEFAULT_RANK, LowRankOptions.Preset.DEFAULT.id()),
                        ClassRule.parse(classRule), LayerNames.resolve(layer), selection.seed());
        ImageSet images = selection.open(dataset, "--limit", limit, err);
        try (LoadedModel model = modelOptions.open(err)) {
            ProgressLine progress = new ProgressLine(err, "study", modelOptions.quiet());
            new StudyMaker(model, plan, Program.id()).make(images.images(), output, progress::report);
            progress.close();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("for readers: " + output.resolve(StudyMaker.FORM));
        out.println("keep apart:  " + output.resolve(StudyMaker.KEY));
        return ExitCode.DONE;
    }

    /// `study collect`: what did they say?
    @Command(
            name = "collect",
            description = {
                "Joins the answers of readers with the key: preferences with intervals, and how far readers agree.",
                "Writes answers.csv, readers.csv, preference.csv and agreement.csv."
            },
            footer = {"", "Example: lowrank-cam study collect study/key/key.json answers-*.json -o results"},
            mixinStandardHelpOptions = true)
    static final class Collect implements Callable<Integer> {

        @Spec private CommandSpec spec;

        @Parameters(index = "0", paramLabel = "KEY", description = "The study's key.json.")
        private Path key;

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "ANSWERS", description = "A file of answers for each reader.")
        private List<Path> answers;

        @Option(names = "--partial", description = "Takes answers of readers who left images out, and counts what is missing.")
        private boolean partial;

        @Option(
                names = {"-o", "--output-dir"},
                paramLabel = "DIR",
                description = "Gets the tables (default: ${DEFAULT-VALUE}).")
        private Path output = Path.of("study-results");

        @Override
        public Integer call() throws IOException {
            StudyTables tables = StudyTables.read(key, answers, partial);
            tables.write(output);
            tables.summary().forEach(spec.commandLine().getOut()::println);
            return ExitCode.DONE;
        }
    }
}
