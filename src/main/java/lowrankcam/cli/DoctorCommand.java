package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import lowrankcam.explain.Program;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.InceptionV3;
import lowrankcam.inception.LoadedModel;
import lowrankcam.kernel.KernelSet;
import lowrankcam.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `doctor`: whether the fast path is really taken.
@Command(
        name = "doctor",
        description = "Says which Java, kernels and weights are used, and times the forward pass.",
        footer = {"", "Examples: lowrank-cam doctor", "          lowrank-cam doctor --kernels scalar -j 1"},
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    private static final int RUNS = 12;

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Runtime runtime = Runtime.getRuntime();
        out.println("program     " + Program.id());
        out.println("java        " + Runtime.version() + ", " + System.getProperty("java.vendor"));
        out.println("machine     " + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + runtime.availableProcessors() + " processors, heap up to " + runtime.maxMemory() / (1 << 20) + " MiB");
        KernelOptions.requireWidth();
        String obstacle = KernelSet.obstacle();
        out.println("vector      " + (obstacle.isEmpty() ? "available" : "not available: " + obstacle));
        if (Runtime.version().feature() == 25 && Runtime.version().update() < 3) {
            out.println("warning     Java 25.0.3 or later is advised: earlier ones have a G1 error with pinned arrays");
        }
        try (LoadedModel ready = modelOptions.open(spec.commandLine().getErr())) {
            InceptionModel model = ready.model();
            out.println("kernels     " + model.kernels().description() + ", numerics "
                    + model.kernels().numerics().id() + ", " + ready.workers().threads() + " threads");
            out.println("weights     " + ready.source() + ", dialect " + ready.dialect().id()
                    + ", SHA-256 " + ready.weightsSha256());
            out.println("head        " + String.join(", ", model.head().labels().stream().limit(10).toList()));
            out.println("forward     " + forward(model));
        }
        return ExitCode.DONE;
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
