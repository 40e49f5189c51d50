package lowrankcam.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMode;
import lowrankcam.cam.Progress;
import lowrankcam.cam.lowrank.LowRankModes;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionV3;
import lowrankcam.kernel.KernelSet;
import lowrankcam.model.PassCounter.Work;
import lowrankcam.model.Target;
import lowrankcam.nn.Network;
import lowrankcam.tensor.Tensor;

/// Counts what Score-CAM and LowRank-CAM do at many sizes of the features, and times what runs.
///
/// The counts come from the same counters as those of any pass. Features are random: the work does not depend on their values, but for
/// the number of rotations that bring the products of rows to diagonal form.
public final class ComplexityRun {

    /// Of Inception-v3: K and the side of the grid.
    private static final int CHANNELS = 2048;
    private static final int SIDE = 8;

    private static final int[] K = {256, 512, 1024, 2048, 4096};
    private static final int[] SIDES = {4, 6, 8, 10, 12, 14, 16};
    private static final int[] R = {1, 2, 5, 10, 20, 40};
    /// Images whose last layer has 6×6 to 12×12 cells.
    private static final int[] IMAGES = {235, 267, 299, 331, 363, 395, 427};

    private static final Network NETWORK = InceptionV3.network(Dialect.KERAS);
    private static final Work NETWORK_PASS = pass(InceptionV3.IMAGE_SIZE);

    private final KernelSet kernels;
    private final int warmUp;
    private final int runs;

    /// @param warmUp runs before the clock is on
    /// @param runs   timed runs of each size
    public ComplexityRun(KernelSet kernels, int warmUp, int runs) {
        this.kernels = kernels;
        this.warmUp = warmUp;
        this.runs = runs;
    }

    /// What was found.
    ///
    /// @param scalings of each step with each size
    /// @param pass     T_f, a network pass
    /// @param slow     Score-CAM of features as Inception-v3 has them, without a dead channel
    /// @param fast     LowRank-CAM of the same
    public record Result(List<Scaling> scalings, Work pass, Work slow, Work fast) {

        /// Multiply-adds of Score-CAM over those of LowRank-CAM.
        public double ratio() {
            return (double) slow.multiplyAdds() / fast.multiplyAdds();
        }
    }

    public Result run() {
        List<Scaling> all = new ArrayList<>();
        all.add(new Scaling("Score-CAM", "K", "P 64", 1, points(K, k -> new Scaling.Point(k, scoreCam(SIDE, k), null))));
        all.add(new Scaling("network pass, T_f", "P", "", Double.NaN, points(IMAGES, size -> {
            Network.Size last = NETWORK.sizes(size, size).getLast();
            return new Scaling.Point(last.height() * last.width(), pass(size), null);
        })));
        List<Scaling.Point> ofChannels = timed(K, k -> decomposition(k, SIDE, k));
        all.add(new Scaling("decomposition", "K", "P 64", 1, ofChannels));
        all.add(new Scaling("- products of rows", "K", "P 64", 1, part(ofChannels, point -> products(SIDE * SIDE, point.size()))));
        List<Scaling.Point> decompositions =
                timed(SIDES, side -> decomposition(side * side, side, CHANNELS));
        all.add(new Scaling("decomposition", "P", "K 2048", 2, decompositions));
        all.add(new Scaling("- products of rows", "P", "K 2048", 2, part(decompositions, point -> products(point.size(), CHANNELS))));
        all.add(new Scaling("- eigenvalues", "P", "", Double.NaN, part(decompositions, point ->
                point.work().multiplyAdds() - products(point.size(), CHANNELS))));
        all.add(new Scaling("head passes", "r", "K 2048, P 64", 1, timed(R, this::headPasses)));
        all.add(new Scaling("LowRank-CAM beyond T_f", "r", "K 2048, P 64", Double.NaN, timed(R, this::beyond)));
        return new Result(List.copyOf(all), NETWORK_PASS, scoreCam(SIDE, CHANNELS), lowRankCam());
    }

    private static Work pass(int size) {
        Network.Work work = NETWORK.work(size, size, 0);
        return new Work(work.multiplyAdds(), work.bytes());
    }

    private static List<Scaling.Point> points(int[] sizes, IntFunction<Scaling.Point> point) {
        return IntStream.of(sizes).mapToObj(point).toList();
    }

    /// All sizes once before, lest the first ones be measured in code that is compiled anew for the others.
    private static List<Scaling.Point> timed(int[] sizes, IntFunction<Scaling.Point> point) {
        points(sizes, point);
        return points(sizes, point);
    }

    /// A part of the multiply-adds of each point; its bytes are not counted apart.
    private static List<Scaling.Point> part(List<Scaling.Point> whole, Function<Scaling.Point, Long> multiplyAdds) {
        return whole.stream().map(point ->
                new Scaling.Point(point.size(), new Work(multiplyAdds.apply(point), point.work().bytes()), null)).toList();
    }

    private static long products(int positions, int channels) {
        return channels * (long) positions * (positions + 1) / 2;
    }

    private CamInput input(int side, int channels) {
        FeatureModel model = new FeatureModel(side, channels, kernels, NETWORK_PASS);
        Tensor image =
                new Tensor(
                        InceptionV3.IMAGE_SIZE, InceptionV3.IMAGE_SIZE, 3,
                        new float[3 * InceptionV3.IMAGE_SIZE * InceptionV3.IMAGE_SIZE]);
        return new CamInput(model, model.forward(image, model.lastLayer()), Target.logit(0), kernels.resample(), Progress.NONE);
    }

    private Work scoreCam(int side, int channels) {
        CamInput input = input(side, channels);
        MethodChoice.of("scorecam").create().explain(input);
        return input.model().passes().work();
    }

    private Work lowRankCam() {
        CamInput input = input(SIDE, CHANNELS);
        MethodChoice.of("lowrankcam").create().explain(input);
        return input.model().passes().work();
    }

    private Scaling.Point decomposition(int size, int side, int channels) {
        CamInput input = input(side, channels);
        return counted(size, input, () -> LowRankModes.decomposition(input));
    }

    private Scaling.Point headPasses(int rank) {
        CamInput input = input(SIDE, CHANNELS);
        LowRankModes modes = new LowRankModes(LowRankOptions.of(LowRankOptions.Preset.DEFAULT, rank), input);
        return counted(rank, input, modes::weighAll);
    }

    private Scaling.Point beyond(int rank) {
        CamInput input = input(SIDE, CHANNELS);
        return counted(rank, input, () -> {
            LowRankModes modes = new LowRankModes(LowRankOptions.of(LowRankOptions.Preset.DEFAULT, rank), input);
            List<CamMode> weighed = modes.weighAll();
            return modes.map(weighed);
        });
    }

    private Scaling.Point counted(int size, CamInput input, Supplier<?> step) {
        Work before = input.model().passes().work();
        step.get();
        Work work = input.model().passes().work().minus(before);
        return new Scaling.Point(size, work, Timing.of(warmUp, runs, step::get));
    }
}
