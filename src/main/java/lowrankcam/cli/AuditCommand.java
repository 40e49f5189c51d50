package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lowrankcam.audit.AuditStage;
import lowrankcam.audit.AuditTable;
import lowrankcam.audit.GoldenFolder;
import lowrankcam.explain.Program;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `audit`: does this machine compute what other engines computed?
@Command(
        name = "audit",
        description = {
            "Computes every golden again and says, stage by stage, how far it is from the engines that made it.",
            "It says how much is allowed, too. Stages come in the order of an image's way through the program, layers in",
            "the network's: the first that is off is where to look."
        },
        footer = {
            "",
            "Examples:",
            "  lowrank-cam audit                        everything, about a minute",
            "  lowrank-cam audit --only layers --all    every layer, in units in the last place too",
            "  lowrank-cam audit --kernels scalar --only layers,maps",
            "",
            "off by: largest difference, or its share of the golden's largest magnitude where marked 'rel'.",
            "Exit code 1 if anything is off by more than is allowed. docs/AUDIT.md explains the stages and limits."
        },
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private KernelOptions kernelOptions;

    @Option(
            names = "--only",
            paramLabel = "STAGE",
            split = ",",
            converter = Choices.AuditStages.class,
            completionCandidates = Choices.AuditStages.class,
            description = "Only these stages: ${COMPLETION-CANDIDATES}.")
    private List<AuditStage> only = List.of();

    @Option(names = "--all", description = "A line for each comparison, not for each golden file.")
    private boolean all;

    @Option(names = "--full", description = "Also what takes thousands of passes. Minutes.")
    private boolean full;

    @Option(names = "--golden", paramLabel = "DIR", description = "The goldens (default: the folder golden of the program).")
    private Path golden;

    @Option(names = "--json", description = "Every comparison as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<AuditStage> stages = stages();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path home = Program.home();
        Path folder = golden != null ? golden : home.resolve("golden");
        if (!Files.isRegularFile(folder.resolve("manifest.json"))) {
            throw new FormatException(
                    folder, FormatException.NO_OFFSET, "goldens", "a folder with manifest.json", "none");
        }
        KernelSet kernels = kernelOptions.kernels(err);
        AuditStage.Extent extent = full ? AuditStage.Extent.FULL : AuditStage.Extent.USUAL;
        AuditTable table = new AuditTable(all);
        String machine;
        try (Workers workers = new Workers(kernelOptions.threads())) {
            GoldenFolder goldens = new GoldenFolder(folder, home.resolve("weights/default"), kernels, workers);
            machine = "kernels " + kernels.description() + ", numerics " + kernels.numerics().id() + ", "
                    + workers.threads() + " threads, Java " + Runtime.version();
            if (!json) {
                out.println("goldens in " + folder + ", " + machine);
            }
            for (AuditStage stage : stages) {
                List<String> lines = table.add(stage, stage.run(goldens, extent));
                if (!json) {
                    lines.forEach(out::println);
                    out.flush();
                }
            }
        }
        if (json) {
            out.print(Json.text(table.json(Program.id(), machine)));
        } else {
            table.conclusion().forEach(out::println);
        }
        return table.failed() ? ExitCode.FAILED : ExitCode.DONE;
    }

    private List<AuditStage> stages() {
        return (only.isEmpty() ? List.of(AuditStage.values()) : only).stream().distinct().sorted().toList();
    }
}
