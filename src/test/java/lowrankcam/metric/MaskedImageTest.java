package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Two pixels of two channels, worked by hand.
class MaskedImageTest {

    private static final Tensor IMAGE = new Tensor(1, 2, 2, new float[] {10, 20, 30, 40});

    /// The way from the fill to the pixel: a quarter of it for the first pixel, all of it for the second.
    @Test
    void aPixelLiesBetweenFillAndImage() {
        SaliencyMap map = SaliencyMap.ofUnit(1, 2, new float[] {0.25f, 1});
        assertArrayEquals(
                new float[] {2 + 8 * 0.25f, 4 + 16 * 0.25f, 30, 40},
                MaskedImage.explanation(IMAGE, map, new float[] {2, 4}).values());
        assertArrayEquals(new float[] {2, 4, 2, 4}, MaskedImage.blank(IMAGE, new float[] {2, 4}).values());
    }

    @Test
    void allChannelsOfAPixelAreTakenTogether() {
        Tensor other = new Tensor(1, 2, 2, new float[] {1, 2, 3, 4});
        assertArrayEquals(new float[] {10, 20, 3, 4}, MaskedImage.mixed(IMAGE, other, new int[] {1, 0}, 1).values());
        assertArrayEquals(IMAGE.values(), MaskedImage.mixed(IMAGE, other, new int[] {1, 0}, 0).values());
        assertArrayEquals(other.values(), MaskedImage.mixed(IMAGE, other, new int[] {1, 0}, 2).values());
    }

    @Test
    void refusesMapsAndFillsOfAnotherSize() {
        SaliencyMap map = SaliencyMap.ofUnit(2, 1, new float[] {0, 1});
        assertThrows(IllegalArgumentException.class, () -> MaskedImage.explanation(IMAGE, map, new float[2]));
        assertThrows(IllegalArgumentException.class, () -> MaskedImage.blank(IMAGE, new float[3]));
    }
}
