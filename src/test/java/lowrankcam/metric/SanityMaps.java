package lowrankcam.metric;

import java.util.Arrays;
import lowrankcam.random.SplitMix;

/// Maps that explain nothing, to be scored beside real ones: a metric that likes them is not to be trusted alone.
public final class SanityMaps {

    private SanityMaps() {}

    /// One everywhere but in the first pixel: the explanation image is the image, so the drop is about 0, but
    /// complexity is about 1 and ADCC about 0. Idea: "Fake-CAM" in Poppi et al., 2021.
    public static SaliencyMap fakeCam(int height, int width) {
        float[] values = new float[height * width];
        Arrays.fill(values, 1f);
        values[0] = 0;
        return SaliencyMap.ofUnit(height, width, values);
    }

    /// A raw map of independent uniform values, the same on every machine.
    ///
    /// @param seed any; use another for each image
    public static double[] random(int rows, int columns, long seed) {
        SplitMix random = new SplitMix(seed);
        double[] raw = new double[rows * columns];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = random.uniform();
        }
        return raw;
    }
}
