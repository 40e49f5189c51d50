package lowrankcam.cli;

import lowrankcam.format.UsageException;
import lowrankcam.inception.LoadedModel;
import lowrankcam.stability.StabilityOptions;
import lowrankcam.stability.StabilityRun;
import picocli.CommandLine.Option;

/// Whether and how it is tried how far maps can be trusted.
final class StabilityFlags {

    @Option(
            names = "--stability",
            description = {
                "Also make each map again under noise, one-pixel shifts, JPEG, rank +-2, other weights of masks, and with the",
                "network's weights drawn anew from the head down: <map>-randomised.png, and numbers in manifest and page.",
                "21 more network passes. Methods that mask the input are left out."
            })
    private boolean stability;

    @Option(
            names = "--stability-noise",
            paramLabel = "LEVELS",
            description = "With --stability: deviation of the noise, in grey levels of 255 (default: 5).")
    private Double noise;

    @Option(
            names = "--stability-quality",
            paramLabel = "Q",
            description = "With --stability: quality of the JPEG compression, 1 to 100 (default: 75).")
    private Integer quality;

    @Option(names = "--stability-seed", paramLabel = "S", description = "With --stability: of noise and weights (default: 1).")
    private Long seed;

    /// @param isSequence whether the images are frames of a film
    /// @throws UsageException if an option has no use, or is out of its range
    void check(boolean isSequence) {
        if (!stability && (noise != null || quality != null || seed != null)) {
            throw new UsageException(
                    (noise != null ? "--stability-noise" : quality != null ? "--stability-quality" : "--stability-seed")
                            + ": expected --stability with it");
        }
        if (stability && isSequence) {
            throw new UsageException("--stability: expected single images, found a sequence");
        }
        options();
    }

    private StabilityOptions options() {
        StabilityOptions usual = StabilityOptions.USUAL;
        return new StabilityOptions(
                noise == null ? usual.noise() : noise, usual.draws(), quality == null ? usual.quality() : quality,
                seed == null ? usual.seed() : seed);
    }

    /// What tries it, or null if it was not asked for.
    StabilityRun run(LoadedModel model) {
        return stability ? new StabilityRun(model, options()) : null;
    }
}
