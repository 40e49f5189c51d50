package lowrankcam.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionV3;
import lowrankcam.inception.LayerNames;
import lowrankcam.nn.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `layers`: what can be tapped and explained.
@Command(
        name = "layers",
        description = "Lists the layers with their shapes; Mixed_7c is the default target.",
        footer = {"", "Example: lowrank-cam layers"},
        mixinStandardHelpOptions = true)
final class LayersCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Network network = InceptionV3.network(Dialect.KERAS);
        List<Network.Size> sizes = network.sizes(InceptionV3.IMAGE_SIZE, InceptionV3.IMAGE_SIZE);
        for (int i = 0; i < sizes.size(); i++) {
            String name = network.stages().get(i).name();
            String line = String.format(Locale.ROOT, "%-16s %-14s %s", name, sizes.get(i), LayerNames.keras(name));
            out.println(line.stripTrailing());
        }
    }
}
