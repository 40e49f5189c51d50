package lowrankcam.published;

import java.util.List;
import lowrankcam.format.Json;
import lowrankcam.metric.Choice;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What an audit found.
///
/// @param table    that was audited
/// @param rows     one for each row of it
/// @param findings failures and notes, row by row, then those about the whole table
public record AuditReport(PublishedTable table, List<RowAudit> rows, List<Finding> findings) {

    /// How far a row could be checked.
    public enum Verdict implements Choice {
        /// AD, CH, CX and ADCC are known and agree.
        OK,
        /// One of them is not known, and the others leave room for it.
        PARTIAL,
        /// Two or more are not known: the harmonic mean says next to nothing.
        UNCHECKED,
        /// Something about the row cannot be.
        FAILED
    }

    /// How grave a finding is.
    public enum Severity implements Choice {
        /// It cannot be as printed.
        FAILURE,
        /// Worth knowing, not wrong by itself.
        NOTE
    }

    /// ADCC of one row.
    ///
    /// @param method     of the row
    /// @param verdict    see there
    /// @param recomputed the harmonic mean of the printed numbers in the table's unit, NaN if one is not known
    /// @param lowest     smallest harmonic mean that the printed digits allow; unknown numbers may be anything possible
    /// @param highest    largest one
    public record RowAudit(String method, Verdict verdict, double recomputed, double lowest, double highest) {}

    /// @param severity how grave
    /// @param rule     short name: `adcc`, `equal-maps`, `increase`, `range`, `speed-up`
    /// @param methods  rows concerned; empty for the whole table
    /// @param text     one sentence
    public record Finding(Severity severity, String rule, List<String> methods, String text) {}

    public boolean failed() {
        return findings.stream().anyMatch(f -> f.severity() == Severity.FAILURE);
    }

    /// Rows and findings, nothing shortened.
    public ObjectNode json() {
        ObjectNode root = Json.object();
        root.put("source", table.source()).put("unit", table.unit());
        ArrayNode list = root.putArray("rows");
        for (int i = 0; i < rows.size(); i++) {
            PublishedTable.Row row = table.rows().get(i);
            RowAudit audit = rows.get(i);
            ObjectNode node = list.addObject().put("method", row.method()).put("line", row.line());
            row.cells().forEach((column, cell) -> node.put(column.name(), cell.value()));
            node.put("verdict", audit.verdict().id());
            if (!Double.isNaN(audit.recomputed())) {
                node.put("recomputed", audit.recomputed());
            }
            node.put("lowest", audit.lowest()).put("highest", audit.highest());
        }
        ArrayNode found = root.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode node = found.addObject();
            node.put("severity", finding.severity().id()).put("rule", finding.rule());
            finding.methods().forEach(node.putArray("methods")::add);
            node.put("text", finding.text());
        }
        return root.put("failed", failed());
    }
}
