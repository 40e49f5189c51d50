package lowrankcam.kernel;

import java.util.Locale;

/// Which sums a forward pass consists of. Each has its own bits, the same on every CPU; results name theirs.
public enum Numerics {
    /// Every convolution as the sum of its products.
    DIRECT,
    /// Minimal filtering ([Winograd]) where it pays: fewer products, a larger rounding error.
    FAST;

    /// The name on the command line and in results.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
