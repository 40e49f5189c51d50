package lowrankcam.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import lowrankcam.benchmark.BenchJson;
import lowrankcam.benchmark.BenchPlan;
import lowrankcam.benchmark.BenchResult;
import lowrankcam.benchmark.BenchRun;
import lowrankcam.benchmark.BenchTable;
import lowrankcam.benchmark.ComplexityPlot;
import lowrankcam.benchmark.ComplexityRun;
import lowrankcam.benchmark.ComplexityTable;
import lowrankcam.benchmark.ForwardBenchmark;
import lowrankcam.benchmark.MachineFacts;
import lowrankcam.benchmark.ThreadModel;
import lowrankcam.benchmark.ThreadModelTable;
import lowrankcam.cam.registry.Methods;
import lowrankcam.explain.Program;
import lowrankcam.format.Json;
import lowrankcam.format.UsageException;
import lowrankcam.inception.LoadedModel;
import lowrankcam.inception.ModelLoader;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import lowrankcam.nn.WaveSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench`: how long passes and methods take here.
@Command(
        name = "bench",
        description = {
            "Times the forward pass, batches, layers and methods, after checking that the results are right.",
            "Scalar kernels, the kernels measured, every number of threads and a batch must give the same bits.",
            "A method that runs the network many times is timed on a sample of its passes and extrapolated.",
            "Layers stand beside the peak of a core, multiply-adds without memory, read between the passes."
        },
        footer = {
            "",
            "Examples: lowrank-cam bench",
            "          lowrank-cam bench --methods lowrankcam,scorecam --full -j 4",
            "          lowrank-cam bench --only forward -j 1 --runs 60 --json",
            "          lowrank-cam bench --only layers",
            "          lowrank-cam bench --complexity --plot complexity.png"
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    private static final BenchPlan USUAL = new BenchPlan(40, 16, 32);
    private static final BenchPlan QUICK = new BenchPlan(5, 4, 4);

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;

    @Option(names = "--json", description = "Prints JSON instead of a table.")
    private boolean json;

    @Option(names = "--runs", paramLabel = "N", description = "Timed passes (default: 40, with --quick 5).")
    private Integer runs;

    @Option(names = "--quick", description = "Few runs, to see that it works: code may not be compiled by then.")
    private boolean quick;

    @Option(
            names = {"-m", "--methods", "--method"},
            paramLabel = "NAME",
            split = ",",
            completionCandidates = Known.Methods.class,
            description = "Methods to time, or all (default: all).")
    private List<String> methods = List.of("all");

    @Option(names = "--full", description = "Runs all passes of methods that need many, not a sample. Takes minutes.")
    private boolean full;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            converter = Choices.Parts.class,
            completionCandidates = Choices.Parts.class,
            description = {
                "Only these: forward (all threads; always timed), single (one thread), batch, layers (one thread, each kind of layer as a",
                "share of the peak of the core), methods."
            })
    private Set<BenchRun.Part> parts = EnumSet.allOf(BenchRun.Part.class);

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description = "The image (default: a radiograph of a hand in golden/inputs, or noise without it).")
    private Path image;

    @Option(
            names = "--complexity",
            description = {
                "Instead: counts multiply-adds and bytes of Score-CAM and LowRank-CAM at many sizes K, P, r of the features, fits",
                "exponents, and times what runs."
            })
    private boolean complexity;

    @Option(names = "--plot", paramLabel = "FILE", description = "With --complexity: write the plot, a PNG.")
    private Path plot;

    @Option(
            names = "--threads-model",
            description = {
                "Instead: how much faster a pass can be on 1 to 64 threads, by counting what they can share between two waits; and what a",
                "wait takes here."
            })
    private boolean threadsModel;

    @Option(
            names = "--on-request",
            description = {
                "Instead: one forward pass for each line of standard input, its milliseconds as a line of output, for comparisons in",
                "which several programs take turns."
            })
    private boolean onRequest;

    @Override
    public Integer call() throws IOException {
        if (Stream.of(complexity, threadsModel, onRequest).filter(one -> one).count() > 1) {
            throw new UsageException("expected one of --complexity, --threads-model and --on-request, found several");
        }
        if (plot != null && !complexity) {
            throw new UsageException("--plot: expected --complexity with it, found none");
        }
        if (onRequest) {
            return onRequest();
        }
        if (threadsModel) {
            return threadsModel();
        }
        return complexity ? complexity() : bench();
    }

    private int threadsModel() throws IOException {
        try (LoadedModel model = modelOptions.open(spec.commandLine().getErr(), ModelLoader.HeadUse.NONE)) {
            IntFunction<List<WaveSize>> waves = model.model()::waveSizes;
            int threads = model.workers().threads();
            double wait = ThreadModel.wait(model.workers()).median();
            spec.commandLine().getOut().print(
                    json ? Json.text(ThreadModelTable.json(waves, threads, wait)) : ThreadModelTable.text(waves, threads, wait));
        }
        return ExitCode.DONE;
    }

    private int onRequest() throws IOException {
        Path picture = image == null ? defaultImage() : image;
        try (LoadedModel model = modelOptions.open(spec.commandLine().getErr());
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            ForwardBenchmark passes = new ForwardBenchmark(model.model(), BenchRun.input(model, picture), plan());
            PrintWriter out = spec.commandLine().getOut();
            while (lines.readLine() != null) {
                out.println(passes.millis());
                out.flush();
            }
        }
        return ExitCode.DONE;
    }

    private int complexity() throws IOException {
        if (plot != null) {
            OutputFile.check(plot);
        }
        BenchPlan plan = plan();
        KernelSet kernels = KernelSet.of(modelOptions.kernelChoice());
        say(spec.commandLine().getErr(), "counting at all sizes");
        ComplexityRun.Result result = new ComplexityRun(kernels, plan.warmUp(), plan.runs()).run();
        if (plot != null) {
            ComplexityPlot.write(result.scalings(), plot);
        }
        MachineFacts machine = MachineFacts.ofHere();
        spec.commandLine().getOut().print(json
                ? Json.text(ComplexityTable.json(result, machine, Program.id(), kernels.description()))
                : ComplexityTable.text(result, machine, kernels.description()));
        return ExitCode.DONE;
    }

    private int bench() throws IOException {
        List<String> ids = methodIds();
        BenchPlan plan = plan();
        Path picture = image == null ? defaultImage() : image;
        PrintWriter err = spec.commandLine().getErr();
        BenchRun.Source source =
                (kernels, threads) -> modelOptions.open(kernels, threads, err, ModelLoader.HeadUse.REQUIRED);
        BenchRun run =
                new BenchRun(
                        source, modelOptions.kernelChoice(), modelOptions.threads(), plan, picture, what -> say(err, what));
        List<Numerics> numerics =
                modelOptions.numericsChoice() == Numerics.FAST ? List.of(Numerics.FAST) : List.of(Numerics.values());
        BenchResult result = run.run(Program.id(), numerics, ids, parts);
        spec.commandLine().getOut().print(json ? Json.text(BenchJson.of(result)) : BenchTable.of(result));
        return ExitCode.DONE;
    }

    private void say(PrintWriter err, String what) {
        if (!modelOptions.quiet()) {
            err.println("bench: " + what);
        }
    }

    private List<String> methodIds() {
        List<String> ids = new ArrayList<>();
        for (String name : methods) {
            ids.addAll(name.equalsIgnoreCase("all") ? Methods.ids() : List.of(Methods.idOf(name)));
        }
        return ids.stream().distinct().toList();
    }

    private BenchPlan plan() {
        BenchPlan plan = quick ? QUICK : USUAL;
        if (runs != null && (runs < 1 || runs > 1_000_000)) {
            throw new UsageException("--runs: expected 1 to 1000000, found " + runs);
        }
        return new BenchPlan(
                runs == null ? plan.runs() : runs, plan.batch(), full ? Integer.MAX_VALUE : plan.sample());
    }

    /// The radiograph that lies beside the program, or null.
    private static Path defaultImage() {
        Path file = Program.home().resolve("golden").resolve("inputs").resolve("hand_299.png");
        return Files.exists(file) ? file : null;
    }
}
