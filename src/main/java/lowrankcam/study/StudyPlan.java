package lowrankcam.study;

import java.util.List;
import lowrankcam.evaluation.EvaluatedMethod;
import lowrankcam.format.UsageException;
import lowrankcam.metric.ClassRule;

/// What a reading study shows.
///
/// @param methods   two or more; each shows a map of every image
/// @param classRule which class the maps explain
/// @param layer     that they look at
/// @param seed      of ids and orders
public record StudyPlan(List<EvaluatedMethod> methods, ClassRule classRule, String layer, long seed) {

    /// As many as there are letters for.
    static final int MOST = 26;

    public StudyPlan {
        methods = List.copyOf(methods);
        if (methods.size() < 2 || methods.size() > MOST) {
            throw new UsageException("--methods: expected 2 to " + MOST + " methods, found " + methods.size());
        }
    }

    /// Every choice, always in the same words.
    String text() {
        return methods.stream().map(method -> method.name() + method.choice().variant().id() + method.choice().settings().values()).toList()
                + " " + classRule.id() + " " + layer + " " + seed;
    }

    List<String> names() {
        return methods.stream().map(EvaluatedMethod::name).toList();
    }
}
