package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import lowrankcam.benchmark.BenchPlan;
import lowrankcam.benchmark.ForwardBenchmark;
import lowrankcam.benchmark.MachineFacts;
import lowrankcam.benchmark.MethodBenchmark;
import lowrankcam.benchmark.ProcessMemory;
import lowrankcam.benchmark.SameBits;
import lowrankcam.benchmark.Timing;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.explain.Program;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.InceptionV3;
import lowrankcam.inception.LoadedModel;
import lowrankcam.inception.ModelLoader;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import lowrankcam.model.ForwardTrace;
import lowrankcam.tensor.Tensor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One run of `bench`: loads, checks, times, and records.
final class BenchRun {

    private static final long NOISE_SEED = 299;

    private final ModelOptions options;
    private final BenchPlan plan;
    private final Path image;
    private final PrintWriter err;
    private final ObjectNode json = Json.object();

    /// @param image the picture, or null for noise
    BenchRun(ModelOptions options, BenchPlan plan, Path image, PrintWriter err) {
        this.options = options;
        this.plan = plan;
        this.image = image;
        this.err = err;
    }

    /// Measures and returns everything that is printed.
    ///
    /// @throws lowrankcam.benchmark.ResultsDifferException if a check does not hold
    ObjectNode run(List<String> methods, Set<BenchCommand.Part> parts) throws IOException {
        ObjectNode machine = json.putObject("machine");
        MachineFacts facts = MachineFacts.ofHere();
        machine.put("os", facts.os());
        machine.put("arch", facts.arch());
        machine.put("processors", facts.processors());
        machine.put("cpu", facts.cpu());
        machine.put("maxHeapBytes", facts.heapBytes());
        json.put("program", Program.id());
        json.put("jdk", MachineFacts.java());
        List<Numerics> all =
                options.numericsChoice() == Numerics.FAST ? List.of(Numerics.FAST) : List.of(Numerics.values());
        for (Numerics numerics : all) {
            measure(numerics, numerics == all.getFirst() && parts.contains(BenchCommand.Part.METHODS) ? methods : List.of(), parts);
        }
        memory(json.withObject("memory").putObject("wholeRun"), ProcessMemory.now());
        return json;
    }

    private void measure(Numerics numerics, List<String> methods, Set<BenchCommand.Part> parts) throws IOException {
        ForwardTrace reference;
        long start = System.nanoTime();
        KernelSet kernels = KernelSet.of(options.kernelChoice(), numerics);
        try (LoadedModel ready =
                options.open(kernels, options.threads(), err, ModelLoader.HeadUse.REQUIRED)) {
            double loadMillis = Timing.millisSince(start);
            describe(ready);
            ForwardBenchmark forward = new ForwardBenchmark(ready.model(), input(ready), plan);
            start = System.nanoTime();
            reference = forward.once();
            cold(loadMillis, Timing.millisSince(start));
            checkAgainstScalar(ready, reference);
            forward(numerics, ready, forward, reference);
            allocated(forward, reference);
            if (parts.contains(BenchCommand.Part.BATCH)) {
                say("batches");
                Timing batch = forward.batch(reference);
                checked(numerics, ready, "each image of a batch");
                forward(numerics, ready.workers().threads(), plan.batch(), batch);
            }
            methods(ready, reference, methods);
        }
        if (parts.contains(BenchCommand.Part.SINGLE) && options.threads() > 1) {
            try (LoadedModel one = options.open(kernels, 1, err, ModelLoader.HeadUse.REQUIRED)) {
                ForwardBenchmark forward = new ForwardBenchmark(one.model(), input(one), plan);
                forward(numerics, one, forward, reference);
            }
        }
    }

    private void describe(LoadedModel ready) {
        if (json.has("kernels")) {
            return;
        }
        json.put("kernels", ready.kernels().description());
        json.put("threads", ready.workers().threads());
        ObjectNode weights = json.putObject("weights");
        weights.put("source", ready.source());
        weights.put("sha256", ready.weightsSha256());
        weights.put("dialect", ready.dialect().id());
        json.put("image", image == null ? "noise, seed " + NOISE_SEED : image.toString());
        json.put("runs", plan.runs());
        json.put("warmUp", plan.warmUp());
        json.putArray("checked");
        json.putArray("forward");
        json.putArray("methods");
        json.putArray("skipped");
    }

    private Tensor input(LoadedModel ready) throws FormatException {
        if (image != null) {
            return ready.read(image).tensor();
        }
        int size = InceptionV3.IMAGE_SIZE;
        float[] noise = new float[size * size * 3];
        Random random = new Random(NOISE_SEED);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextFloat();
        }
        return new Tensor(size, size, 3, noise);
    }

    /// Times before anything is warm, and the memory that one image takes.
    private void cold(double loadMillis, double firstMillis) {
        if (!json.has("cold")) {
            ObjectNode cold = json.putObject("cold");
            cold.put("loadMillis", loadMillis);
            cold.put("firstPassMillis", firstMillis);
            memory(json.putObject("memory").putObject("firstPass"), ProcessMemory.now());
        }
    }

    private static void memory(ObjectNode node, ProcessMemory memory) {
        node.put("heapBytes", memory.heapBytes());
        node.put("peakHeapBytes", memory.peakHeapBytes());
        memory.peakResidentBytes().ifPresent(bytes -> node.put("peakResidentBytes", bytes));
    }

    /// Runs the whole network once with the plain loops.
    private void checkAgainstScalar(LoadedModel ready, ForwardTrace found) throws IOException {
        say("checking against scalar kernels");
        KernelSet scalar = KernelSet.of(KernelChoice.SCALAR, ready.kernels().numerics());
        int threads = ready.workers().threads();
        try (LoadedModel plain = options.open(scalar, threads, err, ModelLoader.HeadUse.REQUIRED)) {
            // The input comes from the measured kernels: the resizing kernels are not what is compared here.
            InceptionModel model = plain.model();
            SameBits.require(
                    "scalar kernels", model.forward(found.image(), model.lastLayer()),
                    ready.kernels().description(), found);
        }
        json.withArray("checked").add("features, pooled features and logits, "
                + ready.kernels().numerics().id() + ": as scalar kernels, every bit");
    }

    private void forward(
            Numerics numerics, LoadedModel ready, ForwardBenchmark forward, ForwardTrace reference) {
        int threads = ready.workers().threads();
        say("forward passes on " + threads + (threads == 1 ? " thread" : " threads"));
        SameBits.require("the first pass", reference, threads + " threads", forward.once());
        checked(numerics, ready, "a pass");
        forward(numerics, threads, 1, forward.single());
    }

    private void checked(Numerics numerics, LoadedModel ready, String what) {
        int threads = ready.workers().threads();
        json.withArray("checked").add(
                what + ", " + numerics.id() + ", " + threads + (threads == 1 ? " thread" : " threads")
                        + ": as the first pass, every bit");
    }

    private void forward(Numerics numerics, int threads, int batch, Timing timing) {
        ObjectNode node = json.withArray("forward").addObject();
        node.put("numerics", numerics.id());
        node.put("threads", threads);
        node.put("batch", batch);
        node.put("medianMillis", timing.median());
        node.put("minMillis", timing.min());
        node.put("medianMillisPerImage", timing.median() / batch);
        node.put("runs", timing.runs());
    }

    private void allocated(ForwardBenchmark forward, ForwardTrace trace) {
        OptionalLong bytes = forward.allocatedBytes();
        if (bytes.isPresent() && !json.has("allocated")) {
            ObjectNode node = json.putObject("allocated");
            node.put("bytesPerPass", bytes.getAsLong());
            node.put("outputBytes", ForwardBenchmark.outputBytes(trace));
            node.put("beyondOutputsBytes", bytes.getAsLong() - ForwardBenchmark.outputBytes(trace));
        }
    }

    private void methods(LoadedModel ready, ForwardTrace trace, List<String> ids) {
        InceptionModel model = ready.model();
        MethodBenchmark benchmark = new MethodBenchmark(model, model.kernels().resample(), trace, plan);
        double forwardMillis = json.path("forward").get(0).path("medianMillis").asDouble();
        for (String id : ids) {
            say(id);
            try {
                method(benchmark.run(id), forwardMillis);
            } catch (UnsupportedTargetException e) {
                ObjectNode node = json.withArray("skipped").addObject();
                node.put("method", id);
                node.put("reason", e.getMessage());
            }
        }
        ratio(forwardMillis);
    }

    private void method(MethodBenchmark.Result result, double forwardMillis) {
        ObjectNode node = json.withArray("methods").addObject();
        node.put("method", result.method());
        node.put("medianMillis", result.beyond().median());
        node.put("minMillis", result.beyond().min());
        node.put("shareOfForward", result.beyond().median() / forwardMillis);
        node.put("networkPasses", result.passes().network());
        node.put("headPasses", result.passes().head());
        node.put("backwardPasses", result.passes().backward());
        node.put("extrapolated", result.isExtrapolated());
        node.put("passesMeasured", result.measured());
        node.put("runs", result.beyond().runs());
    }

    /// LowRank-CAM against Score-CAM, where both were measured.
    private void ratio(double forwardMillis) {
        JsonNode low = find("lowrankcam");
        JsonNode score = find("scorecam");
        if (low == null || score == null) {
            return;
        }
        double lowMillis = low.path("medianMillis").asDouble();
        double scoreMillis = score.path("medianMillis").asDouble();
        ObjectNode node = json.putObject("scorecamOverLowrankcam");
        node.put("networkPasses", score.path("networkPasses").asDouble() / low.path("networkPasses").asDouble());
        node.put("timeWithForward", (forwardMillis + scoreMillis) / (forwardMillis + lowMillis));
        node.put("timeBeyondForward", scoreMillis / lowMillis);
        node.put("extrapolated", score.path("extrapolated").asBoolean());
    }

    private JsonNode find(String id) {
        ArrayNode methods = json.withArray("methods");
        for (JsonNode method : methods) {
            if (method.path("method").asString().equals(id)) {
                return method;
            }
        }
        return null;
    }

    private void say(String what) {
        if (!options.quiet()) {
            err.println("bench: " + what);
            err.flush();
        }
    }
}
