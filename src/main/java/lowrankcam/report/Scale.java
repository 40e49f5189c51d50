package lowrankcam.report;

import java.util.Locale;

/// An axis: from values to pixels, with round numbers for its marks.
///
/// @param low   value at the start
/// @param high  value at the end
/// @param step  from mark to mark
/// @param start pixel of the start
/// @param end   pixel of the end
record Scale(double low, double high, double step, double start, double end) {

    /// A scale whose ends are marks around the values; undefined values do not count.
    static Scale around(double[] values, double start, double end) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low > high) {
            low = 0;
            high = 1;
        }
        if (high - low < 1e-9 * Math.max(1, Math.abs(high))) {
            low -= 0.5;
            high += 0.5;
        }
        double step = step(high - low);
        return new Scale(Math.floor(low / step) * step, Math.ceil(high / step) * step, step, start, end);
    }

    /// 1, 2 or 5 times a power of ten, so that about five steps fit.
    private static double step(double range) {
        double rough = range / 5;
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
        double lead = rough / power;
        return (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10) * power;
    }

    double at(double value) {
        return start + (value - low) / (high - low) * (end - start);
    }

    double[] marks() {
        int first = (int) Math.ceil(low / step - 1e-9);
        int last = (int) Math.floor(high / step + 1e-9);
        double[] marks = new double[last - first + 1];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = (first + i) * step;
        }
        return marks;
    }

    /// A mark's number with as many decimals as its step needs.
    String label(double mark) {
        int decimals = Math.max(0, (int) -Math.floor(StrictMath.log10(step) + 1e-9));
        return String.format(Locale.ROOT, "%." + decimals + "f", mark == 0 ? 0.0 : mark);
    }
}
