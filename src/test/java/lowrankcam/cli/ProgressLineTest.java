package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

    /// What was kept from before came at once, and says nothing of the rest.
    @Test
    void whatIsKeptMakesNoRate() {
        System.setProperty(ProgressLine.PROPERTY, "terminal");
        StringWriter err = new StringWriter();
        ProgressLine line = new ProgressLine(new PrintWriter(err, true), "work", false);
        while (err.toString().isEmpty()) {
            line.report(40, 40, 100);
            Thread.onSpinWait();
        }
        assertEquals("\rwork 40 of 100, 40 kept from before, time left not known yet", err.toString());
    }

    /// One of 90 took all the time there was, so the ten that are left take ten times as long.
    @Test
    void theTimeLeftIsThatOfWhatWasNotKept() {
        System.setProperty(ProgressLine.PROPERTY, "terminal");
        StringWriter err = new StringWriter();
        ProgressLine line = new ProgressLine(new PrintWriter(err, true), "work", false);
        while (err.toString().isEmpty()) {
            line.report(90, 89, 100);
            Thread.onSpinWait();
        }
        String[] words = err.toString().split("up to | s left");
        assertTrue(Double.parseDouble(words[1]) >= 2, err.toString());
    }
}
