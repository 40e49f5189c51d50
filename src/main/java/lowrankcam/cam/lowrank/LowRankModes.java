package lowrankcam.cam.lowrank;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMode;
import lowrankcam.cam.HeadPasses;
import lowrankcam.cam.Normalisation;
import lowrankcam.cam.Relu;
import lowrankcam.cam.lowrank.rank.FixedRank;
import lowrankcam.cam.lowrank.rank.RankChoice;
import lowrankcam.cam.lowrank.rank.RankRule;
import lowrankcam.linalg.ThinSvd;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.PassCounter;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// Steps 1 to 4 of LowRank-CAM for one image: decomposition, rank, signs, masks and their weights.
public final class LowRankModes {

    private final LowRankOptions options;
    private final CamInput input;
    private final ThinSvd svd;
    private final double[] energyShares;
    private final RankChoice choice;
    /// What signs are taken from; null for the channel sum, which the decomposition has followed already.
    private final double[] signMap;
    private final MaskScorer scorer;
    private final double bias;

    public LowRankModes(LowRankOptions options, CamInput input) {
        this(options, input, Parts.of(input));
    }

    private LowRankModes(LowRankOptions options, CamInput input, Parts parts) {
        this(options, input, parts.svd, parts.scorer);
    }

    /// What depends on the features alone.
    private record Parts(ThinSvd svd, MaskScorer scorer) {

        static Parts of(CamInput input) {
            ThinSvd svd = products(input);
            MaskScorer[] scorer = new MaskScorer[1];
            input.model().both(svd::rank, () -> {
                svd.rowSums();
                scorer[0] = HeadPasses.maskScorer(input);
            });
            count(input, svd);
            return new Parts(svd, scorer[0]);
        }
    }

    /// As above with what was made before, for several presets and classes of one image.
    ///
    /// @param svd    of the features
    /// @param scorer of masks on them
    LowRankModes(LowRankOptions options, CamInput input, ThinSvd svd, MaskScorer scorer) {
        this.options = options;
        this.input = input;
        this.svd = svd;
        this.energyShares = energyShares(svd.sigma());
        RankRule rule = options.rank();
        double[] classMap = classMap(options, input);
        this.signMap = options.sign() == LowRankOptions.Sign.CLASS ? classMap : null;
        long before = svd.rotations();
        this.choice = rule.choose(svd, rule.needsClassMap() ? classMap : null);
        svd.makeFirst(choice.rank());
        input.model().passes().count(new PassCounter.Work(svd.rotations() - before, 0));
        this.scorer = scorer;
        this.bias = bias();
    }

    /// The decomposition of the features, counted; modes are made later and counted then.
    public static ThinSvd decomposition(CamInput input) {
        ThinSvd svd = products(input);
        count(input, svd);
        return svd;
    }

    private static ThinSvd products(CamInput input) {
        Tensor features = input.features();
        return new ThinSvd(features.values(), features.positions(), features.channels(), input.model().gram()::apply);
    }

    private static void count(CamInput input, ThinSvd svd) {
        Tensor features = input.features();
        long smaller = Math.min(features.positions(), features.channels());
        input.model().passes().count(
                new PassCounter.Work(
                        svd.products() + svd.rotations(), 4L * features.values().length + 16 * smaller * smaller));
    }

    /// The class map, if signs or rank need it; null otherwise.
    private static double[] classMap(LowRankOptions options, CamInput input) {
        if (options.rank().needsClassMap()) {
            return ClassMaps.of(input, "rank rule " + options.rank().id());
        }
        return options.sign() == LowRankOptions.Sign.CLASS
                ? ClassMaps.of(input, "LowRank-CAM with preset " + options.preset().id())
                : null;
    }

    private static double[] energyShares(double[] sigma) {
        double total = 0;
        for (double value : sigma) {
            total = Math.fma(value, value, total);
        }
        double[] shares = new double[sigma.length];
        for (int i = 0; i < sigma.length; i++) {
            shares[i] = sigma[i] * sigma[i] / total;
        }
        return shares;
    }

    public ThinSvd svd() {
        return svd;
    }

    /// Modes to use, r.
    public int count() {
        return choice.rank();
    }

    /// Mode i with the sign that the preset's rule gives it, P values of unit length.
    public double[] oriented(int i) {
        return isTurned(i) ? negated(svd.left(i)) : svd.left(i);
    }

    /// Channels of mode i, `v_i` with the sign that fits [#oriented], K values of unit length.
    public double[] channels(int i) {
        return isTurned(i) ? negated(svd.right(i)) : svd.right(i);
    }

    /// Whether the rule wants the other sign than the decomposition.
    boolean isTurned(int i) {
        return signMap != null && dot(svd.left(i), signMap) < 0;
    }

    /// How clearly the rule decides the sign of mode i: `|u_i · m| / ‖m‖` with the channel sums m, or the same
    /// with the class map; 0 for a tie.
    public double signMargin(int i) {
        if (signMap == null) {
            return svd.signMargin(i);
        }
        double norm = Math.sqrt(dot(signMap, signMap));
        double margin = norm == 0 ? 0 : Math.abs(dot(svd.left(i), signMap)) / norm;
        return margin <= 1e-12 ? 0 : margin;
    }

    /// Mask and weight of mode i with the given sign; one head pass, unless the mask is flat.
    public CamMode weigh(int i, double[] mode) {
        double[] mask =
                switch (options.mask()) {
                    case RECTIFIED_MIN_MAX -> Normalisation.minMax(Normalisation.rectify(mode.clone()));
                    case LINEAR -> mode;
                };
        double sigma = svd.sigma()[i];
        if (mask == null) {
            return new CamMode(i, sigma, energyShares[i], signMargin(i), Double.NaN, new double[0]);
        }
        return new CamMode(i, sigma, energyShares[i], signMargin(i), weight(scorer.logits(mask)), mask);
    }

    /// All modes by the preset's rule.
    public List<CamMode> weighAll() {
        List<CamMode> modes = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            modes.add(weigh(i, oriented(i)));
        }
        return modes;
    }

    /// The logit for no features at all, where a score leaves it out.
    private double bias() {
        return switch (options.score()) {
            case LOGIT, PROBABILITY -> 0;
            case LOGIT_NO_BIAS, POSITIVE_LOGIT_NO_BIAS ->
                    input.hasLinearRest()
                            ? headBias(input)
                            : input.score(
                                    scorer.logits(new double[input.features().positions()]), Target.Score.LOGIT);
        };
    }

    private static double headBias(CamInput input) {
        double bias = input.model().head().bias(input.target().classIndex());
        return input.target().isContrast() ? bias - input.model().head().bias(input.target().contrast()) : bias;
    }

    private double weight(double[] logits) {
        return switch (options.score()) {
            case LOGIT -> input.score(logits, Target.Score.LOGIT);
            case LOGIT_NO_BIAS -> input.score(logits, Target.Score.LOGIT) - bias;
            case POSITIVE_LOGIT_NO_BIAS -> Math.max(0, input.score(logits, Target.Score.LOGIT) - bias);
            case PROBABILITY -> input.score(logits, Target.Score.PROBABILITY);
        };
    }

    /// Step 5: `ReLU(Σ w_i A_i)`, modes in the given order, with everything a reader should know.
    public CamMap map(List<CamMode> modes) {
        return map(modes, options.rank(), choice);
    }

    private CamMap map(List<CamMode> modes, RankRule rule, RankChoice chosen) {
        double[] sum = new double[input.features().positions()];
        for (CamMode mode : modes) {
            for (int p = 0; p < mode.mask().length; p++) {
                sum[p] = Math.fma(mode.weight(), mode.mask()[p], sum[p]);
            }
        }
        CamMap map = new CamMap(input.features(), sum);
        return describe(options.finalRelu() == Relu.AT_THE_END ? map.rectify() : map, modes, rule, chosen);
    }

    /// The map of a smaller fixed rank from the modes of this one.
    CamMap mapAt(int rank, List<CamMode> modes) {
        RankRule rule = new FixedRank(rank);
        RankChoice smaller = rule.choose(svd, null);
        return map(modes.subList(0, smaller.rank()), rule, smaller);
    }

    /// Adds choices, figures and flags.
    public CamMap describe(CamMap map, List<CamMode> modes) {
        return describe(map, modes, options.rank(), choice);
    }

    private CamMap describe(CamMap map, List<CamMode> modes, RankRule rule, RankChoice chosen) {
        for (CamMode mode : modes) {
            if (mode.signMargin() == 0) {
                map.flag("sign-tie");
            }
            if (mode.isDropped()) {
                map.flag("mask-dropped");
            }
        }
        if (svd.rank() == 0) {
            map.flag("zero-features");
        }
        chosen.flags().forEach(map::flag);
        map.choice("preset", options.preset().id())
                .choice("sign", name(options.sign()))
                .choice("mask", name(options.mask()))
                .choice("score", name(options.score()))
                .choice("finalRelu", options.finalRelu() == Relu.AT_THE_END ? "yes" : "no")
                .choice("rank", rule.setting())
                .choice("rankRule", rule.id())
                .detail("rankUsed", modes.size())
                .detail("numericalRank", svd.rank());
        chosen.figures().forEach(map::detail);
        double kept = 0;
        for (CamMode mode : modes) {
            kept += mode.energyShare();
        }
        return map.detail("energyShare", kept)
                .detail("singularValues", svd.sigma())
                .detail("weights", modes.stream().mapToDouble(CamMode::weight).toArray())
                .detail("signMargins", modes.stream().mapToDouble(CamMode::signMargin).toArray())
                .modes(modes);
    }

    public static double[] negated(double[] values) {
        double[] result = new double[values.length];
        for (int p = 0; p < values.length; p++) {
            result[p] = -values[p];
        }
        return result;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            sum = Math.fma(a[p], b[p], sum);
        }
        return sum;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
