package lowrankcam.stability;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.LoadedModel;
import lowrankcam.model.ClassifierHead;
import lowrankcam.nn.CompiledNetwork;
import lowrankcam.nn.FoldedWeights;
import lowrankcam.nn.Network;
import lowrankcam.random.SplitMix;

/// A model whose weights are drawn anew from the head down: model-parameter randomisation, cascading (J. Adebayo, J. Gilmer, M. Muelly,
/// I. Goodfellow, M. Hardt, B. Kim, "Sanity Checks for Saliency Maps", NeurIPS 2018).
///
/// Every convolution with its batch norm folded in, and every dense layer, gets weights from a normal distribution of their own mean and deviation,
/// and biases likewise. The network is drawn once, a second set of weights; each step takes more of its stages, and shares the others.
final class RandomisedModel {

    /// Name of the last step, which takes all stages before the first block.
    static final String STEM = "stem";

    /// Name of the first step.
    static final String HEAD = "head";

    private static final String BLOCK = "Mixed";

    private final InceptionModel model;
    private final LoadedModel loaded;
    private final CompiledNetwork drawn;
    private final ClassifierHead head;

    /// @param name  what was randomised last
    /// @param first index of the first stage with new weights
    record Step(String name, int first) {}

    RandomisedModel(LoadedModel loaded, long seed) {
        this.loaded = loaded;
        this.model = loaded.model();
        CompiledNetwork body = model.body();
        List<Network.Unit> units = body.network().units();
        this.drawn = CompiledNetwork.<RuntimeException>compile(body.network(), body.kernels(), loaded.workers(), (unit, buffer) -> {
            int index = units.indexOf(unit);
            FoldedWeights own = body.unpacked(unit, buffer);
            draw(own.weights(), own.count(), SplitMix.of(seed, index, 0));
            float[] bias = own.bias().clone();
            draw(bias, bias.length, SplitMix.of(seed, index, 1));
            return FoldedWeights.folded(own.weights(), own.count(), bias);
        });
        this.head = head(model.head(), seed);
    }

    private ClassifierHead head(ClassifierHead own, long seed) {
        List<ClassifierHead.Layer> layers = new ArrayList<>();
        for (ClassifierHead.Layer layer : own.layers()) {
            float[] weights = layer.weights().clone();
            float[] bias = layer.bias().clone();
            draw(weights, weights.length, SplitMix.of(seed, -1 - layers.size(), 0));
            draw(bias, bias.length, SplitMix.of(seed, -1 - layers.size(), 1));
            layers.add(new ClassifierHead.Layer(weights, bias));
        }
        return new ClassifierHead(layers, own.labels(), own.activation(), loaded.kernels().dense(), "");
    }

    /// Replaces values by normal ones of the same mean and deviation.
    static void draw(float[] values, int count, SplitMix random) {
        double mean = 0;
        for (int i = 0; i < count; i++) {
            mean += values[i];
        }
        mean /= count;
        double square = 0;
        for (int i = 0; i < count; i++) {
            square += (values[i] - mean) * (values[i] - mean);
        }
        double deviation = Math.sqrt(square / count);
        for (int i = 0; i < count; i++) {
            values[i] = (float) (mean + deviation * random.normal());
        }
    }

    /// Head, then block after block from the last, then all that comes before the first block.
    List<Step> steps() {
        List<String> stages = model.layers();
        List<Step> steps = new ArrayList<>(List.of(new Step(HEAD, stages.size())));
        for (int i = stages.size() - 1; i >= 0 && stages.get(i).startsWith(BLOCK); i--) {
            steps.add(new Step(stages.get(i), i));
        }
        steps.add(new Step(STEM, 0));
        return steps;
    }

    /// The model after a step.
    InceptionModel after(Step step) {
        return model.with(model.body().with(step.first(), drawn), head);
    }
}
