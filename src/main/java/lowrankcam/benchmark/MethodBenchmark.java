package lowrankcam.benchmark;

import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.MapRun;
import lowrankcam.cam.Progress;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.kernel.Resample;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.PassCounter.Passes;

/// Times methods on one image, beyond the forward pass that all of them share.
///
/// A method that asks for many network passes is timed on a sample of them, spread evenly, and extrapolated; its own
/// work (masks, sums) is timed in full.
///
/// @param model    as it will be used, with its threads
/// @param resample kernel of the model's kernel set
/// @param trace    one network pass over the image; the class that is explained is the predicted one
/// @param plan     how often
public record MethodBenchmark(ExplainableModel model, Resample resample, ForwardTrace trace, BenchPlan plan) {

    /// What became of one method.
    ///
    /// @param method       its id
    /// @param beyond       milliseconds beyond the forward pass; of a sampled method, extrapolated
    /// @param passes       passes of the whole method, that of the image included
    /// @param measured     network passes behind the time that were really run, beside that of the image
    /// @param spared       share of the multiply-adds of those passes whose results were known from another input
    public record Result(String method, Timing beyond, Passes passes, long measured, double spared) {

        /// True if the time is extrapolated from some of the passes.
        public boolean isExtrapolated() {
            return measured < passes.network() - 1;
        }
    }

    /// Times a method.
    ///
    /// @param id of a method
    /// @throws lowrankcam.cam.UnsupportedTargetException if the method is not defined for this head
    public Result run(String id) {
        CamMethod method = MethodChoice.of(id).create();
        SampledModel probe = new SampledModel(model, Math.min(plan.sample(), 2 * plan.warmUp()));
        method.explain(input(probe));
        return probe.asked() == 0 ? repeated(method) : sampled(method);
    }

    private Result repeated(CamMethod method) {
        Passes passes = MapRun.of(method, input(model)).passes();
        Timing timing = Timing.of(plan.warmUp(), plan.warmUpMillis(), plan.runs(), () -> method.explain(input(model)));
        return new Result(method.id(), timing, passes, passes.network() - 1, 0);
    }

    private Result sampled(CamMethod method) {
        SampledModel sampled = new SampledModel(model, plan.sample());
        long before = model.passes().spared();
        long work = model.passes().work().multiplyAdds();
        MapRun<CamMap> run = MapRun.of(method, input(sampled));
        double done = model.passes().work().multiplyAdds() - work;
        return new Result(
                method.id(), new Timing(run.milliseconds() + sampled.missingMillis()),
                run.passes().plus(sampled.missing()), run.passes().network() - 1,
                done == 0 ? 0 : (model.passes().spared() - before) / done);
    }

    private CamInput input(ExplainableModel through) {
        return new CamInput(through, trace, trace.prediction().best(), resample, Progress.NONE);
    }
}
