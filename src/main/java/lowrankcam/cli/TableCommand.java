package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lowrankcam.format.Json;
import lowrankcam.format.UsageException;
import lowrankcam.published.AuditReport;
import lowrankcam.published.PublishedTable;
import lowrankcam.published.SampleSizes;
import lowrankcam.published.TableAudit;
import lowrankcam.published.TableColumn;
import lowrankcam.published.TableReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `table`: what concerns printed tables.
@Command(
        name = "table",
        description = "Looks at printed tables.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = TableCommand.Audit.class,
        footer = {"", "Example: lowrank-cam table audit results.csv"},
        mixinStandardHelpOptions = true)
final class TableCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "table: expected a command: audit");
    }

    /// `table audit`: can these numbers be?
    @Command(
            name = "audit",
            description = {
                "Recomputes ADCC for every row of a table and finds rows that cannot be.",
                "Such are: an ADCC that is not the harmonic mean of CH, 100 - CX and 100 - AD, equal maps with unequal AD,",
                "an AIn that no number of images gives, values out of range, speed-ups that do not follow from the times.",
                "Rounding is allowed for: a row fails only if no numbers that round to the printed ones fit."
            },
            footer = {
                "",
                "Examples:",
                "  lowrank-cam table audit                     the paper's own Table 1",
                "  lowrank-cam table audit results.csv -n 16   AIn must be multiples of 100/16",
                "  lowrank-cam table audit table.md --speed-up \"LowRank-CAM over Score-CAM 4.73\"",
                "",
                "FILE: CSV, text separated by tabs or semicolons, LaTeX rows, or a Markdown text with a pipe table, such",
                "as table.csv and table.md of evaluate; the header names method and some of AD, AIn, CH, CX, ADCC,",
                "time. Percent or fractions. Exit code 1 if something cannot be."
            },
            mixinStandardHelpOptions = true)
    static final class Audit implements Callable<Integer> {

        @Spec private CommandSpec spec;

        @Parameters(paramLabel = "FILE", arity = "0..1", description = "The table (default: the paper's Table 1).")
        private Path file;

        @Option(
                names = {"-n", "--n"},
                paramLabel = "N",
                description = "Number of images; AIn must be multiples of 100/N (default: the smallest N is sought).")
        private Integer images;

        @Option(
                names = "--max-n",
                paramLabel = "N",
                description = "Largest number of images possible; AIn must fit some number up to it (default: none).")
        private Integer most;

        @Option(
                names = "--speed-up",
                paramLabel = "CLAIM",
                description = "A claimed ratio of times, 'FASTER over SLOWER 4.73'. May be given several times.")
        private List<String> claims = List.of();

        @Option(names = "--json", description = "Rows and findings as JSON.")
        private boolean json;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            AuditReport report = TableAudit.run(withClaims(table()), sizes());
            if (json) {
                out.print(Json.text(report.json()));
            } else {
                print(report, out);
            }
            return report.failed() ? ExitCode.FAILED : ExitCode.DONE;
        }

        private SampleSizes sizes() {
            if (images != null && most != null) {
                throw new UsageException("--n and --max-n exclude each other");
            }
            requirePositive("--n", images);
            requirePositive("--max-n", most);
            if (images != null) {
                return SampleSizes.exactly(images);
            }
            return most != null ? SampleSizes.upTo(most) : SampleSizes.any();
        }

        private static void requirePositive(String option, Integer found) {
            if (found != null && found < 1) {
                throw new UsageException(option + ": expected at least 1, found " + found);
            }
        }

        private PublishedTable table() throws IOException {
            if (file != null) {
                return TableReader.read(file);
            }
            return TableReader.paper();
        }

        private PublishedTable withClaims(PublishedTable table) {
            List<PublishedTable.Claim> all = new ArrayList<>(table.claims());
            claims.forEach(claim -> all.add(TableReader.claim(claim)));
            return new PublishedTable(table.source(), table.rows(), all);
        }

        private static void print(AuditReport report, PrintWriter out) {
            out.println(report.table().source());
            String form = "%-22s %8s %8s %8s %8s %8s %8s  %12s  %s%n";
            out.printf(Locale.ROOT, form, "method", "AD", "AIn", "CH", "CX", "ADCC", "time", "recomputed", "verdict");
            for (int i = 0; i < report.rows().size(); i++) {
                PublishedTable.Row row = report.table().rows().get(i);
                AuditReport.RowAudit audit = report.rows().get(i);
                out.printf(Locale.ROOT, form, row.method(), text(row, TableColumn.AD),
                        text(row, TableColumn.AIN), text(row, TableColumn.CH), text(row, TableColumn.CX),
                        text(row, TableColumn.ADCC), text(row, TableColumn.TIME),
                        Double.isNaN(audit.recomputed()) ? "" : String.format(Locale.ROOT, "%.4f", audit.recomputed()),
                        audit.verdict().id());
            }
            for (AuditReport.Finding finding : report.findings()) {
                out.println(finding.severity().id() + " [" + finding.rule() + "] "
                        + (finding.methods().isEmpty() ? "" : String.join(", ", finding.methods()) + ": ")
                        + finding.text());
            }
            out.println(report.failed() ? "FAILED" : "ok");
        }

        private static String text(PublishedTable.Row row, TableColumn column) {
            return row.cell(column).map(TableCommand.Audit::shown).orElse("");
        }

        /// As printed, or in four decimals where that is wider than its column.
        private static String shown(PublishedTable.Cell cell) {
            return cell.text().length() <= 8 ? cell.text() : String.format(Locale.ROOT, "%.4f", cell.value());
        }
    }
}
