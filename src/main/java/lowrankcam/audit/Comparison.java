package lowrankcam.audit;

/// Numbers of ours beside the same numbers of another engine.
///
/// @param file       golden, relative to the folder of goldens
/// @param item       what in it
/// @param values     how many numbers
/// @param difference largest absolute difference; infinite where one of ours is not a number or the sizes differ
/// @param magnitude  largest magnitude in the golden
/// @param allowed    largest difference allowed
/// @param scale      what `allowed` is a share of
public record Comparison(
        String file, String item, int values, double difference, double magnitude, double allowed, Scale scale) {

    /// How a limit is meant.
    public enum Scale {
        /// As it stands.
        ABSOLUTE,
        /// Of the golden's largest magnitude. A golden of zeros allows none.
        RELATIVE
    }

    /// The difference on the limit's scale.
    public double off() {
        return scale == Scale.ABSOLUTE || difference == 0 ? difference : difference / magnitude;
    }

    public boolean agrees() {
        return off() <= allowed;
    }

    /// The difference in units in the last place of a float of the golden's largest magnitude.
    public double ulps() {
        return difference == 0 ? 0 : difference / Math.ulp((float) magnitude);
    }

    /// How much of what is allowed is used up; above 1 if it does not agree.
    public double used() {
        return off() == 0 ? 0 : off() / allowed;
    }
}
