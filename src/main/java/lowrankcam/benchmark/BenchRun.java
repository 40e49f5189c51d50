package lowrankcam.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.format.FormatException;
import lowrankcam.inception.InceptionV3;
import lowrankcam.inception.LoadedModel;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;

/// One run of `bench`: loads, checks, times, and records.
public final class BenchRun {

    private static final long NOISE_SEED = 299;

    /// What can be measured beside the forward pass with all threads, which always is.
    public enum Part {
        /// Nothing more.
        FORWARD,
        /// The forward pass on one thread.
        SINGLE,
        /// Whole images per thread.
        BATCH,
        /// Each layer on one thread, beside what the core can do at most.
        LAYERS,
        /// Methods beyond the forward pass.
        METHODS
    }

    /// Loads the same model again and again.
    @FunctionalInterface
    public interface Source {
        LoadedModel open(KernelSet kernels, int threads) throws IOException;
    }

    private final Source source;
    private final KernelChoice choice;
    private final int threads;
    private final BenchPlan plan;
    private final Path image;
    private final Consumer<String> progress;

    private BenchResult.Subject subject;
    private BenchResult.Cold cold;
    private ProcessMemory firstPass;
    private Optional<BenchResult.Allocated> allocated = Optional.empty();
    private final List<String> checked = new ArrayList<>();
    private final List<BenchResult.Forward> forward = new ArrayList<>();
    private Optional<LayerShares> layers = Optional.empty();
    private final List<MethodBenchmark.Result> methods = new ArrayList<>();
    private final List<BenchResult.Skipped> skipped = new ArrayList<>();

    /// @param source   of the model
    /// @param choice   kernels to measure
    /// @param threads  all of them
    /// @param plan     how often
    /// @param image    the picture, or null for noise
    /// @param progress told what comes next
    public BenchRun(
            Source source, KernelChoice choice, int threads, BenchPlan plan, Path image, Consumer<String> progress) {
        this.source = source;
        this.choice = choice;
        this.threads = threads;
        this.plan = plan;
        this.image = image;
        this.progress = progress;
    }

    /// Measures. Runs once.
    ///
    /// @param program  name and version
    /// @param numerics at least one; layers and methods are measured with the first
    /// @param ids      of methods
    /// @throws ResultsDifferException if a check does not hold
    public BenchResult run(String program, List<Numerics> numerics, List<String> ids, Set<Part> parts) throws IOException {
        for (Numerics one : numerics) {
            measure(one, ids, one == numerics.getFirst() ? parts : passesOnly(parts));
        }
        return new BenchResult(
                MachineFacts.ofHere(), program, subject, plan, checked, forward, layers, methods, skipped, cold, firstPass,
                ProcessMemory.now(), allocated);
    }

    private static Set<Part> passesOnly(Set<Part> parts) {
        Set<Part> passes = EnumSet.noneOf(Part.class);
        passes.addAll(parts);
        passes.removeAll(List.of(Part.LAYERS, Part.METHODS));
        return passes;
    }

    private void measure(Numerics numerics, List<String> ids, Set<Part> parts) throws IOException {
        ForwardTrace reference;
        long start = System.nanoTime();
        KernelSet kernels = KernelSet.of(choice, numerics);
        try (LoadedModel model = source.open(kernels, threads)) {
            double loadMillis = Timing.millisSince(start);
            ForwardBenchmark passes = new ForwardBenchmark(model.model(), input(model, image), plan);
            start = System.nanoTime();
            reference = passes.once();
            first(model, loadMillis, Timing.millisSince(start));
            checkAgainstScalar(model, reference);
            forward(numerics, threads, passes, reference);
            allocated(passes, reference);
            if (parts.contains(Part.BATCH)) {
                progress.accept("batches");
                Timing batch = passes.batch(reference);
                checked(numerics, threads, "each image of a batch");
                forward.add(new BenchResult.Forward(numerics, threads, plan.batch(), batch));
            }
            if (parts.contains(Part.LAYERS)) {
                layers(model, reference);
            }
            if (parts.contains(Part.METHODS)) {
                methods(model, reference, ids);
            }
        }
        if (parts.contains(Part.SINGLE) && threads > 1) {
            try (LoadedModel model = source.open(kernels, 1)) {
                forward(numerics, 1, new ForwardBenchmark(model.model(), input(model, image), plan), reference);
            }
        }
    }

    /// The input of the passes.
    ///
    /// @param image a picture, or null for noise
    public static Tensor input(LoadedModel model, Path image) throws FormatException {
        if (image != null) {
            return model.preprocessing().read(image, model.model().kernels().resample()).tensor();
        }
        int size = InceptionV3.IMAGE_SIZE;
        float[] noise = new float[size * size * 3];
        Random random = new Random(NOISE_SEED);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextFloat();
        }
        return new Tensor(size, size, 3, noise);
    }

    /// What is measured, times before anything is warm, and the memory that one image takes.
    private void first(LoadedModel model, double loadMillis, double firstMillis) {
        if (cold == null) {
            subject =
                    new BenchResult.Subject(
                            model.model().kernels().description(), threads, model.source(),
                            model.weightsSha256(), model.dialect().id(),
                            image == null ? "noise, seed " + NOISE_SEED : image.toString());
            cold = new BenchResult.Cold(loadMillis, firstMillis);
            firstPass = ProcessMemory.now();
        }
    }

    /// Runs the whole network once with the plain loops.
    private void checkAgainstScalar(LoadedModel measured, ForwardTrace found) throws IOException {
        progress.accept("checking against scalar kernels");
        KernelSet kernels = measured.model().kernels();
        try (LoadedModel plain = source.open(KernelSet.of(KernelChoice.SCALAR, kernels.numerics()), threads)) {
            // The input comes from the measured kernels: the resizing kernels are not what is compared here.
            SameBits.require(
                    "scalar kernels", plain.model().forward(found.image(), plain.model().lastLayer()),
                    kernels.description(), found);
        }
        checked.add("features, pooled features and logits, " + kernels.numerics().id() + ": as scalar kernels, every bit");
    }

    private void forward(Numerics numerics, int team, ForwardBenchmark passes, ForwardTrace reference) {
        progress.accept("forward passes on " + words(team));
        SameBits.require("the first pass", reference, team + " threads", passes.once());
        checked(numerics, team, "a pass");
        forward.add(new BenchResult.Forward(numerics, team, 1, passes.single()));
    }

    private void checked(Numerics numerics, int team, String what) {
        checked.add(what + ", " + numerics.id() + ", " + words(team) + ": as the first pass, every bit");
    }

    private static String words(int team) {
        return team + (team == 1 ? " thread" : " threads");
    }

    private void allocated(ForwardBenchmark passes, ForwardTrace trace) {
        OptionalLong bytes = allocated.isPresent() ? OptionalLong.empty() : passes.allocatedBytes();
        if (bytes.isPresent()) {
            allocated = Optional.of(new BenchResult.Allocated(bytes.getAsLong(), ForwardBenchmark.outputBytes(trace)));
        }
    }

    private void layers(LoadedModel model, ForwardTrace reference) {
        KernelSet kernels = model.model().kernels();
        if (!kernels.isVector()) {
            skipped.add(new BenchResult.Skipped("layers", "scalar kernels have no vector peak to be measured against"));
            return;
        }
        progress.accept("layers on " + words(1));
        layers = Optional.of(new LayerBenchmark(model.model().body(), reference.image(), plan).run(reference.features()));
        checked(kernels.numerics(), 1, "features layer by layer");
    }

    private void methods(LoadedModel model, ForwardTrace trace, List<String> ids) {
        MethodBenchmark benchmark = new MethodBenchmark(model.model(), model.model().kernels().resample(), trace, plan);
        for (String id : ids) {
            progress.accept(id);
            try {
                methods.add(benchmark.run(id));
            } catch (UnsupportedTargetException e) {
                skipped.add(new BenchResult.Skipped(id, e.getMessage()));
            }
        }
    }
}
