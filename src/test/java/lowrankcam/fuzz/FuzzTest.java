package lowrankcam.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every reader on damaged input, in a heap of 256 MB: `mvn test-compile surefire:test@fuzz`, with `-Dleft.out=` for the
/// long run.
@Tag("fuzz")
class FuzzTest {

    private static final long SEED = 1;
    private static final int FEW = 200;
    private static final int MANY = 10_000;

    @TempDir private Path scratch;

    static List<Target> targets() {
        List<Target> targets = new ArrayList<>(List.of(
                new NpyTarget(), new PngTarget(), new JpegTarget(), new CsvTarget(), new MuraListTarget(),
                new JournalTarget(), new SafetensorsTarget(), new ShardsTarget(), new TorchTarget(), new TfjsTarget(),
                new ModelFolderTarget(), new HeadTarget(), new PrintedTableTarget(), new RunFolderTarget(),
                new DicomTarget(), new StudyTarget(), new CertificateTarget()));
        targets.addAll(KerasTarget.all());
        targets.addAll(OnnxTarget.all());
        return targets;
    }

    /// Otherwise what follows would test the first check of a reader and nothing else.
    @ParameterizedTest
    @MethodSource("targets")
    void everySampleIsRead(Target target) throws IOException {
        Fuzz.Outcome outcome = new Fuzz(target, scratch, SEED).samples();
        assertNone(outcome);
        assertEquals(0, outcome.refused(), target.name());
        assertTrue(outcome.read() > 0, target.name());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyFormerFindingIsReadOrRefused(Target target) throws IOException {
        assertNone(new Fuzz(target, scratch, SEED).former());
    }

    @ParameterizedTest
    @MethodSource("targets")
    void damagedInputIsReadOrRefused(Target target) throws IOException {
        Fuzz.Outcome outcome = new Fuzz(target, scratch, SEED).inputs(FEW);
        assertNone(outcome);
        assertTrue(outcome.read() > 0 && outcome.refused() > 0, target.name() + ": " + outcome);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("targets")
    void muchDamagedInputIsReadOrRefused(Target target) throws IOException {
        long start = System.nanoTime();
        Fuzz.Outcome outcome = new Fuzz(target, scratch, SEED).inputs(MANY);
        System.out.printf("%s: %d inputs, %s, %.0f s%n", target.name(), MANY, outcome, (System.nanoTime() - start) / 1e9);
        assertNone(outcome);
    }

    private static void assertNone(Fuzz.Outcome outcome) {
        Map<String, String> findings = outcome.findings();
        assertTrue(findings.isEmpty(), () -> String.join("\n", findings.values()));
    }
}
