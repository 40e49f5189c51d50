package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lowrankcam.report.ReproductionReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `reproduce`: the paper's tables on phantoms, from nothing.
@Command(
        name = "reproduce",
        description = {
            "Makes the paper's Table 1 and Figure 2 on phantoms with the default model, and a page that says what holds.",
            "Takes hours, almost all of them for Score-CAM; can be interrupted and started again at any time."
        },
        footer = {
            "",
            "Example: lowrank-cam reproduce -o reproduction",
            "",
            "Writes DIR/REPRODUCTION.md; the runs behind it lie in DIR/runs."
        },
        mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = {"-o", "--output-dir"},
            paramLabel = "DIR",
            description = "Where everything goes (default: reproduction).")
    private Path output = Path.of("reproduction");

    @Option(names = "--patients", paramLabel = "N", description = "Phantom patients (default: 800).")
    private int patients = 800;

    @Option(
            names = "--slow-images",
            paramLabel = "N",
            description = "Images for all thirteen methods, and for insertion, deletion and ROAD (default: 16).")
    private int slowImages = 16;

    @Option(names = "--samples", paramLabel = "N", description = "Images for the rank (default: 30).")
    private int samples = 30;

    @Option(
            names = {"-j", "--threads"},
            paramLabel = "N",
            description = "Threads (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Path phantoms = output.resolve("phantoms");
        if (!Files.isDirectory(phantoms)) {
            List<String> make =
                    List.of("phantoms", "--patients", "" + patients, "--seed", "2", "--study", "humerus", "-o",
                            phantoms.toString());
            int code = step(make, out, err);
            if (code != ExitCode.DONE) {
                return code;
            }
        }
        for (List<String> step : steps(phantoms.toString())) {
            int code = step(step, out, err);
            if (code != ExitCode.DONE) {
                return code;
            }
        }
        new ReproductionReport(output.resolve("runs")).write(output);
        out.println(output.resolve("REPRODUCTION.md"));
        return ExitCode.DONE;
    }

    private List<List<String>> steps(String phantoms) {
        List<List<String>> steps = new ArrayList<>();
        steps.add(evaluate(phantoms, "fast", "-m", "table1-fast"));
        steps.add(evaluate(
                phantoms, "place", "--label", "abnormal", "--class-rule", "class:abnormal", "--metrics", "place",
                "--reference", "cam", "-m", ReproductionReport.placeMethods()));
        steps.add(List.of(
                "tune-rank", phantoms, "--samples", "" + samples, "-j", "" + threads, "-o", run("ranks")));
        steps.add(evaluate(
                phantoms, "curves", "-m", "table1-fast", "--metrics", "curves,road", "--limit", "" + slowImages));
        steps.add(evaluate(phantoms, "table1", "-m", "table1", "--limit", "" + slowImages));
        return steps;
    }

    private List<String> evaluate(String phantoms, String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of("evaluate", phantoms, "-o", run(name), "-j", "" + threads));
        arguments.addAll(List.of(options));
        return arguments;
    }

    private String run(String name) {
        return output.resolve("runs").resolve(name).toString();
    }

    private static int step(List<String> arguments, PrintWriter out, PrintWriter err) {
        err.println("lowrank-cam: lowrank-cam " + String.join(" ", arguments));
        err.flush();
        return Main.run(arguments.toArray(String[]::new), out, err);
    }
}
