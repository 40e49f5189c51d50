package lowrankcam.metric;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lowrankcam.tensor.Tensor;

/// Insertion and deletion curves of maps of one image and class.
///
/// Paper: V. Petsiuk, A. Das, K. Saenko, "RISE: Randomized Input Sampling for Explanation of Black-box Models",
/// BMVC 2018. Pixels move in the order of [PixelOrder], all channels of a pixel together. Each step moves `s = ⌈HW
/// / steps⌉` pixels, so there are `n = ⌈HW / s⌉` steps and n + 1 scores.
///
/// | choice | here | elsewhere |
/// |---|---|---|
/// | insertion starts at | RISE's blur, zero outside | zeros (torch-cam), blur 51/σ50 (Group-CAM) |
/// | deletion ends at | the masked value | the same |
/// | ties | stable, lowest index first | unstable and reversed (RISE) |
/// | area | trapezoids over true fractions | equal steps (RISE) |
///
/// **Passes.** The end points are the same for all maps of an image and are scored once, when this object is made:
/// the image, the masked value, and the blur if one is asked for. Each map then costs `2(n - 1)` passes. Images
/// are made when their turn comes.
public final class PerturbationCurves {

    private final Scorer scorer;
    private final Tensor image;
    private final int target;
    private final MetricSettings settings;
    private final Map<Substrate, Tensor> substrates = new EnumMap<>(Substrate.class);
    private final Map<Substrate, Double> substrateScores = new EnumMap<>(Substrate.class);
    private final double full;

    /// @param image  the network's input, H×W×C
    /// @param target class c, an index
    /// @param fill   a masked pixel, C values, from [MaskSpace#fill]
    public PerturbationCurves(Scorer scorer, Tensor image, int target, MetricSettings settings, float[] fill) {
        this.scorer = scorer;
        this.image = image;
        this.target = target;
        this.settings = settings;
        for (Substrate substrate : List.of(Substrate.FILL, settings.insertion(), settings.deletion())) {
            substrates.computeIfAbsent(substrate, s -> make(s, image, fill));
        }
        List<Substrate> order = new ArrayList<>(substrates.keySet());
        double[][] scores =
                scorer.scores(order.size() + 1, i -> i == 0 ? image : substrates.get(order.get(i - 1)));
        full = scores[0][target];
        for (int i = 0; i < order.size(); i++) {
            substrateScores.put(order.get(i), scores[i + 1][target]);
        }
    }

    private static Tensor make(Substrate substrate, Tensor image, float[] fill) {
        return switch (substrate) {
            case FILL -> MaskedImage.blank(image, fill);
            case BLUR_ZERO -> RiseBlur.outsideFilled(image, fill);
            case BLUR_REFLECT -> RiseBlur.mirrored(image);
        };
    }

    /// Score of the class on the image.
    public double full() {
        return full;
    }

    /// Score of the class on the masked value everywhere.
    public double blank() {
        return substrateScores.get(Substrate.FILL);
    }

    /// Network passes that the end points took.
    public int sharedPasses() {
        return substrates.size() + 1;
    }

    /// Steps that a map of this image takes.
    public int stepCount() {
        return moved().length - 1;
    }

    /// The curves of one map.
    public PerturbationScores of(SaliencyMap map) {
        return of(List.of(map)).getFirst();
    }

    /// The curves of several maps, all their passes side by side.
    public List<PerturbationScores> of(List<SaliencyMap> maps) {
        int[] moved = moved();
        int inner = moved.length - 2;
        List<int[]> ranks = new ArrayList<>();
        for (SaliencyMap map : maps) {
            MaskedImage.requireSameSize(image, map);
            ranks.add(PixelOrder.ranks(PixelOrder.descending(map.values())));
        }
        Tensor start = substrates.get(settings.insertion());
        Tensor end = substrates.get(settings.deletion());
        double[][] scores =
                scorer.scores(
                        maps.size() * 2 * inner,
                        i -> {
                            int[] rank = ranks.get(i / (2 * inner));
                            int pixels = moved[1 + i % inner];
                            return i / inner % 2 == 0
                                    ? MaskedImage.mixed(start, image, rank, pixels)
                                    : MaskedImage.mixed(image, end, rank, pixels);
                        });
        List<PerturbationScores> results = new ArrayList<>();
        for (int m = 0; m < maps.size(); m++) {
            int at = m * 2 * inner;
            Curve insertion = curve(moved, substrateScores.get(settings.insertion()), full, scores, at);
            Curve deletion = curve(moved, full, substrateScores.get(settings.deletion()), scores, at + inner);
            results.add(
                    new PerturbationScores(insertion, deletion, full, blank(), maps.get(m).reason(), 2 * inner));
        }
        return results;
    }

    /// Pixels moved before the first and after each step.
    private int[] moved() {
        int pixels = image.positions();
        int step = Math.ceilDiv(pixels, settings.steps());
        int[] moved = new int[(pixels + step - 1) / step + 1];
        for (int k = 0; k < moved.length; k++) {
            moved[k] = Math.toIntExact(Math.min((long) k * step, pixels));
        }
        return moved;
    }

    private Curve curve(int[] moved, double first, double last, double[][] scores, int from) {
        double[] fractions = new double[moved.length];
        double[] values = new double[moved.length];
        for (int k = 0; k < moved.length; k++) {
            fractions[k] = (double) moved[k] / image.positions();
            values[k] = k == 0 ? first : k == moved.length - 1 ? last : scores[from + k - 1][target];
        }
        return new Curve(fractions, values);
    }
}
