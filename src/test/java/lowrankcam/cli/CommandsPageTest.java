package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// docs/COMMANDS.md has every command and every exit code.
class CommandsPageTest {

    private static String page() throws IOException {
        return Files.readString(Goldens.ROOT.resolve("docs/COMMANDS.md"));
    }

    @Test
    void everyCommandStandsOnThePage() throws IOException {
        String page = page();
        List<String> commands =
                Main.COMMANDS.stream().filter(type -> type != CommandLine.HelpCommand.class)
                        .map(type -> type.getAnnotation(CommandLine.Command.class).name()).toList();
        assertTrue(commands.size() >= 18, "commands: " + commands);
        assertEquals(
                List.of(),
                commands.stream().filter(name -> !page.contains("`" + name + "`") && !page.contains("`" + name + " ")).toList());
    }
}
