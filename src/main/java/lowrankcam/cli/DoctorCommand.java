package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import lowrankcam.benchmark.MachineFacts;
import lowrankcam.benchmark.ProcessMemory;
import lowrankcam.explain.Program;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.InceptionV3;
import lowrankcam.inception.LoadedModel;
import lowrankcam.kernel.KernelSet;
import lowrankcam.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// `doctor`: what somebody who is asked for help wants to know, and whether the fast path is really taken.
@Command(
        name = "doctor",
        description = {
            "Says which Java, kernels and weights are used, and times the forward pass.",
            "Also what else one who helps would ask. The launcher makes its archive of classes here if it is missing or does not fit."
        },
        footer = {
            "", "Examples: lowrank-cam doctor", "          lowrank-cam doctor --kernels scalar -j 1", "          lowrank-cam doctor --json"
        },
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    /// What the launcher says of its archive of classes.
    static final String CLASSES_PROPERTY = "lowrankcam.classes";

    private static final int RUNS = 12;

    private final Map<String, String> facts = new LinkedHashMap<>();

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        add("program", Program.id() + " in " + Program.home());
        add("java", Runtime.version() + ", " + System.getProperty("java.vendor") + ", in " + System.getProperty("java.home"));
        if (Runtime.version().feature() == 25 && Runtime.version().update() < 3) {
            add("warning", "Java 25.0.3 or later is advised: earlier ones have a G1 error with pinned arrays");
        }
        MachineFacts machine = MachineFacts.ofHere();
        add("machine", machine.os() + " " + machine.arch() + ", " + machine.processors() + " processors"
                + (machine.cpu().isEmpty() ? "" : ", " + machine.cpu()));
        add("heap", "up to " + mebibytes(machine.heapBytes()));
        add("options", System.getenv().getOrDefault("LOWRANKCAM_JAVA_OPTS", "no LOWRANKCAM_JAVA_OPTS"));
        add("characters", "file names in " + System.getProperty("sun.jnu.encoding") + ", default " + Charset.defaultCharset());
        add("classes", System.getProperty(CLASSES_PROPERTY, "no archive asked for: not started by the sh launcher"));
        add("writes", "only where told; explain to results in " + folder());
        KernelOptions.requireWidth();
        String obstacle = KernelSet.obstacle();
        add("vector", obstacle.isEmpty() ? "available" : "not available: " + obstacle);
        FormatException unusable = null;
        try (LoadedModel ready = modelOptions.open(spec.commandLine().getErr())) {
            InceptionModel model = ready.model();
            add("kernels", model.kernels().description() + ", numerics " + model.kernels().numerics().id() + ", "
                    + ready.workers().threads() + " threads");
            add("weights", ready.source() + ", dialect " + ready.dialect().id() + ", SHA-256 " + ready.weightsSha256()
                    + (modelOptions.isDefault() ? ", files as model.json lists them" : ""));
            add("head", String.join(", ", model.head().labels().stream().limit(10).toList()));
            add("forward", forward(model));
        } catch (FormatException e) {
            unusable = e;
            add("weights", "cannot be used: " + e.getMessage());
        }
        ProcessMemory.now().peakResidentBytes().ifPresent(bytes -> add("memory", "at most " + mebibytes(bytes) + " so far"));
        print(out);
        return unusable == null ? ExitCode.DONE : Main.code(unusable);
    }

    private void add(String name, String value) {
        facts.put(name, value);
    }

    private void print(PrintWriter out) {
        if (json) {
            ObjectNode node = Json.object();
            facts.forEach(node::put);
            out.print(Json.text(node));
        } else {
            facts.forEach((name, value) -> out.println(String.format(Locale.ROOT, "%-11s %s", name, value)));
        }
    }

    private static String mebibytes(long bytes) {
        return bytes / (1 << 20) + " MiB";
    }

    private static String folder() {
        Path here = Path.of("").toAbsolutePath();
        return here + (Files.isWritable(here) ? ", " + mebibytes(here.toFile().getUsableSpace()) + " free" : ", which cannot be written to");
    }

    private static String forward(InceptionModel model) {
        int size = InceptionV3.IMAGE_SIZE;
        Tensor image = new Tensor(size, size, 3, new float[size * size * 3]);
        double[] millis = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            model.forward(image, model.lastLayer());
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        double first = millis[0];
        Arrays.sort(millis);
        return String.format(
                Locale.ROOT, "first %.0f ms, then median %.1f ms, least %.1f ms", first, millis[RUNS / 2], millis[0]);
    }
}
