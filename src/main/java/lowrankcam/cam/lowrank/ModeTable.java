package lowrankcam.cam.lowrank;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMode;
import lowrankcam.cam.HeadPasses;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.cam.lowrank.LowRankOptions.Preset;
import lowrankcam.cam.lowrank.rank.RankChoice;
import lowrankcam.cam.lowrank.rank.RankRule;
import lowrankcam.cam.lowrank.rank.RankRules;
import lowrankcam.linalg.ThinSvd;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.Target;

/// LowRank-CAM of one image taken apart: with it the map of any preset, rank and class is a sum of at most 45 masks.
///
/// One decomposition serves all, and each mask passes through the head once: presets and classes share most of them.
///
/// @param svd     of the features
/// @param count   modes in this table, min(R, 45)
/// @param margins how clearly the channel sum decides the sign of each mode
/// @param shares  of the energy, for each mode
/// @param targets classes
public record ModeTable(ThinSvd svd, int count, double[] margins, double[] shares, List<OfTarget> targets) {

    /// What the modes say of one class.
    ///
    /// @param target  the class
    /// @param weights of each mode for each preset that is defined here, NaN where the mask was flat and dropped
    /// @param turned  whether the class wants the other sign than the channel sum; null if that cannot be said here
    /// @param margins how clearly the class decides the sign; null likewise
    /// @param ranks   what each rule chooses, by its name
    /// @param missing why presets or rules are left out, or empty
    public record OfTarget(
            Target target, Map<Preset, double[]> weights, boolean[] turned, double[] margins,
            Map<String, RankChoice> ranks, String missing) {}

    /// The rules that a reader may want to compare, the one of `--rank auto` first.
    private static final List<RankRule> RULES =
            List.of(
                    RankRules.AUTO, RankRules.parse("class-coverage"), RankRules.parse("logit-error"),
                    RankRules.parse("energy"), RankRules.parse("elbow"), RankRules.parse("effective-rank"),
                    RankRules.parse("parallel"));

    /// All singular values, the largest first.
    public double[] sigma() {
        return svd.sigma();
    }

    /// Mode i with the sign of the channel sum, P values of unit length.
    public double[] mode(int i) {
        return svd.left(i);
    }

    /// @param inputs the same image and layer for each class, at least one
    public static ModeTable of(List<CamInput> inputs) {
        CamInput first = inputs.getFirst();
        ThinSvd svd = LowRankModes.decomposition(first);
        MaskScorer scorer = remembering(HeadPasses.maskScorer(first));
        List<CamMode> modes = modes(Preset.DEFAULT, first, svd, scorer).weighAll();
        Map<String, RankChoice> spectral = new HashMap<>();
        List<OfTarget> targets = new ArrayList<>();
        for (CamInput input : inputs) {
            targets.add(of(input, svd, scorer, spectral));
        }
        return new ModeTable(
                svd, modes.size(), modes.stream().mapToDouble(CamMode::signMargin).toArray(),
                modes.stream().mapToDouble(CamMode::energyShare).toArray(), targets);
    }

    private static OfTarget of(CamInput input, ThinSvd svd, MaskScorer scorer, Map<String, RankChoice> spectral) {
        Map<Preset, double[]> weights = new EnumMap<>(Preset.class);
        boolean[] turned = null;
        double[] margins = null;
        double[] classMap = null;
        String missing = "";
        try {
            classMap = ClassMaps.of(input, "LowRank-CAM signed by the class");
        } catch (UnsupportedTargetException e) {
            missing = e.getMessage();
        }
        for (Preset preset : Preset.values()) {
            if (preset == Preset.CLASS_SIGNED && classMap == null) {
                continue;
            }
            LowRankModes modes = modes(preset, input, svd, scorer);
            List<CamMode> weighed = modes.weighAll();
            weights.put(preset, weighed.stream().mapToDouble(CamMode::weight).toArray());
            if (preset == Preset.CLASS_SIGNED) {
                margins = weighed.stream().mapToDouble(CamMode::signMargin).toArray();
                turned = new boolean[weighed.size()];
                for (int i = 0; i < turned.length; i++) {
                    turned[i] = modes.isTurned(i);
                }
            }
        }
        return new OfTarget(input.target(), weights, turned, margins, ranks(svd, classMap, spectral), missing);
    }

    private static LowRankModes modes(Preset preset, CamInput input, ThinSvd svd, MaskScorer scorer) {
        return new LowRankModes(LowRankOptions.of(preset, RankRule.MOST), input, svd, scorer);
    }

    /// @param spectral what rules choose that do not ask for the class, kept from class to class
    private static Map<String, RankChoice> ranks(ThinSvd svd, double[] classMap, Map<String, RankChoice> spectral) {
        Map<String, RankChoice> ranks = new LinkedHashMap<>();
        for (RankRule rule : RULES) {
            if (!rule.needsClassMap()) {
                ranks.put(rule.id(), spectral.computeIfAbsent(rule.id(), _ -> rule.choose(svd, null)));
            } else if (classMap != null) {
                ranks.put(rule.id(), rule.choose(svd, classMap));
            }
        }
        return ranks;
    }

    /// Asks for each mask once. The logits of a mask do not depend on what was asked before.
    private static MaskScorer remembering(MaskScorer scorer) {
        Map<DoubleBuffer, double[]> known = new HashMap<>();
        return mask -> known.computeIfAbsent(DoubleBuffer.wrap(mask.clone()), _ -> scorer.logits(mask));
    }
}
