package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.EnumNames;
import lowrankcam.image.Caution;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Wrong usage gets a line, not a page; the help of every command stands on its own.
class UsageTest {

    @Test
    void wrongUsageIsAMessageAndWhereTheHelpIs() {
        Ran ran = run("explain", "hand.png", "--colormap", "pink");
        assertEquals(2, ran.code());
        assertEquals(2, ran.err().lines().count(), ran.err());
        assertTrue(
                ran.err().startsWith(
                        "lowrank-cam: --colormap: expected one of turbo, viridis, inferno, gray, jet; found 'pink'"),
                ran.err());
        assertTrue(ran.err().endsWith("see: lowrank-cam explain --help" + System.lineSeparator()), ran.err());
        Ran unknown = run("explain", "hand.png", "--colrmap", "turbo");
        assertTrue(unknown.err().contains("--colormap"), unknown.err());
        Ran command = run("explian");
        assertEquals(2, command.code());
        assertTrue(command.err().contains("explain") && command.err().lines().count() <= 3, command.err());
    }

    /// The list of commands shows the first line of each description only.
    @Test
    void everyCommandSaysInOneSentenceWhatItDoesAndHasAnExample() throws ReflectiveOperationException {
        java.lang.reflect.Field field = Main.class.getDeclaredField("COMMANDS");
        field.setAccessible(true);
        for (Object type : (List<?>) field.get(null)) {
            picocli.CommandLine.Command command = ((Class<?>) type).getAnnotation(picocli.CommandLine.Command.class);
            if (type != picocli.CommandLine.HelpCommand.class) {
                assertTrue(command.description()[0].endsWith("."), command.name());
                assertTrue(command.footer().length > 0, command.name() + " has no example");
            }
        }
    }

    @Test
    void everyCommandHasHelp() {
        assertEquals(0, run("completion", "--help").code());
        assertTrue(run("completion", "--help").out().contains("source <(lowrank-cam completion)"));
        assertEquals(0, run("mura", "--help").code());
    }

    @Test
    void benchTakesTheOptionOfExplain() {
        Ran ran = run("bench", "--method", "nonsense");
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("nonsense"), ran.err());
    }

    @Test
    void theCautionStandsUnderTheHelpOfExplain() {
        assertTrue(run("explain", "--help").out().replaceAll("\\s+", " ").contains(Caution.TEXT));
    }

    /// `blend|contour` in the help, and the same words for the shell and for the parser; a single word where there are many.
    @Test
    void choicesAreSpelledInOneWay() {
        int seen = 0;
        for (Class<?> command : Main.COMMANDS) {
            for (OptionSpec option : new CommandLine(command).getCommandSpec().options()) {
                boolean listed = option.paramLabel().contains("|");
                assertTrue(!listed || option.completionCandidates() != null, option.longestName() + " is not completed");
                if (option.completionCandidates() instanceof Choices<?> choices) {
                    seen++;
                    if (listed) {
                        assertEquals(String.join("|", choices), option.paramLabel(), option.longestName());
                    }
                    for (String name : choices) {
                        assertEquals(name, EnumNames.id(choices.convert(name)));
                    }
                    if (option.defaultValue() != null && listed) {
                        assertTrue(option.paramLabel().contains(option.defaultValue()), option.longestName());
                    }
                }
            }
        }
        assertTrue(seen >= 15, "options seen: " + seen);
    }

    @Test
    void sharedOptionsStandInGroups() {
        String help = run("explain", "--help").out();
        int picture = help.indexOf("\nPicture:\n");
        int model = help.indexOf("\nModel:\n");
        int engine = help.indexOf("\nEngine:\n");
        assertTrue(help.indexOf("\n      --rank-rule=") < picture && picture < help.indexOf("\n      --colormap="), help);
        assertTrue(help.indexOf("\n      --colormap=") < model && model < help.indexOf("\n      --input-range="), help);
        assertTrue(help.indexOf("\n      --input-range=") < engine && engine < help.indexOf("\n      --kernels="), help);
        assertTrue(help.contains("(default: Mixed_7c)") && help.contains("(default: viridis)"), help);
    }

    @Test
    void shellsCompleteMethodsLayersAndPresets() {
        String script = run("completion").out();
        for (String name : List.of("gradcam++", "Mixed_6e", "class-signed", "half-pixel", "contour")) {
            assertTrue(script.contains(name), name);
        }
    }
}
