package lowrankcam.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import lowrankcam.cam.CamMap;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.model.TrainingFeatures;

/// What a record says of a map before it is scored.
final class MapFacts {

    private MapFacts() {}

    /// @param label of the class that is explained
    static Map<String, String> of(CamMap map, SaliencyMap shown, String label) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("classLabel", label);
        facts.put("degenerate", shown.reason());
        facts.put("flags", String.join(" ", map.flags()));
        facts.put(
                "variant",
                map.choices().entrySet().stream().map(choice -> choice.getKey() + "=" + choice.getValue())
                        .collect(Collectors.joining("; ")));
        return facts;
    }

    /// Adds what makes the scores doubtful, if the head says where its training images lie.
    static void putScoreFlags(ClassifierHead head, ForwardTrace trace, Map<String, String> facts) {
        TrainingFeatures.Distance distance = head.distance(trace.pooled());
        if (distance != null) {
            facts.put("scoreFlags", String.join(" ", distance.flags()));
        }
    }

    static void putPasses(Passes passes, Map<String, Double> values) {
        values.put("networkPasses", (double) passes.network());
        values.put("headPasses", (double) passes.head());
        values.put("backwardPasses", (double) passes.backward());
    }
}
