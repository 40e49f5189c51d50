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
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.FeatureScorer;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.PassCounter;
import lowrankcam.model.Prediction;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;

/// A model that runs no pass twice: for tests of many variants and classes that score the same masks. Passes are
/// told apart by the SHA-256 of their input's bits.
///
/// @param model what runs
/// @param known predictions by hash
record RememberingModel(ExplainableModel model, Map<String, Prediction> known) implements ExplainableModel {

    RememberingModel(ExplainableModel model) {
        this(model, new HashMap<>());
    }

    @Override
    public void predictAll(int count, IntFunction<Tensor> images, Scores scores) {
        remembered("image", count, images, scores, (wanted, receiver) ->
                model.predictAll(wanted.size(), i -> images.apply(wanted.get(i)), receiver));
    }

    @Override
    public void scoreAll(ForwardTrace trace, int count, IntFunction<Tensor> features, Scores scores) {
        remembered(trace.layer(), count, features, scores, (wanted, receiver) ->
                model.scoreAll(trace, wanted.size(), i -> features.apply(wanted.get(i)), receiver));
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

    @Override
    public List<String> layers() {
        return model.layers();
    }

    @Override
    public ClassifierHead head() {
        return model.head();
    }

    @Override
    public PassCounter passes() {
        return model.passes();
    }

    @Override
    public ForwardTrace forward(Tensor image, String layer) {
        return model.forward(image, layer);
    }

    @Override
    public Tensor gradient(ForwardTrace trace, Target target) {
        return model.gradient(trace, target);
    }

    @Override
    public MaskScorer maskScorer(ForwardTrace trace) {
        return model.maskScorer(trace);
    }

    @Override
    public FeatureScorer featureScorer(ForwardTrace trace) {
        return model.featureScorer(trace);
    }
}
