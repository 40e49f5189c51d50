package lowrankcam.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lowrankcam.format.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Findings of an audit in lines for people, and in JSON.
public final class AuditTable {

    private static final String FORM = "  %-50s %5s  %-44s %12s %10s %10s  %s";

    private final boolean all;
    private final List<Result> results = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    /// What a stage found.
    private record Result(AuditStage stage, Findings findings) {}

    /// @param all a line for each comparison, instead of one for each file with the one nearest to its limit
    public AuditTable(boolean all) {
        this.all = all;
    }

    /// Takes a stage up.
    ///
    /// @return its lines
    public List<String> add(AuditStage stage, Findings findings) {
        results.add(new Result(stage, findings));
        findings.wrong().forEach(c -> wrong.add(
                stage.id() + ": " + c.file() + ", " + c.item() + ": off by " + off(c) + ", allowed " + number(c.allowed())));
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

    /// True if something is off.
    public boolean failed() {
        return !wrong.isEmpty();
    }

    /// What is off, the first first, and the verdict.
    public List<String> conclusion() {
        List<String> lines = new ArrayList<>(List.of(""));
        if (failed()) {
            lines.add("first that is off: " + wrong.getFirst());
            wrong.stream().skip(1).limit(20).forEach(line -> lines.add("then: " + line));
            if (wrong.size() > 21) {
                lines.add("and " + (wrong.size() - 21) + " more");
            }
        }
        int compared = results.stream().mapToInt(r -> r.findings().comparisons().size()).sum();
        int leftOut = results.stream().mapToInt(r -> r.findings().leftOut().size()).sum();
        lines.add(compared + " comparisons, " + wrong.size() + " off, " + leftOut + " left out");
        lines.add(failed() ? "FAILED" : "ok");
        return lines;
    }

    /// Everything, nothing shortened.
    ///
    /// @param program name and version
    /// @param machine kernels, threads, Java
    public ObjectNode json(String program, String machine) {
        ObjectNode root = Json.object();
        root.put("program", program).put("machine", machine);
        ArrayNode stages = root.putArray("stages");
        results.forEach(result -> put(stages.addObject(), result.stage(), result.findings()));
        return root.put("failed", failed());
    }

    private static void put(ObjectNode node, AuditStage stage, Findings findings) {
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
    }
}
