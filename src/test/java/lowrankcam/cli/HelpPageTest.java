package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;

/// docs/HELP.md is what `lowrank-cam manual` prints.
class HelpPageTest {

    @Test
    void thePageIsWhatTheProgramPrints() throws IOException {
        assertEquals(
                CliRuns.run("manual").out(), Files.readString(Goldens.ROOT.resolve("docs/HELP.md")),
                "to write it anew: ./lowrank-cam manual > docs/HELP.md");
    }
}
