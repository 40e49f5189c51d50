package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// The one place through which everything printed goes.
class PrinterTest {

    private static final String HOSTILE = "x\u001B]0;title\u0007\u009B2J\u202Egnp.\nfake line\ry";

    private final StringWriter out = new StringWriter();
    private final Printer printer = new Printer(out, 100);

    @Test
    void aLineIsOneLineWhateverIsInIt() {
        printer.println("read " + HOSTILE);
        assertEquals(
                "read x\\u001B]0;title\\u0007\\u009B2J\\u202Egnp.\\u000Afake line\\u000Dy" + System.lineSeparator(),
                out.toString());
    }

    @Test
    void noWayOfPrintingPassesControlCharacters() {
        printer.print(HOSTILE);
        printer.write(HOSTILE.toCharArray());
        printer.append(HOSTILE).append('\u001B').append(HOSTILE, 0, 5);
        printer.printf(Locale.ROOT, "%s %s%n", "name", "\r" + HOSTILE);
        printer.println(new StringBuilder(HOSTILE));
        new IllegalStateException(HOSTILE).printStackTrace(printer);
        String text = out.toString().replace(System.lineSeparator(), "\n");
        assertFalse(text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'), text);
        assertFalse(text.contains("\u202E"), text);
        assertTrue(text.contains("name \\u000Dx"), text);
    }

    @Test
    void longLinesAreShortened() {
        printer.println("found '" + "x".repeat(80_000) + "' here");
        assertTrue(out.toString().length() < 150, out.toString());
        assertTrue(out.toString().stripTrailing().endsWith("xxx' here"), out.toString());
    }

    @Test
    void progressMayRewriteItsLine() {
        printer.print("\r" + "work 1 of 2");
        printer.print("\r");
        assertEquals("\rwork 1 of 2\r", out.toString());
    }
}
