package lowrankcam.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import lowrankcam.audit.Comparison.Scale;

/// What a stage found, in its order.
public final class Findings {

    private final List<Comparison> comparisons = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    /// A golden that says nothing about this program.
    ///
    /// @param file golden
    /// @param item what in it
    /// @param why  one clause
    public record LeftOut(String file, String item, String why) {}

    public List<Comparison> comparisons() {
        return Collections.unmodifiableList(comparisons);
    }

    public List<LeftOut> leftOut() {
        return Collections.unmodifiableList(leftOut);
    }

    /// Those that do not agree.
    public List<Comparison> wrong() {
        return comparisons.stream().filter(c -> !c.agrees()).toList();
    }

    void leftOut(String file, String item, String why) {
        leftOut.add(new LeftOut(file, item, why));
    }

    void absolute(String file, String item, double[] golden, double[] found, double allowed) {
        add(file, item, golden, found, allowed, Scale.ABSOLUTE);
    }

    void absolute(String file, String item, double golden, double found, double allowed) {
        absolute(file, item, new double[] {golden}, new double[] {found}, allowed);
    }

    void relative(String file, String item, double[] golden, double[] found, double allowed) {
        add(file, item, golden, found, allowed, Scale.RELATIVE);
    }

    private void add(String file, String item, double[] golden, double[] found, double allowed, Scale scale) {
        double magnitude = 0;
        double difference = golden.length == found.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < golden.length; i++) {
            magnitude = Math.max(magnitude, Math.abs(golden[i]));
            double off = i < found.length ? Math.abs(golden[i] - found[i]) : 0;
            difference = Math.max(difference, Double.isNaN(off) ? Double.POSITIVE_INFINITY : off);
        }
        comparisons.add(new Comparison(file, item, golden.length, difference, magnitude, allowed, scale));
    }
}
