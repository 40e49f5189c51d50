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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
                out.print(Json.text(json(report)));
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
                out.printf(Locale.ROOT, "%-10s %-6s %-9s %8d %8d %9d%n", part(c), c.split().folder(), label(c), c.images(),
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

        private static ObjectNode json(MuraReport report) {
            ObjectNode root = Json.object();
            root.put("root", report.base().toString()).put("images", report.images()).put("studies", report.studies())
                    .put("patients", report.patients());
            ArrayNode counts = root.putArray("counts");
            for (MuraReport.Count c : report.counts()) {
                counts.addObject().put("part", part(c)).put("split", c.split().folder()).put("label", label(c))
                        .put("images", c.images()).put("studies", c.studies()).put("patients", c.patients());
            }
            sizes(root.putObject("width"), report.width());
            sizes(root.putObject("height"), report.height());
            ArrayNode duplicates = root.putArray("duplicates");
            report.duplicates().forEach(group -> group.forEach(duplicates.addArray()::add));
            array(root, "patientsInBothSplits", report.bothSplits());
            array(root, "missing", report.missing());
            array(root, "unlisted", report.unlisted());
            array(root, "unreadable", report.unreadable());
            array(root, "contradictions", report.contradictions());
            array(root, "malformed", report.malformed());
            array(root, "unlabelledStudies", report.unlabelled());
            array(root, "stray", report.stray());
            return root.put("failed", report.failed());
        }

        private static void sizes(ObjectNode node, MuraReport.Sizes sizes) {
            node.put("min", sizes.min()).put("median", sizes.median()).put("max", sizes.max());
        }

        private static void array(ObjectNode root, String name, List<String> items) {
            ArrayNode array = root.putArray(name);
            items.forEach(array::add);
        }

        private static String part(MuraReport.Count count) {
            return count.part().name().toLowerCase(Locale.ROOT);
        }

        private static String label(MuraReport.Count count) {
            return count.abnormal() ? "abnormal" : "normal";
        }
    }
}
