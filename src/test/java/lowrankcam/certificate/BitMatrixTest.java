package lowrankcam.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lowrankcam.image.PngWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One certificate for every vector width, number of threads, size of batch, compiler and locale.
///
/// Widths and compilers are those of a process, so each pair gets one; threads, batches, locales and numerics take turns within it. A width that
/// the CPU does not have is carried out by the Vector API in Java, with the same results.
class BitMatrixTest {

    private static final String C2 = "-XX:-TieredCompilation";
    private static final List<String> COMPILERS = List.of(C2, "-XX:TieredStopAtLevel=1", "-Xint");
    private static final List<String> WIDTHS = List.of("scalar", "128", "256", "512");
    private static final List<String> LANGUAGES = List.of("en", "tr", "ar");

    @TempDir private static Path folder;
    private static Path image;

    @BeforeAll
    static void writeImage() throws IOException {
        byte[] pixels = new byte[23 * 19];
        new Random(1).nextBytes(pixels);
        image = folder.resolve("image.png");
        PngWriter.writeGray(image, 23, 19, pixels);
    }

    @Test
    void everyCombinationGivesTheSameCertificate() throws InterruptedException, ExecutionException {
        List<Future<List<String>>> runs = new ArrayList<>();
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < COMPILERS.size(); i++) {
                for (int j = 0; j < WIDTHS.size(); j++) {
                    String compiler = COMPILERS.get(i);
                    String width = WIDTHS.get(j);
                    String language = LANGUAGES.get((i + j) % LANGUAGES.size());
                    runs.add(two.submit(() -> run(compiler, width, language)));
                }
            }
        }
        Map<String, Set<String>> hashes = new TreeMap<>();
        Map<String, Integer> times = new TreeMap<>();
        for (Future<List<String>> one : runs) {
            for (String line : one.get()) {
                assertTrue(line.matches("(certificate|batch) (direct|fast) [0-9a-f]{64}"), line);
                int end = line.lastIndexOf(' ');
                hashes.computeIfAbsent(line.substring(0, end), _ -> new TreeSet<>()).add(line.substring(end + 1));
                times.merge(line.substring(0, end), 1, Integer::sum);
            }
        }
        // Eight compiled processes: three teams of threads with two batches each, one of them in two more locales. Four interpreters: one team.
        assertEquals(Map.of("certificate direct", 44, "certificate fast", 40, "batch direct", 56, "batch fast", 48), times);
        hashes.forEach((what, found) -> assertEquals(1, found.size(), what + ": " + found));
        assertEquals(4, hashes.values().stream().flatMap(Set::stream).distinct().count(), "direct and fast are told apart");
    }

    private static List<String> run(String compiler, String width, String language) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), compiler, "-Duser.language=" + language,
                "--add-modules", "jdk.incubator.vector", "-cp", System.getProperty("java.class.path")));
        if (compiler.equals(C2)) {
            command.add("-XX:CompileThreshold=200");
        }
        boolean scalar = width.equals("scalar");
        if (!scalar) {
            command.add("-Dlowrankcam.lanes=" + width);
        }
        command.addAll(List.of(
                SmallCertificate.class.getName(), image.toString(), scalar ? "scalar" : "vector", compiler.equals("-Xint") ? "few" : "all"));
        Path errors = folder.resolve(compiler.substring(1).replaceAll("[^A-Za-z0-9]", "") + width + ".txt");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), compiler + " " + width + ": " + text + Files.readString(errors));
        return text.lines().toList();
    }
}
