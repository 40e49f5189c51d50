package lowrankcam.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lowrankcam.kernel.Numerics;
import lowrankcam.model.PassCounter.Passes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The same result for people and for machines.
class BenchTableTest {

    private static BenchResult result(MethodBenchmark.Result... methods) {
        ProcessMemory memory = new ProcessMemory(1_000_000, 2_000_000, OptionalLong.of(3_000_000));
        return new BenchResult(
                new MachineFacts("Linux 6", "amd64", 2, "", 1L << 30, "25, vendor, VM"), "program 1",
                new BenchResult.Subject("vector-512", 2, "weights/default", "12ab", "keras", "hand.png"),
                new BenchPlan(4, 4, 4), List.of("a pass: as the first pass, every bit"),
                List.of(
                        new BenchResult.Forward(Numerics.DIRECT, 2, 1, new Timing(60, 50, 70)),
                        new BenchResult.Forward(Numerics.DIRECT, 2, 4, new Timing(200))),
                List.of(methods), List.of(new BenchResult.Skipped("cam", "one dense layer is needed")),
                new BenchResult.Cold(100, 400), memory, memory, Optional.of(new BenchResult.Allocated(1_100_000, 1_000_000)));
    }

    private static final MethodBenchmark.Result LOW =
            new MethodBenchmark.Result("lowrankcam", new Timing(3), new Passes(1, 10, 0), 0, 0);
    private static final MethodBenchmark.Result SCORE =
            new MethodBenchmark.Result("scorecam", new Timing(60_000), new Passes(1373, 0, 0), 4, 0.25);

    @Test
    void theTableSaysWhatWasMeasuredAndWhatWasExtrapolated() {
        String table = BenchTable.of(result(LOW, SCORE));
        assertTrue(table.contains("machine    Linux 6, amd64, 2 processors\n"), table);
        assertTrue(table.contains("checked    a pass: as the first pass, every bit\n"), table);
        assertTrue(table.contains("direct              2      4      200.00    200.00        50.00     1\n"), table);
        assertTrue(table.contains("lowrankcam             3.00        5.00%        1       10        0  median of 1\n"), table);
        assertTrue(
                table.contains("EXTRAPOLATED from 4 network passes, 25% of their multiply-adds spared"), table);
        assertTrue(table.contains("cam            not timed: one dense layer is needed"), table);
        assertTrue(table.contains("(Score-CAM extrapolated): 1373 times the network passes,\n953 times"), table);
    }

    @Test
    void aMedianAQuarterAboveTheMinimumIsASlowPhase() {
        assertFalse(BenchTable.of(result(LOW)).contains("slow phases"));
        assertFalse(BenchJson.of(result(LOW)).path("forward").get(0).path("slowPhases").asBoolean(true));
        assertFalse(new BenchResult.Forward(Numerics.DIRECT, 1, 1, new Timing(100, 125, 130)).hasSlowPhases());
        assertTrue(new BenchResult.Forward(Numerics.DIRECT, 1, 1, new Timing(100, 126, 130)).hasSlowPhases());
        BenchResult calm = result(LOW);
        BenchResult slow =
                new BenchResult(
                        calm.machine(), calm.program(), calm.subject(), calm.plan(), calm.checked(),
                        List.of(new BenchResult.Forward(Numerics.DIRECT, 1, 1, new Timing(100, 160, 165))), calm.methods(),
                        calm.skipped(), calm.cold(), calm.firstPass(), calm.wholeRun(), calm.allocated());
        assertTrue(BenchTable.of(slow).contains("slow phases: a median is more than a quarter above its minimum"));
        assertTrue(BenchJson.of(slow).path("forward").get(0).path("slowPhases").asBoolean(false));
    }

    @Test
    void jsonHoldsTheSameNumbers() {
        JsonNode json = BenchJson.of(result(LOW, SCORE));
        assertEquals(
                List.of("machine", "program", "jdk", "kernels", "threads", "weights", "image", "runs", "warmUp", "checked",
                        "forward", "methods", "skipped", "cold", "memory", "allocated", "scorecamOverLowrankcam"),
                List.copyOf(json.propertyNames()));
        assertEquals(60, json.path("forward").get(0).path("medianMillis").asDouble());
        assertEquals(50, json.path("forward").get(1).path("medianMillisPerImage").asDouble());
        assertEquals(0.05, json.path("methods").get(0).path("shareOfForward").asDouble());
        assertEquals(20_000, json.path("scorecamOverLowrankcam").path("timeBeyondForward").asDouble());
        assertEquals(100_000, json.path("allocated").path("beyondOutputsBytes").asLong());
        assertFalse(BenchJson.of(result(LOW)).has("scorecamOverLowrankcam"));
    }
}
