package lowrankcam.inception;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import lowrankcam.kernel.Gram;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Workers;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.FeatureScorer;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.LastLayer;
import lowrankcam.model.MaskScorer;
import lowrankcam.model.MaskScorers;
import lowrankcam.model.PassCounter;
import lowrankcam.model.Prediction;
import lowrankcam.model.Target;
import lowrankcam.nn.CompiledNetwork;
import lowrankcam.nn.GradientSession;
import lowrankcam.nn.ImageSeries;
import lowrankcam.nn.KeptConvolution;
import lowrankcam.nn.Network;
import lowrankcam.nn.Session;
import lowrankcam.nn.WaveSize;
import lowrankcam.tensor.Tensor;

/// An Inception-v3 body with a classifier head, ready to predict and to be explained.
public final class InceptionModel implements ExplainableModel {

    private final CompiledNetwork body;
    private final ClassifierHead head;
    private final int height;
    private final int width;
    private final Workers workers;
    private final Gram gram;
    private final Session session;
    private final GradientSession tail;
    private final Workers alone = new Workers(1);
    private final ConcurrentLinkedQueue<Session> idle = new ConcurrentLinkedQueue<>();
    private final PassCounter passes = new PassCounter();
    private final PassCounter.Work[] work;

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
        this.gram = body.kernels().gram().on(workers);
        this.session = new Session(body, height, width, workers);
        this.tail = new GradientSession(body, height, width, workers);
        this.work = new PassCounter.Work[layers().size() + 1];
        for (int i = 0; i < work.length; i++) {
            Network.Work stages = body.network().work(height, width, i);
            work[i] = new PassCounter.Work(stages.multiplyAdds(), stages.bytes());
        }
    }

    /// A pass from the image on.
    private void countNetwork() {
        passes.countNetwork();
        passes.count(work[0]);
    }

    /// A pass from behind a layer on.
    private void countRest(String layer) {
        passes.count(work[body.network().indexOf(layer) + 1]);
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

    @Override
    public Gram gram() {
        return gram;
    }

    @Override
    public void both(Runnable one, Runnable other) {
        workers.run(2, i -> (i == 0 ? one : other).run());
    }

    /// The network without the head.
    public CompiledNetwork body() {
        return body;
    }

    /// A model of the same input and the same threads; only one of the two may run at a time.
    public InceptionModel with(CompiledNetwork otherBody, ClassifierHead otherHead) {
        return new InceptionModel(otherBody, otherHead, height, width, workers);
    }

    public KernelSet kernels() {
        return body.kernels();
    }

    /// Outputs of several layers in one pass, and the last layer's.
    public Map<String, Tensor> taps(Tensor image, Set<String> layers) {
        countNetwork();
        List<String> wanted = new ArrayList<>(layers);
        wanted.add(lastLayer());
        return session.run(image, wanted);
    }

    /// What the threads of a pass could share out, wait by wait, if there were so many.
    public List<WaveSize> waveSizes(int threads) {
        try (Workers team = new Workers(threads)) {
            return new Session(body, height, width, team).waveSizes();
        }
    }

    public Network network() {
        return body.network();
    }

    /// One convolution in a pass over an image, with what goes in and what comes out.
    ///
    /// @throws IllegalArgumentException if there is no convolution of that name
    public KeptConvolution convolution(Tensor image, String name) {
        int stage = KeptConvolution.stageOf(body.network(), name);
        String before = stage == 0 ? "" : layers().get(stage - 1);
        Tensor input = stage == 0 ? image : taps(image, Set.of(before)).get(before);
        return KeptConvolution.of(body, name, input, workers);
    }

    /// Mean over the positions of the last layer, the head's input.
    public float[] pool(Tensor features) {
        return body.kernels().pooling().globalAverage(features.values(), features.channels());
    }

    /// Scores of pooled features; one head pass.
    public Prediction classify(float[] pooled) {
        passes.countHead();
        passes.count(head.work());
        double[] logits = head.scores(pooled);
        return new Prediction(logits, head.activation().probabilities(logits));
    }

    @Override
    public List<ForwardTrace> forward(Tensor image, List<String> layers) {
        countNetwork();
        String first = Collections.min(layers, Comparator.comparingInt(body.network()::indexOf));
        Tensor features = session.run(image, Set.of(first)).get(first);
        // Behind an earlier layer the pass keeps what a backward pass will ask for.
        float[] pooled = pool(first.equals(lastLayer()) ? features : tail.forward(first, features));
        Prediction prediction = classify(pooled);
        return layers.stream()
                .map(layer -> new ForwardTrace(
                        image, layer, layer.equals(first) ? features : tail.tap(layer), pooled, prediction))
                .toList();
    }

    @Override
    public MaskScorer maskScorer(ForwardTrace trace) {
        if (trace.layer().equals(lastLayer())) {
            return head.isLinear()
                    ? MaskScorers.linear(trace.features(), head, passes)
                    : MaskScorers.pooled(trace.features(), head, passes);
        }
        FeatureScorer scorer = featureScorer(trace);
        return mask -> scorer.logits(MaskScorers.masked(trace.features(), mask));
    }

    @Override
    public FeatureScorer featureScorer(ForwardTrace trace) {
        if (trace.layer().equals(lastLayer())) {
            return LastLayer.scorer(body.kernels().pooling(), head, passes);
        }
        return features -> {
            passes.countHead();
            countRest(trace.layer());
            passes.count(head.work());
            return head.scores(pool(session.resume(trace.layer(), features, lastLayer())));
        };
    }

    @Override
    public Tensor gradient(ForwardTrace trace, Target target) {
        passes.countBackward();
        if (trace.layer().equals(lastLayer())) {
            return LastLayer.gradient(trace, head, target);
        }
        if (!tail.holds(trace.layer(), trace.features())) {
            tail.forward(trace.layer(), trace.features());
        }
        Network.Size last = body.network().sizes(height, width).getLast();
        double[] pooled = LastLayer.pooledGradient(trace, head, target);
        return tail.backward(trace.layer(), LastLayer.spread(pooled, last.height(), last.width()));
    }

    @Override
    public void scoreAll(ForwardTrace trace, int count, IntFunction<Tensor> features, Scores scores) {
        boolean last = trace.layer().equals(lastLayer());
        workers.run(count, index -> {
            Tensor given = features.apply(index);
            countRest(trace.layer());
            Prediction prediction =
                    classify(pool(last ? given : alone(s -> s.resume(trace.layer(), given, lastLayer()))));
            synchronized (scores) {
                scores.accept(index, prediction);
            }
        });
    }

    /// Runs on a session of one thread that nobody else uses meanwhile.
    private Tensor alone(Function<Session, Tensor> run) {
        Session mine = idle.poll();
        if (mine == null) {
            mine = new Session(body, height, width, alone);
        }
        Tensor result = run.apply(mine);
        idle.add(mine);
        return result;
    }

    @Override
    public void predictAll(int count, IntFunction<Tensor> images, Scores scores) {
        featuresOfAll(count, images, (index, _, features, spared) -> {
            countNetwork();
            passes.countSpared(spared);
            Prediction prediction = classify(pool(features));
            synchronized (scores) {
                scores.accept(index, prediction);
            }
        });
    }

    /// The last layer's output for each image, whole images per thread.
    private void featuresOfAll(int count, IntFunction<Tensor> images, ImageSeries.Receiver receiver) {
        UnaryOperator<Tensor> plain = image -> alone(s -> s.run(image, Set.of(lastLayer())).get(lastLayer()));
        if (ImageSeries.pays(count)) {
            ImageSeries.run(body, height, width, workers, count, images, plain, receiver);
            return;
        }
        workers.run(count, index -> {
            Tensor image = images.apply(index);
            receiver.accept(index, image, plain.apply(image), 0);
        });
    }

    @Override
    public List<ForwardTrace> forwardAll(List<Tensor> images) {
        if (images.size() == 1) {
            return List.of(forward(images.getFirst(), lastLayer()));
        }
        ForwardTrace[] traces = new ForwardTrace[images.size()];
        featuresOfAll(traces.length, images::get, (index, image, features, spared) -> {
            countNetwork();
            passes.countSpared(spared);
            float[] pooled = pool(features);
            traces[index] = new ForwardTrace(image, lastLayer(), features, pooled, classify(pooled));
        });
        return List.of(traces);
    }
}
