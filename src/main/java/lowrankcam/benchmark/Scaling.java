package lowrankcam.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;
import lowrankcam.model.PassCounter.Work;

/// How the work of a step grows with one size while the others stay.
///
/// @param step     what was counted
/// @param size     the letter of what grows: K, P or r
/// @param fixed    the others, in words
/// @param said     exponent that the paper's terms give, NaN where they do not name it
/// @param points   ascending by size
public record Scaling(String step, String size, String fixed, double said, List<Point> points) {

    /// @param size   value of what grows
    /// @param work   counted
    /// @param timing of it, or null if it was not run
    public record Point(int size, Work work, Timing timing) {}

    public double exponentOfMultiplyAdds() {
        return exponent(point -> point.work().multiplyAdds());
    }

    public double exponentOfBytes() {
        return exponent(point -> point.work().bytes());
    }

    /// Of the medians; NaN if nothing was timed.
    public double exponentOfTime() {
        return isTimed() ? exponent(point -> point.timing().median()) : Double.NaN;
    }

    /// Of the shortest times, to which disturbances add least: its distance from [#exponentOfTime] shows the noise.
    public double exponentOfShortestTime() {
        return isTimed() ? exponent(point -> point.timing().min()) : Double.NaN;
    }

    public boolean isTimed() {
        return points.stream().allMatch(point -> point.timing() != null);
    }

    /// Slope of the line through the logarithms, by least squares.
    private double exponent(ToDoubleFunction<Point> value) {
        double meanX = 0;
        double meanY = 0;
        for (Point point : points) {
            meanX += StrictMath.log(point.size()) / points.size();
            meanY += StrictMath.log(value.applyAsDouble(point)) / points.size();
        }
        double covariance = 0;
        double variance = 0;
        for (Point point : points) {
            double x = StrictMath.log(point.size()) - meanX;
            covariance += x * (StrictMath.log(value.applyAsDouble(point)) - meanY);
            variance += x * x;
        }
        return covariance / variance;
    }
}
