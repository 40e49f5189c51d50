package lowrankcam.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lowrankcam.nn.WaveSize;
import org.junit.jupiter.api.Test;

class ThreadModelTest {

    private static final WaveSize TEN = new WaveSize("a", List.of(new WaveSize.Part(10, 1000)));

    /// Ten items on four threads take three turns.
    @Test
    void theLastTurnIsWaitedFor() {
        assertEquals(new ThreadModel.Reach(1, 1, 0, 0), ThreadModel.of(List.of(TEN), 1));
        assertEquals(new ThreadModel.Reach(2, 2, 0, 0), ThreadModel.of(List.of(TEN), 2));
        ThreadModel.Reach four = ThreadModel.of(List.of(TEN), 4);
        assertEquals(10.0 / 3, four.speedUp(), 1e-12);
        assertEquals(1.0 / 6, four.idle(), 1e-12);
        assertEquals(10, ThreadModel.of(List.of(TEN), 64).speedUp(), 1e-12);
        assertEquals(1, ThreadModel.of(List.of(TEN), 64).starved());
    }

    /// A second wave of one item cannot be shared: of 2000 operations at least 1000 are done by one thread.
    @Test
    void wavesFollowOneAnother() {
        WaveSize one = new WaveSize("b", List.of(new WaveSize.Part(1, 1000)));
        assertEquals(2000.0 / 1100, ThreadModel.of(List.of(TEN, one), 10).speedUp(), 1e-12);
    }

    /// Layers of a wave share the threads: 4 items of 30 and 4 of 10 on two threads.
    @Test
    void layersOfAWaveRunSideBySide() {
        WaveSize both = new WaveSize("c", List.of(new WaveSize.Part(4, 120), new WaveSize.Part(4, 40)));
        assertEquals(2, ThreadModel.of(List.of(both), 2).speedUp(), 1e-12);
    }
}
