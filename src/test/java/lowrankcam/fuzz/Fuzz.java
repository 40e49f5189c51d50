package lowrankcam.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import lowrankcam.format.FileTree;

/// Runs a target on damaged samples.
///
/// Input i follows from the target's name, its samples, the seed and i alone. Inputs that end in an error the reader does not
/// document are kept in `target/fuzz`; put into `src/test/resources/fuzz/NAME/`, such a folder is read again by every run.
final class Fuzz {

    /// Far beyond what any input takes, however slow the machine: for what never ends.
    private static final Duration HANG = Duration.ofSeconds(60);

    private static final Path FINDINGS = Path.of("target/fuzz");
    private static final Path FORMER = Path.of("src/test/resources/fuzz");

    private final Target target;
    private final Path scratch;
    private final long seed;
    private final List<SortedMap<String, byte[]>> samples;

    /// What came of a run.
    ///
    /// @param read     inputs that were read without an error
    /// @param refused  inputs that ended in a documented error
    /// @param findings text of any other error, by what it is; one for each kind
    record Outcome(int read, int refused, Map<String, String> findings) {

        @Override
        public String toString() {
            return read + " read, " + refused + " refused, kinds of other errors: " + findings.size();
        }
    }

    /// @param scratch empty folder for the inputs
    Fuzz(Target target, Path scratch, long seed) throws IOException {
        this.target = target;
        this.scratch = scratch;
        this.seed = seed;
        this.samples = target.samples();
    }

    /// The samples as they are.
    Outcome samples() throws IOException {
        return run(samples, "sample");
    }

    /// Inputs that once were findings.
    Outcome former() throws IOException {
        return run(former(target.name()), "former");
    }

    /// The first inputs.
    Outcome inputs(int count) throws IOException {
        Run run = new Run();
        for (int i = 0; i < count; i++) {
            run.add(input(i), seed + "-" + i);
        }
        return run.outcome();
    }

    private Outcome run(List<SortedMap<String, byte[]>> inputs, String name) throws IOException {
        Run run = new Run();
        for (int i = 0; i < inputs.size(); i++) {
            run.add(inputs.get(i), name + "-" + i);
        }
        return run.outcome();
    }

    private SortedMap<String, byte[]> input(int i) {
        SplittableRandom random = new SplittableRandom((seed * 31 + target.name().hashCode()) * 1_000_003L + i);
        SortedMap<String, byte[]> input = new TreeMap<>(samples.get(random.nextInt(samples.size())));
        Mutator mutator = new Mutator(random, target.words());
        List<String> files = List.copyOf(input.keySet());
        do {
            String file = files.get(random.nextInt(files.size()));
            if (files.size() > 1 && random.nextInt(50) == 0) {
                input.remove(file);
                continue;
            }
            SortedMap<String, byte[]> donor = samples.get(random.nextInt(samples.size()));
            byte[] other = donor.getOrDefault(file, donor.firstEntry().getValue());
            byte[] damaged = mutator.damaged(input.getOrDefault(file, new byte[0]), other);
            input.put(file, random.nextInt(4) > 0 ? target.repaired(file, damaged) : damaged);
        } while (random.nextInt(4) == 0);
        return input;
    }

    private static List<SortedMap<String, byte[]>> former(String name) throws IOException {
        List<SortedMap<String, byte[]>> inputs = new ArrayList<>();
        Path folder = FORMER.resolve(name);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> list = Files.list(folder)) {
                for (Path one : list.sorted().toList()) {
                    inputs.add(content(one));
                }
            }
        }
        return inputs;
    }

    /// All files below a folder.
    static SortedMap<String, byte[]> content(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static void write(Path folder, SortedMap<String, byte[]> input) throws IOException {
        for (Map.Entry<String, byte[]> file : input.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    /// Counts. All inputs lie in one folder in turn.
    private final class Run {
        private final Path folder = Files.createDirectories(scratch.resolve("input"));
        private Set<String> before = Set.of();
        private int read;
        private int refused;
        private final Map<String, String> findings = new LinkedHashMap<>();

        Run() throws IOException {
            target.addFixedFiles(folder);
        }

        void add(SortedMap<String, byte[]> input, String name) throws IOException {
            for (String file : before) {
                Files.deleteIfExists(folder.resolve(file));
            }
            before = input.keySet();
            write(folder, input);
            try {
                assertTimeoutPreemptively(HANG, () -> target.read(folder));
                read++;
            } catch (Throwable error) {
                if (target.documents(error)) {
                    refused++;
                } else {
                    keep(error, input, name);
                }
            }
        }

        private void keep(Throwable error, SortedMap<String, byte[]> input, String name) throws IOException {
            String kind = error.getClass().getName() + " " + Stream.of(error.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith("lowrankcam.")
                            && !frame.getClassName().startsWith("lowrankcam.fuzz."))
                    .findFirst().map(Object::toString).orElse("");
            if (findings.containsKey(kind)) {
                return;
            }
            StringWriter text = new StringWriter();
            error.printStackTrace(new PrintWriter(text));
            Path place = FINDINGS.resolve(target.name()).resolve(name);
            findings.put(kind, place + ": " + text.toString().lines().limit(12).reduce("", (a, b) -> a + "\n  " + b));
            FileTree.delete(place);
            write(Files.createDirectories(place), input);
            Files.writeString(FINDINGS.resolve(target.name()).resolve(name + ".txt"), text.toString());
        }

        Outcome outcome() {
            return new Outcome(read, refused, findings);
        }
    }
}
