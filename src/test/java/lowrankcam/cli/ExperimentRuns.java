package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a folder of `evaluate` or `tune-rank` holds, times aside.
final class ExperimentRuns {

    private ExperimentRuns() {}

    /// Every file but `times.csv`, the journal, the list of machines, and the page, which shows times; `table.md` without
    /// its column of times.
    static Map<String, String> bytes(Path run) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(run)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = run.relativize(file).toString();
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (name.equals("table.md")) {
                    files.put(name, withoutTimes(text));
                } else if (!List.of("times.csv", "journal.log", "machines.json", "report.html").contains(name)) {
                    files.put(name, text);
                }
            }
        }
        return files;
    }

    private static String withoutTimes(String table) {
        return table.lines()
                .map(line -> line.startsWith("|") ? line.substring(0, line.lastIndexOf('|', line.length() - 3)) : line)
                .collect(Collectors.joining("\n"));
    }

    static void assertSame(Path expected, Path found) throws IOException {
        Map<String, String> first = bytes(expected);
        Map<String, String> second = bytes(found);
        assertTrue(first.size() >= 5, first.keySet().toString());
        assertEquals(first.keySet(), second.keySet());
        first.forEach((name, text) -> assertEquals(text, second.get(name), name));
    }

    /// A copy of a run as an interruption leaves it: the first records, and half a line.
    static void interrupted(Path run, Path target, int records) throws IOException {
        Files.createDirectories(target);
        for (String name : List.of("settings.json", "dataset.csv", "machines.json")) {
            Files.copy(run.resolve(name), target.resolve(name));
        }
        List<String> lines = Files.readAllLines(run.resolve("journal.log"));
        String kept = lines.stream().limit(records).map(line -> line + "\n").collect(Collectors.joining());
        Files.writeString(target.resolve("journal.log"), kept + lines.get(records).substring(0, 20));
        if (Files.isDirectory(run.resolve("pictures"))) {
            Files.createDirectories(target.resolve("pictures"));
            try (Stream<Path> pictures = Files.list(run.resolve("pictures"))) {
                for (Path picture : pictures.toList()) {
                    Files.copy(picture, target.resolve("pictures").resolve(picture.getFileName()));
                }
            }
        }
    }

    /// Records that were there still are, as they were; the others are there once.
    static void assertContinued(Path whole, Path run, int records) throws IOException {
        List<String> expected = Files.readAllLines(whole.resolve("journal.log"));
        List<String> found = Files.readAllLines(run.resolve("journal.log"));
        assertEquals(expected.subList(0, records), found.subList(0, records));
        assertEquals(expected.size(), found.size());
    }

    /// One line on standard error with all of these texts in it, nothing on standard output.
    static void assertRefused(int code, CliRuns.Ran ran, String... texts) {
        assertEquals(code, ran.code(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertEquals("", ran.out());
        for (String text : texts) {
            assertTrue(ran.err().contains(text), text + " in: " + ran.err());
        }
    }
}
