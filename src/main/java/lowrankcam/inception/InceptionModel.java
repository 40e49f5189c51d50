package lowrankcam.inception;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Workers;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.MaskScorers;
import lowrankcam.model.PassCounter;
import lowrankcam.model.Prediction;
import lowrankcam.nn.CompiledNetwork;
import lowrankcam.nn.Session;
import lowrankcam.tensor.Tensor;

/// An Inception-v3 body with a classifier head, ready to predict and to be explained.
public final class InceptionModel implements ExplainableModel {

    private final CompiledNetwork body;
    private final ClassifierHead head;
    private final int height;
    private final int width;
    private final Workers workers;
    private final Session session;
    private final Workers alone = new Workers(1);
    private final ConcurrentLinkedQueue<Session> idle = new ConcurrentLinkedQueue<>();
    private final PassCounter passes = new PassCounter();

    /// @param body    packed network
    /// @param head    classifier on its last layer
    /// @param height  rows of the images
    /// @param width   columns of the images
    /// @param workers threads of a single pass, and of many passes side by side
    public InceptionModel(CompiledNetwork body, ClassifierHead head, int height, int width, Workers workers) {
        this.body = body;
        this.head = head;
        this.height = height;
        this.width = width;
        this.workers = workers;
        this.session = new Session(body, height, width, workers);
    }

    @Override
    public List<String> layers() {
        return body.network().stageNames();
    }

    @Override
    public ClassifierHead head() {
        return head;
    }

    @Override
    public PassCounter passes() {
        return passes;
    }

    public KernelSet kernels() {
        return body.kernels();
    }

    /// Outputs of several layers in one pass, and the last layer's.
    public Map<String, Tensor> taps(Tensor image, Set<String> layers) {
        passes.countNetwork();
        List<String> wanted = new ArrayList<>(layers);
        wanted.add(lastLayer());
        return session.run(image, wanted);
    }

    /// Mean over the positions of the last layer, the head's input.
    public float[] pool(Tensor features) {
        return body.kernels().pooling().globalAverage(features.values(), features.channels());
    }

    /// Scores of pooled features; one head pass.
    public Prediction classify(float[] pooled) {
        passes.countHead();
        double[] logits = head.scores(pooled);
        return new Prediction(logits, head.activation().probabilities(logits));
    }

    @Override
    public ForwardTrace forward(Tensor image, String layer) {
        Map<String, Tensor> taps = taps(image, Set.of(layer));
        float[] pooled = pool(taps.get(lastLayer()));
        return new ForwardTrace(image, layer, taps.get(layer), pooled, classify(pooled));
    }

    @Override
    public MaskScorer maskScorer(ForwardTrace trace) {
        if (trace.layer().equals(lastLayer())) {
            return head.isLinear()
                    ? MaskScorers.linear(trace.features(), head, passes)
                    : MaskScorers.pooled(trace.features(), head, passes);
        }
        return mask -> {
            passes.countHead();
            Tensor last = session.resume(trace.layer(), masked(trace.features(), mask), lastLayer());
            return head.scores(pool(last));
        };
    }

    private static Tensor masked(Tensor features, double[] mask) {
        int channels = features.channels();
        float[] values = new float[features.values().length];
        for (int p = 0; p < mask.length; p++) {
            for (int k = 0; k < channels; k++) {
                values[p * channels + k] = (float) (mask[p] * features.values()[p * channels + k]);
            }
        }
        return new Tensor(features.height(), features.width(), channels, values);
    }

    @Override
    public void predictAll(int count, IntFunction<Tensor> images, Scores scores) {
        workers.run(count, index -> {
            Session mine = idle.poll();
            if (mine == null) {
                mine = new Session(body, height, width, alone);
            }
            passes.countNetwork();
            Tensor last = mine.run(images.apply(index), Set.of(lastLayer())).get(lastLayer());
            idle.add(mine);
            Prediction prediction = classify(pool(last));
            synchronized (scores) {
                scores.accept(index, prediction);
            }
        });
    }
}
