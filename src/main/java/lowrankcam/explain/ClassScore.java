package lowrankcam.explain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.model.Prediction;

/// What the network says of one class.
///
/// @param index       of the class
/// @param label       its name
/// @param logit       score before the activation
/// @param probability score after it
public record ClassScore(int index, String label, double logit, double probability) {

    /// Classes that a manifest names.
    public static final int SHOWN = 20;

    /// The most probable classes, the first the predicted one.
    ///
    /// @param labels names of all classes
    /// @param most   how many
    public static List<ClassScore> best(Prediction prediction, List<String> labels, int most) {
        return IntStream.range(0, prediction.logits().length)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -prediction.logits()[c]))
                .limit(most)
                .map(c -> new ClassScore(c, labels.get(c), prediction.logits()[c], prediction.probabilities()[c]))
                .toList();
    }
}
