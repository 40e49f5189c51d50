package lowrankcam.stability;

import lowrankcam.format.UsageException;

/// How large the changes are.
///
/// @param noise   deviation of the noise, in grey levels of 255
/// @param draws   pictures with noise
/// @param quality of the JPEG compression, 1 to 100
/// @param seed    of noise and weights
public record StabilityOptions(double noise, int draws, int quality, long seed) {

    /// Noise of 5 levels, three times; quality 75.
    public static final StabilityOptions USUAL = new StabilityOptions(5, 3, 75, 1);

    /// Modes by which the rank is changed.
    static final int RANK_STEP = 2;

    public StabilityOptions {
        if (!(noise > 0 && noise <= 255)) {
            throw new UsageException("--stability-noise: expected a number above 0, up to 255, found " + noise);
        }
        if (quality < 1 || quality > 100) {
            throw new UsageException("--stability-quality: expected 1 to 100, found " + quality);
        }
    }
}
