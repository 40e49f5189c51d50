package lowrankcam.metric;

/// Scores along the way from one image to another. The arrays are not to be modified.
///
/// @param fractions share of pixels moved, ascending from 0 to 1
/// @param scores    score of the class at each
public record Curve(double[] fractions, double[] scores) {

    public Curve {
        if (fractions.length != scores.length || fractions.length < 2) {
            throw new IllegalArgumentException(
                    "curve of " + fractions.length + " fractions and " + scores.length + " scores");
        }
    }

    /// Area under the curve by trapezoids over the true fractions.
    public double area() {
        double sum = 0;
        for (int i = 1; i < scores.length; i++) {
            sum = Math.fma(fractions[i] - fractions[i - 1], (scores[i] + scores[i - 1]) / 2, sum);
        }
        return sum;
    }

    /// The same as if all steps were equally wide, as RISE's code has it: `(Σ s - s_0/2 - s_n/2) / n`.
    ///
    /// Equal to [#area] where the step divides the number of pixels.
    public double equalSpacedArea() {
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        int last = scores.length - 1;
        return (sum - scores[0] / 2 - scores[last] / 2) / last;
    }

    /// `(area - blank) / (full - blank)`: 0 where the score stays that of the blank image, 1 where it stays that
    /// of the whole image. NaN if the two scores are equal.
    ///
    /// On two classes a blank image scores about one half, so plain areas are squeezed into part of 0 … 1.
    public double normalisedArea(double blank, double full) {
        return Math.abs(full - blank) < Adcc.SMALLEST_SCORE ? Double.NaN : (area() - blank) / (full - blank);
    }
}
