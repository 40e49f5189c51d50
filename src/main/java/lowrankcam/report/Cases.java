package lowrankcam.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import lowrankcam.evaluation.Measure;
import lowrankcam.evaluation.ResultRecord;
import lowrankcam.evaluation.RunData;
import lowrankcam.evaluation.RunImage;

/// The images on which one method of a run does worst and best.
final class Cases {

    /// From either end.
    private static final int SHOWN = 3;

    private record Case(RunImage image, ResultRecord record, double value) {}

    private final List<Case> cases = new ArrayList<>();

    /// @param value  of a record
    /// @param better its better side
    Cases(RunData data, String method, ToDoubleFunction<ResultRecord> value, Measure.Better better) {
        for (RunImage image : data.images()) {
            ResultRecord record = data.record(image.path(), method);
            if (record != null && record.failure().isEmpty() && !Double.isNaN(value.applyAsDouble(record))) {
                cases.add(new Case(image, record, value.applyAsDouble(record)));
            }
        }
        Comparator<Case> order = Comparator.comparingDouble(Case::value);
        cases.sort(better == Measure.Better.HIGH ? order : order.reversed());
    }

    /// True if there is a worst and another best.
    boolean any() {
        return cases.size() > 1;
    }

    static List<String> head(String measure) {
        return List.of("image", "class in the data set", "class explained", "its score", measure, "case");
    }

    /// From the worst to the best; of many images only those at either end.
    ///
    /// @param unit     what a value is multiplied by
    /// @param decimals of the product
    List<List<String>> rows(double unit, int decimals) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            boolean worst = i < SHOWN && i < cases.size() - i;
            boolean best = i >= cases.size() - SHOWN;
            if (worst || best) {
                Case one = cases.get(i);
                rows.add(List.of(
                        one.image().path(), one.image().label(), explained(one.record()), score(one.record()),
                        TableText.number(unit * one.value(), decimals),
                        worst ? "worst, " + (i + 1) : "best, " + (cases.size() - i)));
            }
        }
        return rows;
    }

    /// The class that the maps of an image explain.
    static String explained(ResultRecord record) {
        return record.facts().getOrDefault("classLabel", "");
    }

    /// What the network gives the class that is explained.
    static String score(ResultRecord record) {
        return TableText.number(record.value("imageScore"), 4);
    }
}
