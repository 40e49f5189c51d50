package lowrankcam.cam;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lowrankcam.cam.LowRankOptions.Preset;
import lowrankcam.cam.MethodInfo.Group;
import lowrankcam.linalg.ThinSvd;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// LowRank-CAM: the r strongest spatial modes of the features become masks, each weighed by the classifier head
/// alone.
///
/// Paper: Thota, Nagaraju, Korra, "LowRank-CAM", AAAI student abstract, steps 1 to 6.
///
/// 1. `M` (P×K): features of the target layer, one row per position. `M = U Σ Vᵀ`, thin.
/// 2. Component i summed over channels is `σ_i (Σ_k v_i[k]) u_i = (u_i · m) u_i` with `m = M·1`: V is never needed, and
///    the arbitrary sign of the SVD drops out.
/// 3. `A_i = Norm(ReLU(sign(u_i · m) u_i))`, `Norm` = min–max; positive factors drop out in it.
/// 4. `w_i = f(M ⊙ A_i)[c]`: the head on the features with all channels multiplied by the mask.
/// 5. `map = ReLU(Σ_{i ≤ r} w_i A_i)`.
///
/// The paper names U and V the other way round in its steps 3 and 4; the shapes above are the consistent reading.
/// [LowRankOptions] lists what it leaves open. The preset `class-signed` asks which half of a mode speaks for the
/// class: `u_i · CAM_c ≥ 0` where CAM is defined; elsewhere with Grad-CAM's sum `Σ_k α_k A_k` in its place, which
/// there is CAM / P. Passes: one network pass and r head passes (and a backward pass for `class-signed` where CAM
/// is not defined), where Score-CAM needs one network pass for every channel. Flags: `rank-reduced` (fewer than r
/// singular values), `mask-dropped` (a flat mask), `sign-tie`, `zero-features`.
///
/// @param options sign, masks, score, ReLU, rank
public record LowRankCam(LowRankOptions options) implements CamMethod {

    /// Name on the command line.
    public static final String ID = "lowrankcam";

    static final MethodInfo INFO =
            new MethodInfo(
                    ID, "LowRank-CAM", "Thota, Nagaraju & Korra, AAAI student abstract",
                    Group.FEATURE_MASKS, "1 network + r head", MethodInfo.ANYWHERE,
                    List.of(new MethodInfo.Parameter(
                            "rank", String.valueOf(LowRankOptions.DEFAULT_RANK), "modes to use, r")),
                    List.of(
                            variant(Preset.DEFAULT, "the paper's six steps, logits as weights, ReLU at the end"),
                            variant(Preset.PAPER_LITERAL, "same without the ReLU, which the paper does not write"),
                            variant(Preset.SCORECAM_LIKE, "probabilities as weights, no ReLU"),
                            variant(
                                    Preset.CLASS_SIGNED,
                                    "signs by the class, weights without bias and not negative (not in the paper)"),
                            variant(Preset.LINEAR, "CAM of the rank-r features, signed (not in the paper)")));

    private static MethodInfo.Variant variant(Preset preset, String meaning) {
        return new MethodInfo.Variant(
                preset.id(), meaning,
                settings -> new LowRankCam(
                        LowRankOptions.of(preset, settings.whole("rank", 1, Integer.MAX_VALUE))));
    }

    @Override
    public String id() {
        return INFO.id();
    }

    @Override
    public CamMap explain(CamInput input) {
        Tensor features = input.features();
        ThinSvd svd = new ThinSvd(features.values(), features.positions(), features.channels());
        int used = Math.min(options.rank(), svd.rank());
        double[] sum = new double[features.positions()];
        double[] weights = new double[used];
        double[] margins = new double[used];
        double[] classMap = classMap(input);
        MaskScorer scorer = HeadPasses.maskScorer(input);
        double bias = bias(input, scorer);
        CamMap map = new CamMap(features.height(), features.width(), sum);
        for (int i = 0; i < used; i++) {
            double[] mode = svd.left(i);
            margins[i] = orient(mode, classMap, svd.signMargin(i));
            if (margins[i] == 0) {
                map.flag("sign-tie");
            }
            double[] mask = mask(mode);
            if (mask == null) {
                map.flag("mask-dropped");
                weights[i] = Double.NaN;
                continue;
            }
            weights[i] = weight(scorer.logits(mask), input, bias);
            for (int p = 0; p < sum.length; p++) {
                sum[p] = Math.fma(weights[i], mask[p], sum[p]);
            }
        }
        if (options.finalRelu() == LowRankOptions.FinalRelu.YES) {
            map.rectify();
        }
        if (svd.rank() == 0) {
            map.flag("zero-features");
        } else if (used < options.rank()) {
            map.flag("rank-reduced");
        }
        return describe(map, svd, used, weights, margins);
    }

    private double[] classMap(CamInput input) {
        if (options.sign() != LowRankOptions.Sign.CLASS) {
            return null;
        }
        return input.hasLinearRest()
                ? Cam.classMap(input)
                : ChannelSum.weighted(input.features(), LayerGradient.ofLogit(input).means());
    }

    /// Flips the mode if the class map says so; returns how clearly the sign was decided, 0 for a tie.
    private double orient(double[] mode, double[] classMap, double channelSumMargin) {
        if (classMap == null) {
            return channelSumMargin;
        }
        double along = 0;
        double norm = 0;
        for (int p = 0; p < mode.length; p++) {
            along = Math.fma(mode[p], classMap[p], along);
            norm = Math.fma(classMap[p], classMap[p], norm);
        }
        if (along < 0) {
            for (int p = 0; p < mode.length; p++) {
                mode[p] = -mode[p];
            }
        }
        double margin = norm == 0 ? 0 : Math.abs(along) / Math.sqrt(norm);
        return margin <= 1e-12 ? 0 : margin;
    }

    private double[] mask(double[] mode) {
        return switch (options.mask()) {
            case RECTIFIED_MIN_MAX -> Normalisation.minMax(Normalisation.rectify(mode));
            case LINEAR -> mode;
        };
    }

    /// The logit for no features at all, where a score leaves it out.
    private double bias(CamInput input, MaskScorer scorer) {
        return switch (options.score()) {
            case LOGIT, PROBABILITY -> 0;
            case LOGIT_NO_BIAS, POSITIVE_LOGIT_NO_BIAS ->
                    input.hasLinearRest()
                            ? bias(input)
                            : input.score(
                                    scorer.logits(new double[input.features().positions()]), Target.Score.LOGIT);
        };
    }

    private static double bias(CamInput input) {
        double bias = input.model().head().bias(input.target().classIndex());
        return input.target().isContrast() ? bias - input.model().head().bias(input.target().contrast()) : bias;
    }

    private double weight(double[] logits, CamInput input, double bias) {
        return switch (options.score()) {
            case LOGIT -> input.score(logits, Target.Score.LOGIT);
            case LOGIT_NO_BIAS -> input.score(logits, Target.Score.LOGIT) - bias;
            case POSITIVE_LOGIT_NO_BIAS -> Math.max(0, input.score(logits, Target.Score.LOGIT) - bias);
            case PROBABILITY -> input.score(logits, Target.Score.PROBABILITY);
        };
    }

    private CamMap describe(CamMap map, ThinSvd svd, int used, double[] weights, double[] margins) {
        return map.choice("preset", options.preset().id())
                .choice("sign", name(options.sign()))
                .choice("mask", name(options.mask()))
                .choice("score", name(options.score()))
                .choice("finalRelu", name(options.finalRelu()))
                .choice("rank", options.rank())
                .detail("rankUsed", used)
                .detail("numericalRank", svd.rank())
                .detail("singularValues", Arrays.copyOf(svd.sigma(), used))
                .detail("weights", weights)
                .detail("signMargins", margins);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
