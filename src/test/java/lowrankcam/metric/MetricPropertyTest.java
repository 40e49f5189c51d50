package lowrankcam.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import lowrankcam.kernel.Resample;
import lowrankcam.random.SplitMix;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/// What must hold for all maps and scores.
class MetricPropertyTest {

    private static SaliencyMap random(int height, int width, long seed) {
        SplitMix random = new SplitMix(seed);
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.uniform();
        }
        return SaliencyMap.ofUnit(height, width, values);
    }

    /// ρ does not see scale and offset, so coherency does not depend on how maps were scaled.
    @Property(tries = 200)
    void coherencyIsInvariantToPositiveAffineMaps(
            @ForAll long seed, @ForAll @DoubleRange(min = 0.1, max = 0.9) double scale) {
        SaliencyMap map = random(9, 7, seed);
        SaliencyMap again = random(9, 7, seed + 1);
        float[] moved = new float[63];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (scale * map.values()[i] + (1 - scale));
        }
        SaliencyMap other = SaliencyMap.ofUnit(9, 7, moved);
        assertEquals(Adcc.coherency(map, again), Adcc.coherency(other, again), 1e-5);
        assertEquals(1, Adcc.coherency(map, other), 1e-5);
        assertEquals(scale * Adcc.complexity(map) + 1 - scale, Adcc.complexity(other), 1e-6);
    }

    @Property(tries = 100)
    void coherencyIsSymmetricBoundedAndOneWithItself(@ForAll long seed) {
        SaliencyMap a = random(5, 8, seed);
        SaliencyMap b = random(5, 8, ~seed);
        assertEquals(Adcc.coherency(a, b), Adcc.coherency(b, a), 1e-15);
        assertEquals(1, Adcc.coherency(a, a), 1e-15);
        assertTrue(Adcc.coherency(a, b) >= 0 && Adcc.coherency(a, b) <= 1);
    }

    /// The harmonic mean is concave, so the mean of the images' ADCC never exceeds the ADCC of the means.
    @Property(tries = 300)
    void theMeanAdccIsNeverAboveTheAdccOfTheMeans(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int n) {
        SplitMix random = new SplitMix(seed);
        double ad = 0;
        double ch = 0;
        double cx = 0;
        double adcc = 0;
        for (int i = 0; i < n; i++) {
            double a = random.uniform();
            double b = random.uniform();
            double c = random.uniform();
            ad += a / n;
            ch += b / n;
            cx += c / n;
            adcc += Adcc.harmonic(b, c, a) / n;
        }
        double ofMeans = Adcc.harmonic(ch, cx, ad);
        assertTrue(adcc <= ofMeans + 1e-12, adcc + " > " + ofMeans);
    }

    @Property(tries = 300)
    void theHarmonicMeanIsTheTextbookFormula(
            @ForAll @DoubleRange(min = 0.01, max = 1) double ch,
            @ForAll @DoubleRange(min = 0, max = 0.99) double cx,
            @ForAll @DoubleRange(min = 0, max = 0.99) double ad) {
        double expected = 3 / (1 / ch + 1 / (1 - cx) + 1 / (1 - ad));
        assertEquals(expected, Adcc.harmonic(ch, cx, ad), 1e-12);
    }

    /// Half-pixel upsampling keeps the mean exactly (but for rounding) from 8 to 296 pixels. To 299 the pixels of the
    /// small map have weights that differ from 1/64 by amounts whose positive part sums to 5.03e-5: the bound for values
    /// from 0 to 1.
    @Property(tries = 30)
    void complexitySurvivesUpsampling(@ForAll long seed) {
        double[] raw = SanityMaps.random(8, 8, seed);
        raw[10] = 0;
        raw[53] = 1;
        double mean = 0;
        for (double value : raw) {
            mean += value / 64;
        }
        MetricSettings before = MetricSettings.DEFAULT.withScaleOrder(ScaleOrder.SCALE_FIRST);
        assertEquals(mean, Adcc.complexity(SaliencyMap.of(raw, 8, 8, 296, 296, before, Resample.scalar())), 1e-7);
        assertEquals(mean, Adcc.complexity(SaliencyMap.of(raw, 8, 8, 299, 299, before, Resample.scalar())), 5.1e-5);
    }

    /// Whatever a method returns, no metric turns it into NaN: it is flagged.
    @Property(tries = 200)
    void damagedMapsAreFlaggedAndNeverNaN(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 4) int kind, @ForAll @IntRange(min = 0, max = 15) int at) {
        double[] raw = SanityMaps.random(4, 4, seed);
        double constant = kind == 3 ? 0 : raw[at] * 1e6;
        switch (kind) {
            case 0 -> raw[at] = Double.NaN;
            case 1 -> raw[at] = Double.POSITIVE_INFINITY;
            case 2, 3 -> Arrays.fill(raw, constant);
            default -> Arrays.setAll(raw, i -> constant * (1 + 1e-9 * i));
        }
        SaliencyMap map = SaliencyMap.of(raw, 4, 4, 12, 13, MetricSettings.DEFAULT, Resample.scalar());
        assertTrue(map.isDegenerate(), map.reason());
        assertFalse(map.reason().isEmpty());
        SaliencyMap sound = random(12, 13, seed);
        for (ImageQuality quality :
                List.of(ImageQuality.of(0.5, 0.4, map, sound), ImageQuality.of(0.5, 0.4, sound, map))) {
            assertTrue(quality.isDegenerate());
            assertTrue(Double.isFinite(quality.coherency()) && Double.isFinite(quality.complexity()));
            assertEquals(0, quality.adcc());
        }
    }

    @Property(tries = 100)
    void energyIsTheAreaForAConstantMapAndAddsUp(@ForAll long seed) {
        SplitMix random = new SplitMix(seed);
        float[] ones = new float[40];
        Arrays.fill(ones, 1f);
        float[] map = random(5, 8, seed).values();
        boolean[] a = new boolean[40];
        boolean[] b = new boolean[40];
        boolean[] both = new boolean[40];
        boolean[] all = new boolean[40];
        for (int i = 0; i < 40; i++) {
            double u = random.uniform();
            a[i] = u < 0.3;
            b[i] = u > 0.6;
            both[i] = a[i] || b[i];
            all[i] = true;
        }
        a[0] = true;
        b[0] = false;
        both[0] = true;
        assertEquals(Localisation.areaOf(a), Localisation.energyInMask(ones, a), 1e-12);
        assertEquals(1, Localisation.energyOverArea(ones, a), 1e-12);
        assertEquals(1, Localisation.energyInMask(map, all), 1e-12);
        assertEquals(
                Localisation.energyInMask(map, a) + Localisation.energyInMask(map, b),
                Localisation.energyInMask(map, both), 1e-12);
    }
}
