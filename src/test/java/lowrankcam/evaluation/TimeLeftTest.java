package lowrankcam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Times left by a clock that the test moves.
class TimeLeftTest {

    private static final long SECOND = 1_000_000_000L;

    private long now = 17 * SECOND;
    private double run;
    private Map<String, Double> expected = Map.of("cam", 2.0, "scorecam", 400.0);

    private final ExperimentRun.ImageTask task =
            new ExperimentRun.ImageTask() {
                @Override
                public void run(int index, List<String> columns, ExperimentRun.RecordSink sink) {
                    throw new AssertionError("nothing is run");
                }

                @Override
                public double passesRun() {
                    return run;
                }

                @Override
                public double passesOf(String column) {
                    return expected.getOrDefault(column, Double.NaN);
                }
            };

    private final TimeLeft left = new TimeLeft(Map.of("cam", 3, "scorecam", 3), task, () -> now);

    private void pass(double passes, double seconds) {
        run += passes;
        now += (long) (seconds * SECOND);
    }

    @Test
    void aTimeIsKnownFromTheFirstPassOn() {
        assertTrue(Double.isNaN(left.seconds()), "no pass has been run");
        pass(2, 0.2);
        assertEquals(3 * (2 + 400) * 0.1 - 0.2, left.seconds(), 1e-6);
        left.done("cam");
        assertEquals(2 * 0.2 + 3 * 400 * 0.1, left.seconds(), 1e-6);
    }

    @Test
    void theTimeFallsWhileTheFirstLongMapIsMade() {
        pass(2, 0.2);
        left.done("cam");
        pass(100, 10);
        assertEquals(2 * 0.2 + (3 * 400 - 100) * 0.1, left.seconds(), 1e-6);
        pass(200, 10);
        assertTrue(left.seconds() < 2 * 0.2 + (3 * 400 - 300) * 0.1, "the pace has become better");
    }

    @Test
    void aColumnWithRecordsTakesTheirMeanTime() {
        pass(2, 0.2);
        left.done("cam");
        pass(400, 60);
        left.done("scorecam");
        assertEquals(2 * 0.2 + 2 * 60, left.seconds(), 1e-6);
        pass(2, 0.4);
        left.done("cam");
        pass(400, 40);
        left.done("scorecam");
        assertEquals(0.3 + 50, left.seconds(), 1e-6);
    }

    @Test
    void recordsThatWillNotBeMadeTakeNoTime() {
        pass(2, 0.2);
        left.done("cam");
        for (int i = 0; i < 3; i++) {
            left.skip("scorecam");
        }
        assertEquals(2 * 0.2, left.seconds(), 1e-6);
        left.skip("cam");
        left.skip("cam");
        assertEquals(0, left.seconds());
    }

    @Test
    void theTimeNeverFallsBelowZero() {
        pass(2, 0.2);
        left.done("cam");
        pass(1200, 1000);
        for (int i = 0; i < 3; i++) {
            left.skip("scorecam");
        }
        assertEquals(0, left.seconds());
    }

    /// No time is made up for a method of which nothing is known.
    @Test
    void aColumnWithoutPassesOrRecordsLeavesTheTimeUnknown() {
        expected = Map.of("cam", 2.0);
        pass(2, 0.2);
        left.done("cam");
        assertTrue(Double.isNaN(left.seconds()));
        pass(400, 60);
        left.done("scorecam");
        assertEquals(2 * 0.2 + 2 * 60, left.seconds(), 1e-6);
    }
}
