package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whether a line is rewritten follows the launcher, who alone knows what standard error is.
class ProgressLineTest {

    @AfterEach
    void clear() {
        System.clearProperty(ProgressLine.PROPERTY);
    }

    /// Reports until the line says something, however long that takes.
    private static String shown() {
        StringWriter err = new StringWriter();
        ProgressLine line = new ProgressLine(new PrintWriter(err, true), "work", false);
        while (err.toString().isEmpty()) {
            line.report(1, 2);
            Thread.onSpinWait();
        }
        return err.toString();
    }

    @Test
    void aTerminalGetsOneRewrittenLine() {
        System.setProperty(ProgressLine.PROPERTY, "terminal");
        String text = shown();
        assertTrue(text.startsWith("\rwork 1 of 2") && !text.contains("\n"), text);
    }

    @Test
    void aFileGetsPlainLines() {
        System.setProperty(ProgressLine.PROPERTY, "plain");
        String text = shown();
        assertTrue(text.startsWith("work 1 of 2") && text.endsWith(System.lineSeparator()), text);
    }
}
