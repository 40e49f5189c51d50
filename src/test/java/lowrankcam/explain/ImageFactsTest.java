package lowrankcam.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import lowrankcam.image.Alpha;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureFlag;
import org.junit.jupiter.api.Test;

/// An image that shows nothing, or not all, gets a score all the same; what is doubtful about it is said.
class ImageFactsTest {

    /// Black but for its last pixel.
    private static ImageFacts facts(String name, int size, int last) {
        float[] samples = new float[size * size];
        samples[samples.length - 1] = last / 255f;
        Picture picture = new Picture(size, size, 1, 8, samples);
        return new ImageFacts(Path.of(name), "", picture, PictureFlag.of(picture));
    }

    private static void assertDoubts(String flags, String words, ImageFacts facts) {
        assertEquals(flags, facts.flagIds().toString());
        assertEquals(
                words.isEmpty() ? List.of() : List.of(facts.path() + ": " + words + "; its scores and maps mean nothing"),
                facts.doubts(Alpha.DROP));
        assertEquals(!words.isEmpty(), facts.isMeaningless());
    }

    @Test
    void constantTinyAndNarrowImagesAreNamedWithTheValuesThatItRestsOn() {
        assertDoubts("[constant-image]", "constant-image: all pixels are equal", facts("black.png", 40, 0));
        assertDoubts(
                "[constant-image, tiny-image]",
                "constant-image, tiny-image: all pixels are equal, 31x31 pixels, fewer than 32 on a side",
                facts("tiny.png", 31, 0));
        assertDoubts("[narrow-range]", "narrow-range: values from 0 to 15 of 0 to 255", facts("dark.png", 32, 15));
        assertDoubts("[]", "", facts("one.png", 32, 16));
    }

    @Test
    void transparentPixelsAreSaidWithWhatBecomesOfThemAndMeanSomething() {
        Picture plain = facts("t.png", 40, 255).picture();
        ImageFacts facts =
                new ImageFacts(
                        Path.of("t.png"), "", plain,
                        java.util.Map.of(PictureFlag.TRANSPARENT_PIXELS, "800 of 1600 pixels are not opaque"));
        assertFalse(facts.isMeaningless());
        String start = "t.png: transparent-pixels: 800 of 1600 pixels are not opaque; ";
        assertEquals(List.of(start + "their stored colours are taken (--alpha)"), facts.doubts(Alpha.DROP));
        assertEquals(List.of(start + "they lie over white (--alpha)"), facts.doubts(Alpha.WHITE));
        assertTrue(facts.flagIds().contains("transparent-pixels"));
    }
}
