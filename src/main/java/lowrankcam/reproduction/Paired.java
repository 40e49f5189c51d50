package lowrankcam.reproduction;

import lowrankcam.evaluation.Bootstrap;
import lowrankcam.evaluation.Interval;
import lowrankcam.evaluation.MethodTable;
import lowrankcam.evaluation.ResultRecord;
import lowrankcam.evaluation.RunData;

/// Means over images of paired differences, with bootstrap intervals for one comparison and for a family of them.
///
/// @param bootstrap of one comparison
/// @param family    of the same at the family's level
record Paired(Bootstrap bootstrap, Bootstrap family) {

    /// @param data   resamples and seed come from its settings
    /// @param family number of comparisons in the claim, at least 1
    static Paired of(RunData data, int family) {
        Bootstrap own = MethodTable.bootstrap(data.settings());
        return new Paired(level(own, 0.95), level(own, 1 - 0.05 / Math.max(1, family)));
    }

    private static Bootstrap level(Bootstrap bootstrap, double level) {
        return new Bootstrap(bootstrap.resamples(), bootstrap.seed(), level);
    }

    /// Mean of a − b over the images where both are defined.
    Comparison difference(String what, double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return mean(what, difference);
    }

    /// Mean over the images where it is defined.
    Comparison mean(String what, double[] values) {
        double[] means = bootstrap.means(new double[][] {values})[0];
        double sum = 0;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return new Comparison(
                what, count == 0 ? Double.NaN : sum / count, bootstrap.interval(means), family.interval(means), count);
    }

    /// A value of every image in a method; NaN where there is none.
    static double[] values(RunData data, String method, String name) {
        return data.images().stream().mapToDouble(image -> {
            ResultRecord record = data.record(image.path(), method);
            return record == null ? Double.NaN : record.value(name);
        }).toArray();
    }

    /// Milliseconds of every image in a method: the shared network pass and the method's own work.
    static double[] times(RunData data, String method) {
        return data.images().stream().mapToDouble(image -> {
            ResultRecord record = data.record(image.path(), method);
            return record == null
                    ? Double.NaN
                    : record.times().getOrDefault("forwardMillis", Double.NaN)
                            + record.times().getOrDefault("methodMillis", Double.NaN);
        }).toArray();
    }

    static Interval exp(Interval interval) {
        return new Interval(StrictMath.exp(interval.low()), StrictMath.exp(interval.high()));
    }
}
