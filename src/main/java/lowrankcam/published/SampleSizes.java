package lowrankcam.published;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.format.UsageException;
import lowrankcam.published.AuditReport.Finding;
import lowrankcam.published.AuditReport.Severity;

/// Which numbers of images a table can come from: average increase counts images, so it is a multiple of 1/n.
///
/// @param least   smallest n to try
/// @param most    largest n to try
/// @param binding whether finding no n is a failure
public record SampleSizes(int least, int most, Binding binding) {

    /// What it means that no n fits.
    public enum Binding {
        /// A failure: the user knows that n lies in the range.
        REQUIRED,
        /// Nothing: the range was only looked through.
        LOOKED_FOR
    }

    private static final int ANY_MOST = 10_000;
    private static final int LARGEST = 1_000_000;

    public SampleSizes {
        if (least < 1 || most < least || most > LARGEST) {
            throw new UsageException(
                    "number of images: expected 1 to " + LARGEST + ", found " + (least == most ? "" : least + " to ") + most);
        }
    }

    /// Exactly n images.
    public static SampleSizes exactly(int n) {
        return new SampleSizes(n, n, Binding.REQUIRED);
    }

    /// At most n images.
    public static SampleSizes upTo(int n) {
        return new SampleSizes(1, n, Binding.REQUIRED);
    }

    /// Nothing is known of n.
    public static SampleSizes any() {
        return new SampleSizes(1, ANY_MOST, Binding.LOOKED_FOR);
    }

    /// Holds the AIn column against the sizes.
    ///
    /// @param unit 100 or 1
    List<Finding> check(PublishedTable table, double unit) {
        List<PublishedTable.Row> rows = table.rows().stream().filter(r -> r.cell(TableColumn.AIN).isPresent()).toList();
        List<Finding> findings = new ArrayList<>();
        if (rows.isEmpty()) {
            return findings;
        }
        String range = least == most ? "n = " + most : "any n up to " + most;
        for (PublishedTable.Row row : rows) {
            if (binding == Binding.REQUIRED && smallest(List.of(row), unit) == 0) {
                String text = row.cell(TableColumn.AIN).orElseThrow().text();
                findings.add(
                        new Finding(
                                Severity.FAILURE, "increase", List.of(row.method()),
                                "AIn " + text + " is no multiple of " + TableAudit.number(unit) + "/n for " + range));
            }
        }
        int n = smallest(rows, unit);
        if (n > 0) {
            findings.add(
                    new Finding(
                            Severity.NOTE, "increase", List.of(),
                            "every printed AIn is a multiple of " + TableAudit.number(unit) + "/" + n
                                    + ": the table is consistent with " + n + " images, or a multiple of that"));
        } else if (findings.isEmpty()) {
            findings.add(
                    new Finding(
                            binding == Binding.REQUIRED ? Severity.FAILURE : Severity.NOTE, "increase", List.of(),
                            "no single n up to " + most + " fits every printed AIn"));
        }
        return findings;
    }

    /// The smallest n in the range that fits all rows, or 0.
    private int smallest(List<PublishedTable.Row> rows, double unit) {
        for (int n = least; n <= most; n++) {
            int size = n;
            if (rows.stream().allMatch(row -> fits(row.cell(TableColumn.AIN).orElseThrow(), size, unit))) {
                return n;
            }
        }
        return 0;
    }

    private static boolean fits(PublishedTable.Cell cell, int n, double unit) {
        double nearest = Math.rint(cell.value() / unit * n) * unit / n;
        return Math.abs(nearest - cell.value()) <= cell.slack() * (1 + 1e-9);
    }
}
