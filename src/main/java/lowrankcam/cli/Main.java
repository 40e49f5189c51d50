package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import lowrankcam.benchmark.ResultsDifferException;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.explain.Program;
import lowrankcam.format.FileWords;
import lowrankcam.format.FormatException;
import lowrankcam.format.UsageException;
import lowrankcam.image.Caution;
import lowrankcam.kernel.KernelsUnavailableException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/// The command line. Results go to standard output, everything else to standard error.
@Command(
        name = "lowrank-cam",
        description = "Inception-v3 and class activation maps in pure Java.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example: lowrank-cam explain hand.png -o results",
            "",
            "Exit codes: 0 done, 1 ran and failed, 2 wrong usage, 3 bad input, 4 kernels not available,",
            "130 interrupted by Ctrl-C.",
            Caution.TEXT
        })
public final class Main {

    /// The commands in the order of the help.
    static final List<Class<?>> COMMANDS =
            List.of(
                    ExplainCommand.class, ReportCommand.class, PredictCommand.class, ActivationsCommand.class, TraceCommand.class,
                    PhantomsCommand.class, TrainHeadCommand.class, ConvertCommand.class, LayersCommand.class,
                    MethodsCommand.class, DoctorCommand.class, EvaluateCommand.class, TuneRankCommand.class,
                    MergeCommand.class, ReproduceCommand.class, StudyCommand.class, ShortcutCommand.class, MuraCommand.class,
                    TableCommand.class, ServeCommand.class, VerifyCommand.class, AuditCommand.class, BenchCommand.class, Completion.class,
                    ManualCommand.class, HelpCommand.class);

    /// Environment variable and system property: with an error its stack is printed.
    private static final String DEBUG = "LOWRANKCAM_DEBUG";
    static final String DEBUG_PROPERTY = "lowrankcam.debug";

    /// Characters of a line on standard error; a longer one repeats more of its input than helps.
    private static final int LONGEST_LINE = 1000;

    private Main() {}

    /// Runs the command line and ends the process.
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(args, out, err);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /// Runs the command line within a program that goes on afterwards.
    ///
    /// @param args as on the command line, the command first
    /// @param out  gets results
    /// @param err  gets everything else
    /// @return the exit code: 0 done, 1 ran and failed, 2 wrong usage, 3 bad input, 4 kernels not available
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        Printer results = new Printer(out, Integer.MAX_VALUE);
        Printer messages = new Printer(err, LONGEST_LINE);
        int code;
        try {
            code = run(args, results, messages);
        } catch (Throwable e) {
            code = report(e, messages);
        }
        results.flush();
        messages.flush();
        return code;
    }

    private static int run(String[] args, Printer out, Printer err) {
        CommandLine commandLine = commandLine(args.length == 0 ? "" : args[0]);
        commandLine.setOut(out);
        commandLine.setErr(err);
        // Colours would be control characters.
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.getSubcommands().values().forEach(
                command -> command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, OptionGroups::render));
        commandLine.setExecutionExceptionHandler((e, _, _) -> report(e, err));
        if (args.length == 0) {
            commandLine.usage(err);
            return ExitCode.USAGE;
        }
        commandLine.setParameterExceptionHandler((e, _) -> usage(e));
        return commandLine.execute(args);
    }

    /// The command line with the command of that name only, since reading the options of all takes a quarter of a second;
    /// with all of them where there is no such command or it asks for the others.
    private static CommandLine commandLine(String name) {
        CommandLine commandLine = new CommandLine(new Main());
        for (Class<?> command : COMMANDS) {
            if (command != Completion.class && command != ManualCommand.class && command.getAnnotation(Command.class).name().equals(name)) {
                return commandLine.addSubcommand(command);
            }
        }
        COMMANDS.forEach(commandLine::addSubcommand);
        return commandLine;
    }

    /// One line, near names if there are any, and where the help is.
    private static int usage(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        boolean value = e.getCause() instanceof CommandLine.TypeConversionException && e.getArgSpec() instanceof OptionSpec;
        err.println("lowrank-cam: "
                + (value ? ((OptionSpec) e.getArgSpec()).longestName() + ": " + e.getCause().getMessage() : e.getMessage()));
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("see: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitCode.USAGE;
    }

    /// What to say when the heap is full.
    static String outOfMemory() {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        return "out of memory: a heap of " + heap + " MiB does not hold it; for twice as much set LOWRANKCAM_JAVA_OPTS=-Xmx"
                + 2 * heap + "m";
    }

    private static int report(Throwable e, PrintWriter err) {
        err.println("lowrank-cam: " + message(e));
        stack(e, err);
        return code(e);
    }

    /// Prints where an error came from, if that was asked for.
    static void stack(Throwable e, PrintWriter err) {
        if ("1".equals(System.getenv(DEBUG)) || Boolean.getBoolean(DEBUG_PROPERTY)) {
            e.printStackTrace(err);
        }
    }

    /// Exit code of an error.
    static int code(Throwable e) {
        return switch (e) {
            case FormatException full when full.getCause() instanceof OutOfMemoryError -> ExitCode.FAILED;
            case FormatException _ -> ExitCode.BAD_INPUT;
            case KernelsUnavailableException _ -> ExitCode.NO_KERNELS;
            case UnsupportedTargetException _ -> ExitCode.USAGE;
            case UsageException _ -> ExitCode.USAGE;
            case UncheckedIOException io -> code(io.getCause());
            default -> ExitCode.FAILED;
        };
    }

    /// One line for an error.
    static String message(Throwable e) {
        return switch (e) {
            case FormatException _ -> e.getMessage();
            case KernelsUnavailableException _ -> e.getMessage();
            case UnsupportedTargetException _ -> e.getMessage();
            case UsageException _ -> e.getMessage();
            case ResultsDifferException _ -> e.getMessage();
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileSystemException file -> file.getFile() + ": cannot be used: " + FileWords.sentence(file);
            case IOException io -> "writing failed: " + io.getMessage();
            case UncheckedIOException io -> message(io.getCause());
            case OutOfMemoryError _ -> outOfMemory();
            default -> "internal error, please report it with what " + DEBUG + "=1 prints: " + e;
        };
    }

    /// For `--version`.
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {Program.id() + ", Java " + Runtime.version()};
        }
    }

    /// Prints a completion script.
    @Command(
            name = "completion",
            description = "Prints a completion script for bash and zsh.",
            footer = {"", "Example: source <(lowrank-cam completion)"},
            mixinStandardHelpOptions = true)
    static final class Completion implements Runnable {

        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            spec.commandLine().getOut().print(AutoComplete.bash("lowrank-cam", spec.root().commandLine()));
        }
    }
}
