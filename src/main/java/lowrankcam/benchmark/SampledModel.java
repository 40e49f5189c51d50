package lowrankcam.benchmark;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.ForwardingModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.PassCounter.Passes;
import lowrankcam.model.Prediction;
import lowrankcam.tensor.Tensor;

/// A model that runs only a sample of many passes and keeps account of those it left out, to say what all of them
/// would take.
///
/// The passes of a sample are spread evenly over those asked for. A pass that is left out gets the scores of one that
/// was run, so the map that comes of it is worth nothing: it is for the clock only. One caller at a time.
final class SampledModel extends ForwardingModel {

    private final int most;
    private long asked;
    private double missingMillis;
    private Passes missing = new Passes(0, 0, 0);

    /// @param model what runs the passes
    /// @param most  passes to run of each [#predictAll] and [#scoreAll]
    SampledModel(ExplainableModel model, int most) {
        super(model);
        this.most = most;
    }

    /// Passes that were asked for.
    long asked() {
        return asked;
    }

    /// What the passes left out would have taken, in milliseconds, at the rate of those that were run.
    double missingMillis() {
        return missingMillis;
    }

    /// Passes of all kinds that were left out.
    Passes missing() {
        return missing;
    }

    /// Passes side by side, as a model offers them.
    private interface Passing {
        void run(int count, IntFunction<Tensor> inputs, Scores scores);
    }

    @Override
    public void predictAll(int count, IntFunction<Tensor> images, Scores scores) {
        sample(model()::predictAll, count, images, scores);
    }

    @Override
    public void scoreAll(ForwardTrace trace, int count, IntFunction<Tensor> features, Scores scores) {
        sample((n, inputs, sink) -> model().scoreAll(trace, n, inputs, sink), count, features, scores);
    }

    private void sample(Passing passing, int count, IntFunction<Tensor> inputs, Scores scores) {
        int sample = Math.min(count, most);
        if (sample == 0) {
            return;
        }
        boolean[] done = new boolean[count];
        AtomicReference<Prediction> some = new AtomicReference<>();
        Passes before = model().passes().now();
        long start = System.nanoTime();
        passing.run(
                sample,
                i -> inputs.apply(spread(i, count, sample)),
                (i, prediction) -> {
                    done[spread(i, count, sample)] = true;
                    some.set(prediction);
                    scores.accept(spread(i, count, sample), prediction);
                });
        double millis = Timing.millisSince(start);
        Passes counted = model().passes().now().minus(before);
        long left = count - sample;
        missing = missing.plus(new Passes(left * counted.network() / sample, left * counted.head() / sample, 0));
        asked += count;
        missingMillis += millis * left / sample;
        for (int i = 0; i < count; i++) {
            if (!done[i]) {
                scores.accept(i, some.get());
            }
        }
    }

    private static int spread(int i, int count, int sample) {
        return (int) ((long) i * count / sample);
    }
}
