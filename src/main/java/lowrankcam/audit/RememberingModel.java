package lowrankcam.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import lowrankcam.format.Sha256;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.ForwardingModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Prediction;
import lowrankcam.tensor.Tensor;

/// A model that runs no pass twice: for many variants and classes that score the same masks. Passes are
/// told apart by the SHA-256 of their input's bits.
final class RememberingModel extends ForwardingModel {

    /// Predictions by hash.
    private final Map<String, Prediction> known = new HashMap<>();

    /// @param model what runs
    RememberingModel(ExplainableModel model) {
        super(model);
    }

    @Override
    public void predictAll(int count, IntFunction<Tensor> images, Scores scores) {
        remembered("image", count, images, scores, (wanted, receiver) ->
                model().predictAll(wanted.size(), i -> images.apply(wanted.get(i)), receiver));
    }

    @Override
    public void scoreAll(ForwardTrace trace, int count, IntFunction<Tensor> features, Scores scores) {
        remembered(trace.layer(), count, features, scores, (wanted, receiver) ->
                model().scoreAll(trace, wanted.size(), i -> features.apply(wanted.get(i)), receiver));
    }

    private void remembered(
            String kind, int count, IntFunction<Tensor> inputs, Scores scores, BiConsumer<List<Integer>, Scores> run) {
        String[] keys = new String[count];
        Set<String> asked = new HashSet<>();
        List<Integer> wanted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys[i] = kind + hash(inputs.apply(i).values());
            if (!known.containsKey(keys[i]) && asked.add(keys[i])) {
                wanted.add(i);
            }
        }
        run.accept(wanted, (i, prediction) -> known.put(keys[wanted.get(i)], prediction));
        for (int i = 0; i < count; i++) {
            scores.accept(i, known.get(keys[i]));
        }
    }

    private static String hash(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        bytes.asFloatBuffer().put(values);
        return Sha256.of(bytes.array());
    }
}
