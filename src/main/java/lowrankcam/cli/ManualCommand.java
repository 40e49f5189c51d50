package lowrankcam.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `manual`: the help of every command on one page.
@Command(
        name = "manual",
        description = "Prints the help of every command as a page of Markdown.",
        footer = {"", "Example: lowrank-cam manual > docs/HELP.md"},
        mixinStandardHelpOptions = true)
final class ManualCommand implements Runnable {

    private static final int WIDTH = 100;

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.print("# Help\n\nWritten by `lowrank-cam manual`. What the commands are for: [COMMANDS](COMMANDS.md).\n");
        section(spec.root().commandLine(), "##", out);
        out.flush();
    }

    private static void section(CommandLine command, String heading, PrintWriter out) {
        command.setUsageHelpAutoWidth(false);
        command.setUsageHelpWidth(WIDTH);
        String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF).replaceAll("(?m)[ \\t\\r]+$", "").strip();
        out.print("\n" + heading + " " + command.getCommandSpec().qualifiedName() + "\n\n```\n" + help + "\n```\n");
        Map<String, CommandLine> below = new TreeMap<>(command.getSubcommands());
        below.remove("help");
        below.values().forEach(each -> section(each, heading, out));
    }
}
