package lowrankcam.cli;

import java.io.PrintWriter;
import lowrankcam.cam.LowRankOptions;
import lowrankcam.cam.Methods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `methods`: what `explain -m` takes.
@Command(name = "methods", description = "Lists the methods, their papers and passes.", mixinStandardHelpOptions = true)
final class MethodsCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        for (Methods.Info info : Methods.all()) {
            out.printf("%-12s %s (%s)%n", info.id(), info.name(), info.paper());
            out.printf("%-12s   passes: %s; needs: %s%n", "", info.passes(), info.needs());
        }
        out.println("presets of lowrankcam: " + String.join(", ", LowRankOptions.Preset.ids()));
    }
}
