package lowrankcam.cam;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lowrankcam.kernel.ResampleWeights;
import lowrankcam.tensor.Tensor;

/// Score-CAM: every channel becomes a mask of the input, and the network's answer to the masked input is its weight.
///
/// Paper: H. Wang et al., "Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks", CVPR
/// Workshops 2020; the variant is that of the authors' code.
/// `H_k = Norm(up(A_k))`, `w_k = q_c(x ⊙ H_k)`, `L = ReLU(Σ_k w_k A_k)`.
///
/// | choice | here |
/// |---|---|
/// | mask | upsampled with half-pixel bilinear interpolation, then min–max |
/// | masked | the network's input after preprocessing; zero is that range's zero |
/// | score | probability of the class; no baseline, no softmax over channels |
/// | sum | the raw maps, at the layer's resolution, k ascending |
/// | dead or constant channels | no pass; they weigh nothing |
///
/// Passes: one network pass for each channel that is not constant. Masked inputs are made when their turn comes.
public record ScoreCam() implements CamMethod {

    @Override
    public String id() {
        return "scorecam";
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.trace().features();
        Tensor image = input.trace().image();
        int[] live = liveChannels(features);
        double[] weights = new double[features.channels()];
        AtomicInteger done = new AtomicInteger();
        ResampleWeights rows = ResampleWeights.halfPixel(features.height(), image.height());
        ResampleWeights columns = ResampleWeights.halfPixel(features.width(), image.width());
        input.model().predictAll(
                live.length,
                i -> masked(image, mask(input, features, live[i], rows, columns)),
                (i, prediction) -> {
                    weights[live[i]] = prediction.probabilities()[input.target()];
                    input.progress().report(done.incrementAndGet(), live.length);
                });
        double[] sum = new double[features.positions()];
        for (int k : live) {
            for (int p = 0; p < sum.length; p++) {
                sum[p] = Math.fma(weights[k], (double) features.values()[p * features.channels() + k], sum[p]);
            }
        }
        return new CamMap(features.height(), features.width(), Normalisation.rectify(sum))
                .choice("variant", "authors-code")
                .choice("score", "probability")
                .choice("mask", "upsample, then min-max")
                .detail("liveChannels", live.length)
                .detail("channels", features.channels());
    }

    /// Channels whose map is not constant.
    private static int[] liveChannels(Tensor features) {
        List<Integer> live = new ArrayList<>();
        for (int k = 0; k < features.channels(); k++) {
            if (Normalisation.minMax(map(features, k)) != null) {
                live.add(k);
            }
        }
        return live.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[] map(Tensor features, int k) {
        double[] map = new double[features.positions()];
        for (int p = 0; p < map.length; p++) {
            map[p] = features.values()[p * features.channels() + k];
        }
        return map;
    }

    private static float[] mask(
            CamInput input, Tensor features, int k, ResampleWeights rows, ResampleWeights columns) {
        Tensor image = input.trace().image();
        float[] small = new float[features.positions()];
        for (int p = 0; p < small.length; p++) {
            small[p] = features.values()[p * features.channels() + k];
        }
        float[] mask = new float[image.positions()];
        input.resample().resample(small, features.height(), features.width(), 1, rows, columns, mask);
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : mask) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        float range = max - min;
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (mask[i] - min) / range;
        }
        return mask;
    }

    private static Tensor masked(Tensor image, float[] mask) {
        int channels = image.channels();
        float[] values = new float[image.values().length];
        for (int p = 0; p < mask.length; p++) {
            for (int c = 0; c < channels; c++) {
                values[p * channels + c] = image.values()[p * channels + c] * mask[p];
            }
        }
        return new Tensor(image.height(), image.width(), channels, values);
    }
}
