package lowrankcam.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.image.Caution;
import lowrankcam.model.Prediction;

/// What pictures of a map say of it.
final class MapCaption {

    private MapCaption() {}

    /// Method, class with its score, layer, and what it is not for.
    static List<String> of(ExplainedMap map, Prediction prediction) {
        MapTask task = map.task();
        List<String> lines = new ArrayList<>();
        lines.add(method(task) + ", " + task.layer());
        lines.add(score(task, prediction));
        if (map.isFlat()) {
            lines.add("flat: " + map.flatReason());
        }
        lines.add(Caution.SHORT);
        return lines;
    }

    /// `gscorecam (zero-fill), k=205`: name, variant, each parameter that is not at its default.
    static String method(MapTask task) {
        MethodChoice choice = task.method().choice();
        StringBuilder text = new StringBuilder(choice.info().id() + " (" + choice.variant().id() + ")");
        for (MethodInfo.Parameter parameter : choice.info().parameters()) {
            String value = choice.settings().values().get(parameter.name());
            if (!value.equals(parameter.byDefault())) {
                text.append(", ").append(parameter.name()).append('=').append(value);
            }
        }
        return text.toString();
    }

    /// `normal 0.9995`: the class and its probability, and what it is held against.
    static String score(MapTask task, Prediction prediction) {
        return score(task.label(), prediction.probabilities()[task.target().classIndex()])
                + (task.target().isContrast() ? " against " + task.contrastLabel() : "");
    }

    static String score(String label, double probability) {
        return label + String.format(Locale.ROOT, " %.4f", probability);
    }
}
