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
        return result(Optional.empty(), methods);
    }

    private static BenchResult result(Optional<LayerShares> layers, MethodBenchmark.Result... methods) {
        ProcessMemory memory = new ProcessMemory(1_000_000, 2_000_000, OptionalLong.of(3_000_000));
        return new BenchResult(
                new MachineFacts("Linux 6", "amd64", 2, "", 1L << 30, "25, vendor, VM"), "program 1",
                new BenchResult.Subject("vector-512", 2, "weights/default", "12ab", "keras", "hand.png"),
                new BenchPlan(4, 4, 4), List.of("a pass: as the first pass, every bit"),
                List.of(
                        new BenchResult.Forward(Numerics.DIRECT, 2, 1, new Timing(60, 50, 70)),
                        new BenchResult.Forward(Numerics.DIRECT, 2, 4, new Timing(200))),
                layers, List.of(methods), List.of(new BenchResult.Skipped("cam", "one dense layer is needed")),
                new BenchResult.Cold(100, 400), memory, memory, Optional.of(new BenchResult.Allocated(1_100_000, 1_000_000)));
    }

    /// A peak of 200 GFLOP/s by the median and 250 at most, and 10 million multiply-adds.
    private static LayerShares layers(Numerics numerics) {
        return new LayerShares(
                numerics, new LayerShares.Timed("peak", 0, 100_000_000, new Timing(1.2, 0.8, 1)),
                List.of(
                        new LayerShares.Timed("8x8", 3, 10_000_000, new Timing(0.2, 0.1, 0.25)),
                        new LayerShares.Timed("pools", 2, 0, new Timing(0.5))),
                new LayerShares.Timed("all", 5, 10_000_000, new Timing(0.6, 0.5)));
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
        assertTrue(table.contains("direct              2      4      200.00    200.00         50.00      50.00     1\n"), table);
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
        assertFalse(new Timing(100, 125, 130).hasSlowPhases());
        assertTrue(new Timing(100, 126, 130).hasSlowPhases());
        BenchResult calm = result(LOW);
        BenchResult slow =
                new BenchResult(
                        calm.machine(), calm.program(), calm.subject(), calm.plan(), calm.checked(),
                        List.of(
                                new BenchResult.Forward(Numerics.DIRECT, 1, 1, new Timing(100, 101)),
                                new BenchResult.Forward(Numerics.DIRECT, 2, 4, new Timing(100, 160, 165))),
                        Optional.empty(), calm.methods(),
                        calm.skipped(), calm.cold(), calm.firstPass(), calm.wholeRun(), calm.allocated());
        String table = BenchTable.of(slow);
        assertTrue(table.contains("slow phases: a median is more than a quarter above its minimum"), table);
        assertTrue(table.contains("direct              2      4      160.00    100.00         40.00      25.00     3  slow phases\n"), table);
        assertEquals(1, table.lines().filter(line -> line.endsWith("  slow phases")).count(), table);
        assertFalse(BenchJson.of(slow).path("forward").get(0).path("slowPhases").asBoolean(true));
        assertTrue(BenchJson.of(slow).path("forward").get(1).path("slowPhases").asBoolean(false));
    }

    /// 20 million operations in 0.2 ms are 100 GFLOP/s, in 0.1 ms 200; at the median peak they take 0.1 ms.
    @Test
    void layersAreSharesOfThePeak() {
        String table = BenchTable.of(result(Optional.of(layers(Numerics.DIRECT))));
        assertTrue(
                table.contains("peak of one core, vector-512: 200.0 GFLOP/s median, 250.0 at most; 3 readings between passes\n"), table);
        assertTrue(
                table.contains("8x8                           3        10.0 M       0.20     0.10    100.0      50%      80%       0.10  slow phases\n"), table);
        assertTrue(table.contains("pools                         2         0.0 M       0.50     0.50        -        -        -       0.50\n"), table);
        assertFalse(table.contains("can exceed the peak"), table);
        assertTrue(BenchTable.of(result(Optional.of(layers(Numerics.FAST)))).contains("can exceed the peak"));
    }

    @Test
    void jsonHoldsTheLayersWithTheirShares() {
        JsonNode layers = BenchJson.of(result(Optional.of(layers(Numerics.FAST)), LOW)).path("layers");
        assertEquals("fast", layers.path("numerics").asString());
        assertEquals(200, layers.path("peak").path("medianGigaflops").asDouble(), 1e-9);
        assertEquals(250, layers.path("peak").path("maxGigaflops").asDouble(), 1e-9);
        JsonNode group = layers.path("groups").get(0);
        assertEquals(10_000_000, group.path("multiplyAdds").asLong());
        assertEquals(0.2, group.path("medianMillis").asDouble());
        assertEquals(0.1, group.path("minMillis").asDouble());
        assertEquals(0.5, group.path("share").asDouble(), 1e-9);
        assertEquals(0.8, group.path("shareAtBest").asDouble(), 1e-9);
        assertEquals(0.1, group.path("millisBeyondPeak").asDouble(), 1e-9);
        assertFalse(layers.path("groups").get(1).has("share"));
        assertEquals(0.55, layers.path("all").path("medianMillis").asDouble(), 1e-9);
    }

    @Test
    void layersWithoutAPeakAreALine() {
        BenchResult some = result(LOW);
        BenchResult scalar =
                new BenchResult(
                        some.machine(), some.program(), some.subject(), some.plan(), some.checked(), some.forward(), Optional.empty(),
                        List.of(), List.of(new BenchResult.Skipped("layers", "no peak")), some.cold(), some.firstPass(),
                        some.wholeRun(), some.allocated());
        String table = BenchTable.of(scalar);
        assertTrue(table.endsWith("\n\nlayers         not timed: no peak\n"), table);
        assertFalse(table.contains("method"), table);
    }

    @Test
    void jsonHoldsTheSameNumbers() {
        JsonNode json = BenchJson.of(result(Optional.of(layers(Numerics.DIRECT)), LOW, SCORE));
        assertEquals(
                List.of("machine", "program", "jdk", "kernels", "threads", "weights", "image", "runs", "warmUp", "checked",
                        "forward", "layers", "methods", "skipped", "cold", "memory", "allocated", "scorecamOverLowrankcam"),
                List.copyOf(json.propertyNames()));
        assertEquals(60, json.path("forward").get(0).path("medianMillis").asDouble());
        assertEquals(50, json.path("forward").get(1).path("medianMillisPerImage").asDouble());
        assertEquals(50, json.path("forward").get(1).path("minMillisPerImage").asDouble());
        assertEquals(0.05, json.path("methods").get(0).path("shareOfForward").asDouble());
        assertEquals(20_000, json.path("scorecamOverLowrankcam").path("timeBeyondForward").asDouble());
        assertEquals(100_000, json.path("allocated").path("beyondOutputsBytes").asLong());
        assertFalse(BenchJson.of(result(LOW)).has("scorecamOverLowrankcam"));
        assertFalse(BenchJson.of(result(LOW)).has("layers"));
    }
}
