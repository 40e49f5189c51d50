package lowrankcam.linalg;

/// Spectrum of pure noise: the law that squared singular values of a large matrix of independent entries follow.
///
/// For an m×n matrix of entries with mean 0 and variance 1/n, `β = m/n ≤ 1`, eigenvalues t of `X Xᵀ` have the
/// density `sqrt((b - t)(t - a)) / (2πβt)` between `a = (1 - √β)²` and `b = (1 + √β)²`. Source: V. A. Marchenko,
/// L. A. Pastur, Math. USSR-Sbornik 1 (1967).
public final class MarchenkoPastur {

    private static final int HALVINGS = 60;

    private MarchenkoPastur() {}

    /// Median of the eigenvalues, μ_β.
    ///
    /// With `t = 1 + β - 2√β cos θ` the distribution function is elementary in θ; its median is found by halving.
    ///
    /// @param beta m/n, above 0, at most 1
    public static double median(double beta) {
        if (!(beta > 0 && beta <= 1)) {
            throw new IllegalArgumentException("ratio of sides: expected above 0 and at most 1, found " + beta);
        }
        double low = 0;
        double high = Math.PI;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (distribution(beta, middle) < 0.5) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 1 + beta - 2 * Math.sqrt(beta) * StrictMath.cos((low + high) / 2);
    }

    /// Share of the eigenvalues below the place of θ, 0 < θ < π: `(2/π) ∫ sin²s / (A - B cos s) ds` from 0 to θ,
    /// with `A = 1 + β`, `B = 2√β`, so that `A² - B² = (1 - β)²`.
    private static double distribution(double beta, double theta) {
        double root = Math.sqrt(beta);
        double b = 2 * root;
        double angle = StrictMath.atan((1 + root) / (1 - root) * StrictMath.tan(theta / 2));
        double integral =
                StrictMath.sin(theta) / b + (1 + beta) * theta / (b * b) - 2 * (1 - beta) * angle / (b * b);
        return 2 / Math.PI * integral;
    }
}
