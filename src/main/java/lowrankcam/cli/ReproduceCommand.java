package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lowrankcam.dataset.BodyPart;
import lowrankcam.evaluation.RunModel;
import lowrankcam.explain.Program;
import lowrankcam.inception.LoadedModel;
import lowrankcam.report.ReproductionPage;
import lowrankcam.report.RunFiles;
import lowrankcam.reproduction.Reproduction;
import lowrankcam.reproduction.ReproductionPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `reproduce`: the paper's experiments on phantoms, and a report that says what holds.
@Command(
        name = "reproduce",
        description = {
            "Repeats the paper's Table 1 and Figure 2 on phantoms and writes a report with a verdict for each claim.",
            "Verdicts: holds here, does not hold here, undecided. It asks also whether maps point at findings whose place is",
            "known.",
            "A run that was interrupted continues where it was when the same command is given again."
        },
        footer = {
            "",
            "Examples:",
            "  lowrank-cam reproduce -o reproduction",
            "  lowrank-cam reproduce --images 8 --slow-images 1 --rank-images 2 --findings 6 --steps 5 -o trial",
            "",
            "Writes page/REPRODUCTION.md with its pictures, the same as page/REPRODUCTION.html, claims.csv, and the folders of the four runs.",
            "Score-CAM and its kin run the network up to 2049 times for a map, twice for an image: --slow-images decides the time,",
            "and 0 leaves them out; what the paper says of them then stays undecided."
        },
        mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;

    @Option(
            names = "--study",
            paramLabel = "PART",
            split = ",",
            converter = BodyPartConverter.class,
            description = "Body parts of the phantoms (default: all seven).")
    private List<BodyPart> parts = List.of();

    @Option(
            names = "--images",
            paramLabel = "N",
            description = "Phantoms for the nine methods with one network pass (default: ${DEFAULT-VALUE}).")
    private int images = 48;

    @Option(names = "--slow-images", paramLabel = "N", description = "Of these, for all thirteen methods; 0: none (default: 6).")
    private int slowImages = 6;

    @Option(names = "--rank-images", paramLabel = "N", description = "Phantoms for Figure 2 (default: ${DEFAULT-VALUE}).")
    private int rankImages = 20;

    @Option(names = "--findings", paramLabel = "N", description = "Phantoms with a finding (default: ${DEFAULT-VALUE}).")
    private int findings = 100;

    @Option(
            names = "--ranks",
            paramLabel = "RANKS",
            description = "Ranks of Figure 2: FIRST:LAST:STEP or a list (default: ${DEFAULT-VALUE}, as in the paper).")
    private String ranks = "5:45:5";

    @Option(
            names = "--place-ranks",
            paramLabel = "N",
            split = ",",
            description = "Ranks of every preset on the findings (default: 1,3,5,10,20,40).")
    private List<Integer> placeRanks = List.of(1, 3, 5, 10, 20, 40);

    @Option(names = "--steps", paramLabel = "N", description = "Steps of insertion and deletion (default: ${DEFAULT-VALUE}).")
    private int steps = 50;

    @Option(names = "--seed", paramLabel = "S", description = "Of phantoms, samples and bootstrap (default: ${DEFAULT-VALUE}).")
    private long seed = 5;

    @Option(names = "--resamples", paramLabel = "N", description = "Bootstrap resamples (default: ${DEFAULT-VALUE}).")
    private int resamples = 10_000;

    @Option(names = "--page-only", description = "Runs nothing: the report of what is there, finished or not.")
    private boolean pageOnly;

    @Option(
            names = {"-o", "--output-dir"},
            paramLabel = "DIR",
            description = "Folder of the reproduction (default: ${DEFAULT-VALUE}).")
    private Path output = Path.of("reproduction");

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        ReproductionPlan plan =
                new ReproductionPlan(
                        parts, images, slowImages, rankImages, findings, ranks, placeRanks, steps, seed, resamples);
        Reproduction reproduction = new Reproduction(plan, output);
        RunProgress progress = new RunProgress(err, modelOptions.quiet());
        if (!pageOnly) {
            try (LoadedModel ready = modelOptions.open(err)) {
                ProgressLine phantoms = new ProgressLine(err, "phantoms", modelOptions.quiet());
                reproduction.run(
                        Program.id(), new RunModel(ready), modelOptions.isDefault() ? "default" : "given",
                        new RunFiles(), phantoms::report, progress);
                phantoms.close();
            }
        }
        spec.commandLine().getOut().println(ReproductionPage.write(output));
        return progress.code();
    }
}
