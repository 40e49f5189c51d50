package lowrankcam.cli;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// The result of `bench` for people.
final class BenchTable {

    private static final double MEGA = 1e6;

    private final StringBuilder text = new StringBuilder();
    private final JsonNode json;

    private BenchTable(JsonNode json) {
        this.json = json;
    }

    static String of(JsonNode json) {
        BenchTable table = new BenchTable(json);
        table.facts();
        table.memory();
        table.forward();
        table.methods();
        return table.text.toString();
    }

    private void facts() {
        JsonNode machine = json.path("machine");
        String cpu = machine.path("cpu").asString();
        line("machine    %s, %s, %d processors%s", machine.path("os").asString(), machine.path("arch").asString(),
                machine.path("processors").asInt(), cpu.isEmpty() ? "" : ", " + cpu);
        line("java       %s", json.path("jdk").asString());
        line("program    %s, kernels %s, %d threads", json.path("program").asString(),
                json.path("kernels").asString(), json.path("threads").asInt());
        line("weights    %s, SHA-256 %s", json.path("weights").path("source").asString(),
                json.path("weights").path("sha256").asString());
        line("image      %s", json.path("image").asString());
        for (JsonNode check : json.path("checked")) {
            line("checked    %s", check.asString());
        }
    }

    private void memory() {
        JsonNode first = json.path("memory").path("firstPass");
        JsonNode whole = json.path("memory").path("wholeRun");
        line("cold       load %.0f ms, first pass %.0f ms", json.path("cold").path("loadMillis").asDouble(),
                json.path("cold").path("firstPassMillis").asDouble());
        line("peak heap  at most %.0f MB by the end of the first pass, %.0f MB by the end of this run",
                megabytes(first, "peakHeapBytes"), megabytes(whole, "peakHeapBytes"));
        if (first.has("peakResidentBytes")) {
            line("resident   %.0f MB by the end of the first pass, %.0f MB by the end of this run",
                    megabytes(first, "peakResidentBytes"), megabytes(whole, "peakResidentBytes"));
        }
        JsonNode allocated = json.path("allocated");
        if (allocated.isObject()) {
            line("allocated  %.1f kB a warm pass, %.1f kB of them beyond its outputs",
                    allocated.path("bytesPerPass").asDouble() / 1e3,
                    allocated.path("beyondOutputsBytes").asDouble() / 1e3);
        }
    }

    private static double megabytes(JsonNode node, String field) {
        return node.path(field).asDouble() / MEGA;
    }

    private void forward() {
        line("");
        line("%-12s %8s %6s %11s %9s %12s %5s", "forward", "threads", "batch", "median ms", "min ms", "ms an image",
                "runs");
        for (JsonNode node : json.path("forward")) {
            line("%-12s %8d %6d %11.2f %9.2f %12.2f %5d", node.path("numerics").asString(),
                    node.path("threads").asInt(), node.path("batch").asInt(), node.path("medianMillis").asDouble(),
                    node.path("minMillis").asDouble(), node.path("medianMillisPerImage").asDouble(),
                    node.path("runs").asInt());
        }
    }

    private void methods() {
        if (json.path("methods").isEmpty() && json.path("skipped").isEmpty()) {
            return;
        }
        line("");
        line("%-14s %12s %12s %8s %8s %8s  %s", "method", "ms beyond", "of forward", "network", "head", "backward",
                "measured");
        for (JsonNode node : json.path("methods")) {
            line("%-14s %12.2f %11.2f%% %8d %8d %8d  %s", node.path("method").asString(),
                    node.path("medianMillis").asDouble(), 100 * node.path("shareOfForward").asDouble(),
                    node.path("networkPasses").asLong(), node.path("headPasses").asLong(),
                    node.path("backwardPasses").asLong(), measured(node));
        }
        for (JsonNode node : json.path("skipped")) {
            line("%-14s not timed: %s", node.path("method").asString(), node.path("reason").asString());
        }
        JsonNode ratio = json.path("scorecamOverLowrankcam");
        if (ratio.isObject()) {
            line("");
            line("Score-CAM over LowRank-CAM%s: %.0f times the network passes,",
                    ratio.path("extrapolated").asBoolean() ? " (Score-CAM extrapolated)" : "",
                    ratio.path("networkPasses").asDouble());
            line("%.0f times the time with the forward pass, %.0f times beyond it",
                    ratio.path("timeWithForward").asDouble(), ratio.path("timeBeyondForward").asDouble());
        }
    }

    private static String measured(JsonNode node) {
        return node.path("extrapolated").asBoolean()
                ? "EXTRAPOLATED from " + node.path("passesMeasured").asLong() + " network passes"
                : "median of " + node.path("runs").asInt();
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
