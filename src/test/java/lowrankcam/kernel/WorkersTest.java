package lowrankcam.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void everyItemIsDoneOnce() {
        try (Workers workers = new Workers(4)) {
            for (int round = 0; round < 500; round++) {
                AtomicIntegerArray done = new AtomicIntegerArray(37);
                workers.run(37, done::incrementAndGet);
                for (int i = 0; i < 37; i++) {
                    assertEquals(1, done.get(i));
                }
            }
        }
    }

    @Test
    void anExceptionReachesTheCallerAndTheTeamLivesOn() {
        try (Workers workers = new Workers(3)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> workers.run(20, i -> {
                        if (i == 7) {
                            throw new IllegalStateException("item 7");
                        }
                    }));
            AtomicIntegerArray done = new AtomicIntegerArray(5);
            workers.run(5, done::incrementAndGet);
            assertEquals(1, done.get(4));
        }
    }
}
