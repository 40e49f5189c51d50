package lowrankcam.cli;

import lowrankcam.cam.sequence.SequenceOptions;
import lowrankcam.format.UsageException;
import picocli.CommandLine.Option;

/// Options of LowRank-CAM's modes, one by one and in films.
final class LowRankFlags {

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

    /// Whether each mode's mask is written.
    boolean modes() {
        return modes;
    }
}
