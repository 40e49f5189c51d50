package lowrankcam.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lowrankcam.audit.AuditStage;
import lowrankcam.audit.Comparison;
import lowrankcam.audit.Findings;
import lowrankcam.format.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Findings of an audit in lines for people, and in JSON.
final class AuditTable {

    private static final String FORM = "  %-50s %5s  %-44s %12s %10s %10s  %s";

    private final boolean all;
    private int compared;
    private int leftOut;
    private final List<String> wrong = new ArrayList<>();

    /// @param all a line for each comparison, instead of one for each file with the one nearest to its limit
    AuditTable(boolean all) {
        this.all = all;
    }

    void add(AuditStage stage, Findings findings) {
        compared += findings.comparisons().size();
        leftOut += findings.leftOut().size();
        findings.wrong().forEach(c -> wrong.add(
                stage.id() + ": " + c.file() + ", " + c.item() + ": off by " + off(c) + ", allowed " + number(c.allowed())));
    }

    boolean failed() {
        return !wrong.isEmpty();
    }

    List<String> lines(AuditStage stage, Findings findings) {
        List<String> lines = new ArrayList<>(List.of("", stage.id() + ": " + stage.description()));
        Map<String, List<Comparison>> files = new LinkedHashMap<>();
        findings.comparisons().forEach(c -> files.computeIfAbsent(c.file(), key -> new ArrayList<>()).add(c));
        lines.add(head());
        files.forEach((file, comparisons) -> {
            if (all) {
                comparisons.forEach(c -> lines.add(line(c, c.values())));
            } else {
                Comparison nearest = comparisons.stream().max(Comparator.comparingDouble(Comparison::used)).orElseThrow();
                lines.add(line(nearest, comparisons.size()));
            }
        });
        if (all) {
            findings.leftOut().forEach(l -> lines.add("  left out: " + l.file() + ", " + l.item() + ": " + l.why()));
        } else if (!findings.leftOut().isEmpty()) {
            lines.add("  left out: " + findings.leftOut().size() + " (reasons with --all)");
        }
        return lines;
    }

    private String head() {
        return all
                ? String.format(Locale.ROOT, FORM, "golden", "n", "what", "off by", "allowed", "ulp", "")
                : String.format(Locale.ROOT, FORM, "golden", "n", "nearest to its limit", "off by", "allowed", "ulp", "");
    }

    private static String line(Comparison c, int n) {
        return String.format(
                Locale.ROOT, FORM, c.file(), n, c.item(), off(c), number(c.allowed()), String.format(Locale.ROOT, "%.3g", c.ulps()),
                c.agrees() ? "ok" : "OFF");
    }

    private static String off(Comparison c) {
        return number(c.off()) + (c.scale() == Comparison.Scale.RELATIVE ? " rel" : "");
    }

    private static String number(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }

    /// What is off, the first first, and the verdict.
    List<String> conclusion() {
        List<String> lines = new ArrayList<>(List.of(""));
        if (failed()) {
            lines.add("first that is off: " + wrong.getFirst());
            wrong.stream().skip(1).limit(20).forEach(line -> lines.add("then: " + line));
            if (wrong.size() > 21) {
                lines.add("and " + (wrong.size() - 21) + " more");
            }
        }
        lines.add(compared + " comparisons, " + wrong.size() + " off, " + leftOut + " left out");
        lines.add(failed() ? "FAILED" : "ok");
        return lines;
    }

    static ObjectNode json(AuditStage stage, Findings findings) {
        ObjectNode node = Json.object();
        node.put("stage", stage.id()).put("description", stage.description());
        ArrayNode list = node.putArray("comparisons");
        for (Comparison c : findings.comparisons()) {
            ObjectNode one = list.addObject();
            one.put("file", c.file()).put("item", c.item()).put("values", c.values());
            if (Double.isFinite(c.difference())) {
                one.put("difference", c.difference()).put("ulps", c.ulps());
            }
            one.put("magnitude", c.magnitude()).put("allowed", c.allowed());
            one.put("scale", c.scale().name().toLowerCase(Locale.ROOT)).put("agrees", c.agrees());
        }
        ArrayNode left = node.putArray("leftOut");
        findings.leftOut().forEach(
                l -> left.addObject().put("file", l.file()).put("item", l.item()).put("why", l.why()));
        return node;
    }
}
