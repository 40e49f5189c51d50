package lowrankcam.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Medians and how often work is done; never how long it takes.
class TimingTest {

    @Test
    void medianAndMinimum() {
        assertEquals(2, new Timing(3, 1, 2).median());
        assertEquals(2.5, new Timing(4, 1, 2, 3).median());
        assertEquals(1, new Timing(3, 1, 2).min());
        assertThrows(IllegalArgumentException.class, Timing::new);
    }

    @Test
    void warmUpRunsAreNotAmongTheTimes() {
        AtomicInteger done = new AtomicInteger();
        assertEquals(5, Timing.of(3, 5, done::incrementAndGet).runs());
        assertEquals(8, done.get());
    }

    @Test
    void aPlanNeedsAtLeastOneOfEach() {
        assertThrows(IllegalArgumentException.class, () -> new BenchPlan(0, 1, 1));
        assertEquals(BenchPlan.MOST_WARM_UP, new BenchPlan(1000, 16, 32).warmUp());
        assertEquals(1, new BenchPlan(1, 4, 4).batches());
    }
}
