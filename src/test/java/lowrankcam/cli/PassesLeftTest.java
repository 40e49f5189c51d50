package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PassesLeftTest {

    /// One image with maps of 100 and 40 passes: 2 s for each pass.
    @Test
    void theFirstMapCountsWhatComesAfterIt() {
        PassesLeft passes = new PassesLeft(1);
        passes.image(140);
        assertEquals(Double.NaN, passes.seconds(0.1), "no pass was timed yet");
        passes.map(40);
        passes.pass(1, 100);
        assertEquals(2 * (99 + 40), passes.seconds(2), 1e-9);
        passes.pass(2, 100);
        assertEquals(2 * (98 + 40), passes.seconds(4), 1e-9);
    }

    /// The first of three images, of 10 passes and its own: two more of 11 are to come.
    @Test
    void theFirstImageCountsTheLaterOnes() {
        PassesLeft passes = new PassesLeft(3);
        passes.image(10);
        passes.map(0);
        passes.pass(1, 10);
        assertEquals(0.5 * (9 + 2 * 11), passes.seconds(0.5), 1e-9);
        for (int i = 2; i <= 10; i++) {
            passes.pass(i, 10);
        }
        passes.image(10);
        // Eleven timed passes.
        assertEquals(0.5 * (10 + 11), passes.seconds(5.5), 1e-9);
        assertEquals(2, passes.image());
    }

    @Test
    void imagesWithoutLongMapsCountThemselves() {
        PassesLeft passes = new PassesLeft(5);
        passes.image(0);
        passes.image(0);
        assertEquals(3 * 0.25, passes.seconds(0.25), 1e-9);
    }

    /// A sequence reports its frames as the passes of one long work.
    @Test
    void worksOutsideOfAnImageStandForThemselves() {
        PassesLeft passes = new PassesLeft(4);
        passes.map(0);
        passes.pass(1, 4);
        assertEquals(3, passes.seconds(1), 1e-9);
    }
}
