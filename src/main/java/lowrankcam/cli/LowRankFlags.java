package lowrankcam.cli;

import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.lowrank.rank.RankRules;
import lowrankcam.cam.sequence.SequenceOptions;
import lowrankcam.format.UsageException;
import picocli.CommandLine.Option;

/// Options of LowRank-CAM's rank and modes.
final class LowRankFlags {

    @Option(
            names = {"-r", "--rank"},
            paramLabel = "N",
            description = "Modes of LowRank-CAM and SVD-Grad-CAM, or auto (default: " + LowRankOptions.DEFAULT_RANK + ").")
    private String rank;

    @Option(
            names = "--rank-rule",
            paramLabel = "RULE",
            description =
                    "How auto chooses: energy[:0.95], elbow, effective-rank, parallel, "
                            + "class-coverage[:0.9] or logit-error[:0.05]; with +gap behind it never "
                            + "within a cluster of modes (default: class-coverage:0.9+gap).")
    private String rule;

    @Option(
            names = "--modes",
            description = "Also write each mode's mask, and a sheet of all with weights and energies.")
    private boolean modes;

    @Option(
            names = "--sequence",
            description =
                    "The images are frames of one film, in this order and of one size: modes, signs and scale are "
                            + "kept from frame to frame, and OUTPUT/sequence.json says how much the maps flicker. "
                            + "For lowrankcam only.")
    private boolean sequence;

    @Option(
            names = "--smoothing",
            paramLabel = "SHARE",
            description = "With --sequence: share of a new frame in weights, map, scale (default: "
                    + SequenceOptions.DEFAULT_SMOOTHING + "; 1: none).")
    private Double smoothing;

    /// Whether the images are frames of one film.
    boolean isSequence() {
        return sequence;
    }

    /// How frames are kept together.
    SequenceOptions sequenceOptions() {
        return SequenceOptions.of(smoothing == null ? SequenceOptions.DEFAULT_SMOOTHING : smoothing);
    }

    /// @param isAllFrames whether the frames of a file are a sequence
    /// @throws UsageException if an option is there that has no use
    void check(boolean isAllFrames) {
        if (smoothing != null && !sequence && !isAllFrames) {
            throw new UsageException("--smoothing: expected --sequence or --frame all with it");
        }
    }

    /// The rank asked for, as methods read it: a number, `auto`, or a rule.
    ///
    /// @throws UsageException if it is none, or if a number and a rule contradict each other
    String rank() {
        boolean auto = rank == null ? rule != null : rank.equalsIgnoreCase("auto");
        if (auto && rule != null) {
            // With an equals sign it can stand in a file name.
            return RankRules.parse(rule).id().replace(':', '=');
        }
        if (auto) {
            return "auto";
        }
        String number = rank == null ? String.valueOf(LowRankOptions.DEFAULT_RANK) : rank;
        if (!number.matches("[0-9]{1,9}") || Integer.parseInt(number) < 1) {
            throw new UsageException(
                    "--rank: expected a whole number from 1, or auto; found '" + rank + "'");
        }
        if (rule != null) {
            throw new UsageException(
                    "--rank-rule " + rule + ": expected --rank auto, found --rank " + rank);
        }
        return number;
    }

    /// Whether each mode's mask is written.
    boolean modes() {
        return modes;
    }
}
