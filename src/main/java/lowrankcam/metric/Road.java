package lowrankcam.metric;

import java.util.List;
import lowrankcam.random.SplitMix;
import lowrankcam.tensor.Tensor;

/// Remove and debias: scores of an image whose most, or least, relevant pixels are imputed from the others.
///
/// Paper: Y. Rong et al., "A Consistent and Efficient Evaluation Strategy for Attribution Methods", ICML 2022.
///
/// | choice | here | elsewhere |
/// |---|---|---|
/// | removed | exactly `round(HW · t / 100)` pixels, in the order of [PixelOrder] | all with `map >= percentile(map, t)` (*) |
/// | least relevant first | the same order from its end | the map `1 - S` (*) |
/// | noise | seeded normal noise on imputed values | unseeded |
/// | score | as in the settings | the logit unless told otherwise (*) |
///
/// (*) pytorch-grad-cam. There a plateau of zeros, as a ReLU leaves it, removes every pixel at once.
///
/// Passes: two for each percentile; the image's own score is given.
public final class Road {

    private final Scorer scorer;
    private final Tensor image;
    private final int target;
    private final RoadSettings settings;
    private final double full;

    /// @param image  the network's input, H×W×C
    /// @param target class c, an index
    /// @param full   score of that class on the image
    public Road(Scorer scorer, Tensor image, int target, RoadSettings settings, double full) {
        this.scorer = scorer;
        this.image = image;
        this.target = target;
        this.settings = settings;
        this.full = full;
    }

    /// The scores of one map.
    public RoadScores of(SaliencyMap map) {
        MaskedImage.requireSameSize(image, map);
        int[] most = PixelOrder.descending(map.values());
        int[] least = PixelOrder.reversed(most);
        List<Integer> percentiles = settings.percentiles();
        int n = percentiles.size();
        double[][] scores =
                scorer.scores(2 * n, i -> without(i < n ? most : least, percentiles.get(i % n), i));
        double[] morf = new double[n];
        double[] lerf = new double[n];
        for (int i = 0; i < n; i++) {
            morf[i] = scores[i][target];
            lerf[i] = scores[n + i][target];
        }
        return new RoadScores(percentiles, morf, lerf, full, map.reason(), 2 * n);
    }

    /// The image with the first pixels of an order imputed.
    private Tensor without(int[] order, int percentile, int stream) {
        boolean[] removed = new boolean[order.length];
        int count = removedPixels(order.length, percentile);
        for (int i = 0; i < count; i++) {
            removed[order[i]] = true;
        }
        Tensor filled = Imputation.fill(image, removed);
        return settings.noise() == 0 ? filled : noisy(filled, removed, stream);
    }

    /// Half a pixel is rounded up; one pixel always stays, without it nothing could be imputed.
    static int removedPixels(int pixels, int percentile) {
        return Math.toIntExact(Math.min(Math.round((double) pixels * percentile / 100), pixels - 1));
    }

    private Tensor noisy(Tensor filled, boolean[] removed, int stream) {
        SplitMix random = new SplitMix(settings.seed() + 0x632BE59BD9B4E019L * (stream + 1));
        float[] values = filled.values().clone();
        int channels = filled.channels();
        for (int p = 0; p < removed.length; p++) {
            for (int c = 0; removed[p] && c < channels; c++) {
                values[p * channels + c] += (float) (settings.noise() * random.normal());
            }
        }
        return new Tensor(filled.height(), filled.width(), channels, values);
    }
}
