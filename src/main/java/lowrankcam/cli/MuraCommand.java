package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lowrankcam.dataset.MuraCheck;
import lowrankcam.dataset.MuraReport;
import lowrankcam.format.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `mura`: what concerns data in MURA's layout.
@Command(
        name = "mura",
        description = "Looks at data in MURA's layout.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = MuraCommand.Check.class,
        footer = {"", "Example: lowrank-cam mura check MURA-v1.1"},
        mixinStandardHelpOptions = true)
final class MuraCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "mura: expected a command: check");
    }

    /// `mura check`: is the data set whole, and what is in it?
    @Command(
            name = "check",
            description = {
                "Counts images, studies and patients by body part, split and label; sizes; duplicates.",
                "Lists what is missing, unlisted, unreadable or contradictory. Reads every file, decodes none."
            },
            footer = {
                "",
                "Example: lowrank-cam mura check MURA-v1.1 --json > mura.json",
                "",
                "Exit code 1 if images are missing or unreadable, labels contradict each other, or a list is",
                "malformed. Duplicates, patients in both splits, unlisted and stray files are told and are no failure."
            },
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {

        /// Of a long list so many lines are shown to people; the JSON has all.
        private static final int SHOWN = 10;

        @Spec private CommandSpec spec;

        @Parameters(paramLabel = "DIR", description = "The folder MURA-v1.1, or the folder that holds it.")
        private Path folder;

        @Option(names = "--json", description = "Everything as JSON, nothing shortened.")
        private boolean json;

        @Option(names = {"-q", "--quiet"}, description = "No progress on standard error.")
        private boolean quiet;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), "mura check", quiet);
            MuraReport report = MuraCheck.run(folder, progress::report);
            progress.close();
            if (json) {
                out.print(Json.text(report.json()));
            } else {
                print(report, out);
            }
            return report.failed() ? ExitCode.FAILED : ExitCode.DONE;
        }

        private static void print(MuraReport report, PrintWriter out) {
            out.printf(Locale.ROOT, "%s: %d images, %d studies, %d patients%n", report.base(), report.images(), report.studies(),
                    report.patients());
            out.printf(Locale.ROOT, "%-10s %-6s %-9s %8s %8s %9s%n", "part", "split", "label", "images", "studies", "patients");
            for (MuraReport.Count c : report.counts()) {
                out.printf(Locale.ROOT, "%-10s %-6s %-9s %8d %8d %9d%n", c.part().id(), c.split().folder(), c.label(), c.images(),
                        c.studies(), c.patients());
            }
            sizes(out, "width ", report.width());
            sizes(out, "height", report.height());
            list(out, "missing", report.missing());
            list(out, "unreadable", report.unreadable());
            list(out, "contradicting labels", report.contradictions());
            list(out, "malformed lines", report.malformed());
            list(out, "groups of equal files", report.duplicates().stream().map(g -> String.join("  ", g)).toList());
            list(out, "patients in both splits", report.bothSplits());
            list(out, "unlisted images", report.unlisted());
            list(out, "studies without a label in the list", report.unlabelled());
            list(out, "stray files", report.stray());
            out.println(report.failed() ? "FAILED" : "ok");
        }

        private static void sizes(PrintWriter out, String what, MuraReport.Sizes sizes) {
            out.printf(Locale.ROOT, "%s %d to %d, median %d%n", what, sizes.min(), sizes.max(), sizes.median());
        }

        private static void list(PrintWriter out, String what, List<String> items) {
            out.println(what + ": " + items.size());
            items.stream().limit(SHOWN).forEach(item -> out.println("  " + item));
            if (items.size() > SHOWN) {
                out.println("  ... and " + (items.size() - SHOWN) + " more; --json lists all");
            }
        }
    }
}
