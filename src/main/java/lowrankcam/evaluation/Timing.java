package lowrankcam.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// How long a method took, over the images of a run. Not reproducible, and therefore in no other table.
///
/// @param method  name
/// @param images  images timed
/// @param median  milliseconds for an image: the shared network pass and the method's own work
/// @param low     lower quartile
/// @param high    upper quartile
/// @param beyond  median of the method's own work, without the shared pass
public record Timing(String method, int images, double median, double low, double high, double beyond) {

    /// Times of every method of a run.
    public static List<Timing> of(RunData data) {
        List<Timing> timings = new ArrayList<>();
        for (String method : data.methods()) {
            double[] forward = times(data, method, "forwardMillis");
            double[] own = times(data, method, "methodMillis");
            double[] total = IntStream.range(0, own.length).mapToDouble(i -> forward[i] + own[i]).toArray();
            int count = (int) IntStream.range(0, total.length).filter(i -> !Double.isNaN(total[i])).count();
            Interval quartiles = Interval.percentile(total, 0.5);
            timings.add(
                    new Timing(
                            method, count, Interval.median(total), quartiles.low(), quartiles.high(),
                            Interval.median(own)));
        }
        return timings;
    }

    private static double[] times(RunData data, String method, String name) {
        return data.images().stream().mapToDouble(image -> {
            ResultRecord record = data.record(image.path(), method);
            return record == null ? Double.NaN : record.times().getOrDefault(name, Double.NaN);
        }).toArray();
    }
}
