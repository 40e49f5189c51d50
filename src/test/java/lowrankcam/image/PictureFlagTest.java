package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PictureFlagTest {

    /// A 40x40 picture with these stored values, the first everywhere else.
    private static Picture picture(int bits, int... values) {
        float[] samples = new float[40 * 40];
        Arrays.fill(samples, values[0] / (float) ((1 << bits) - 1));
        for (int i = 0; i < values.length; i++) {
            samples[7 * i] = values[i] / (float) ((1 << bits) - 1);
        }
        return new Picture(40, 40, 1, bits, samples);
    }

    private static String flags(Picture picture) {
        return PictureFlag.of(picture).toString();
    }

    @Test
    void twelveBitsInASixteenBitFileAreANarrowRange() {
        assertEquals("{NARROW_RANGE=values from 0 to 4095 of 0 to 65535}", flags(picture(16, 0, 4095)));
        assertEquals("{NARROW_RANGE=values from 31000 to 35095 of 0 to 65535}", flags(picture(16, 31000, 35095)));
        assertEquals("{}", flags(picture(16, 0, 4096)));
    }

    @Test
    void aSixteenthOfEightBitsIsANarrowRange() {
        assertEquals("{NARROW_RANGE=values from 240 to 255 of 0 to 255}", flags(picture(8, 240, 255)));
        assertEquals("{}", flags(picture(8, 0, 16)));
    }

    /// One channel that varies is enough.
    @Test
    void allChannelsCountTogether() {
        float[] samples = new float[40 * 40 * 3];
        samples[5] = 17 / 255f;
        assertEquals("{}", flags(new Picture(40, 40, 3, 8, samples)));
    }

    @Test
    void aConstantImageIsNotCalledNarrowToo() {
        assertEquals("{CONSTANT_IMAGE=all pixels are equal}", flags(picture(8, 9)));
    }

    @Test
    void oneShortSideMakesAnImageTiny() {
        float[] samples = new float[31 * 99];
        samples[0] = 1;
        assertEquals(
                "{TINY_IMAGE=31x99 pixels, fewer than 32 on a side}", flags(new Picture(31, 99, 1, 8, samples)));
    }

    @Test
    void pixelsThatAreNotOpaqueAreCounted() {
        Picture opaque = picture(8, 0, 255);
        Picture some = new Picture(40, 40, 1, 8, opaque.samples(), new Picture.Origin(1, 3));
        assertEquals(Map.of(PictureFlag.TRANSPARENT_PIXELS, "3 of 1600 pixels are not opaque"), PictureFlag.of(some));
    }
}
