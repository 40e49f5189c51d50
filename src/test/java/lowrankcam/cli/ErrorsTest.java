package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.cam.UnsupportedTargetException;
import lowrankcam.format.FormatException;
import lowrankcam.format.UsageException;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of whatever is thrown, and of hostile names.
class ErrorsTest {

    @TempDir private Path folder;

    @Test
    void onlyWrongUsageIsCalledWrongUsage() {
        assertEquals(ExitCode.USAGE, Main.code(new UsageException("--x: expected y, found z")));
        assertEquals(ExitCode.USAGE, Main.code(new UnsupportedTargetException("not for this head")));
        for (Throwable e : List.of(new IllegalArgumentException("3x4 map given 5 values"), new NullPointerException(),
                new StackOverflowError(), new ExceptionInInitializerError("x"))) {
            assertEquals(ExitCode.FAILED, Main.code(e));
            assertTrue(Main.message(e).startsWith("internal error, please report it with what LOWRANKCAM_DEBUG=1 prints: " + e));
        }
        FormatException format = new FormatException(Path.of("f"), 0, "item", "this", "that");
        assertEquals(ExitCode.BAD_INPUT, Main.code(new UncheckedIOException(format)));
        assertEquals(format.getMessage(), Main.message(new UncheckedIOException(format)));
    }

    @Test
    void theStackIsPrintedOnRequestOnly() {
        assertEquals(2, run("predict", "x.png", "-j", 0).code());
        assertFalse(run("predict", "x.png", "-j", 0).err().contains("\tat "));
        System.setProperty(Main.DEBUG_PROPERTY, "true");
        try {
            assertTrue(run("predict", "x.png", "-j", 0).err().contains("\tat lowrankcam.cli"));
        } finally {
            System.clearProperty(Main.DEBUG_PROPERTY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict", "explain", "evaluate", "--option", "command"})
    void namesNeverReachTheTerminalRaw(String command) {
        String name = "\u001B[2J\u0007\u009B\u202Egnp\n.png";
        List<Object> args = new ArrayList<>(List.of(command.equals("--option") ? "predict" : command));
        if (command.equals("command")) {
            args.set(0, name);
        } else if (command.equals("--option")) {
            args.add("x.png");
            args.add("--" + name);
        } else {
            args.add(folder.resolve(name));
        }
        CliRuns.Ran ran = run(args.toArray());
        assertTrue(ran.code() == 2 || ran.code() == 3, ran.err());
        String text = ran.err() + ran.out();
        assertTrue(text.contains("\\u001B[2J\\u0007\\u009B\\u202Egnp\\u000A.png"), text);
        assertFalse(text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' || c == '\u202E'), text);
    }

    @Test
    void anErrorRepeatsAFewHundredCharactersOfItsInput() {
        for (CliRuns.Ran ran : List.of(
                run("methods", "x".repeat(80_000)), run("explain", "x.png", "-m", "x".repeat(80_000)),
                run("table", "audit", "--speed-up", "x".repeat(80_000)))) {
            assertEquals(2, ran.code(), ran.err());
            assertTrue(ran.err().lines().allMatch(line -> line.length() < 1100), ran.err());
        }
    }

    @Test
    void namesThatTheLocaleCannotReadAreRefused() throws Exception {
        assertEquals(0, new ProcessBuilder(
                "sh", "-c", "for c in '\\303\\244' '\\303\\266'; do cp \"$1\" \"$2/$(printf h$c)nd.png\"; done", "sh",
                Goldens.file("inputs/hand_299.png").toString(), folder.toString()).start().waitFor());
        Path err = Files.createTempFile("errors", ".txt");
        for (String command : List.of("evaluate", "tune-rank", "explain")) {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules",
                    "jdk.incubator.vector", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                    Main.class.getName(), command, folder.toString(), "-o", folder.resolve("out").toString());
            builder.environment().put("LC_ALL", "C");
            int code = builder.redirectError(err.toFile()).start().waitFor();
            String text = Files.readString(err);
            assertEquals(3, code, text);
            assertTrue(text.contains("name of an image: expected characters of the locale (LC_ALL=C.UTF-8"), text);
            assertFalse(Files.exists(folder.resolve("out")));
        }
        Files.delete(err);
    }

    @Test
    void theHelpListsEveryExitCode() throws IOException {
        String help = run("--help").out();
        for (String code : List.of("0 done", "1 ran and failed", "2 wrong usage", "3 bad input", "4 kernels", "130 interrupted")) {
            assertTrue(help.contains(code), help);
        }
    }
}
