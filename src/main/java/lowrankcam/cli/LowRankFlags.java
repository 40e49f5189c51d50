package lowrankcam.cli;

import lowrankcam.cam.FixedRank;
import lowrankcam.cam.LowRankOptions;
import lowrankcam.cam.RankRule;
import lowrankcam.cam.RankRules;
import picocli.CommandLine.Option;

/// Options of LowRank-CAM's rank and modes.
final class LowRankFlags {

    @Option(
            names = {"-r", "--rank"},
            paramLabel = "N",
            description = "Modes of LowRank-CAM, or auto (default: 10). auto is class-coverage:0.9+gap.")
    private String rank;

    @Option(
            names = "--rank-rule",
            paramLabel = "RULE",
            description = {
                "How auto chooses: energy[:0.95], gavish-donoho[:uncentred], elbow, max-gap, effective-rank, parallel,",
                "class-coverage[:0.9], logit-error[:0.05]; with +gap behind it, not within a cluster of modes."
            })
    private String rule;

    @Option(names = "--modes", description = "Also write each mode's mask, and a sheet of all with weights and energies.")
    private boolean modes;

    /// The rank asked for.
    ///
    /// @throws IllegalArgumentException if it is none, or if a number and a rule contradict each other
    RankRule rank() {
        if (rank == null) {
            return rule == null ? new FixedRank(LowRankOptions.DEFAULT_RANK) : RankRules.parse(rule);
        }
        if (rank.equalsIgnoreCase("auto")) {
            return rule == null ? RankRules.AUTO : RankRules.parse(rule);
        }
        if (!rank.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("--rank: expected a whole number or auto, found '" + rank + "'");
        }
        if (rule != null) {
            throw new IllegalArgumentException("--rank-rule " + rule + ": expected --rank auto, found --rank " + rank);
        }
        return new FixedRank(Integer.parseInt(rank));
    }

    ExplainRequest.Modes modes() {
        return modes ? ExplainRequest.Modes.EACH : ExplainRequest.Modes.SUMMED;
    }
}
