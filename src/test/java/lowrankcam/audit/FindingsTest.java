package lowrankcam.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import lowrankcam.audit.AuditStage.Extent;
import lowrankcam.golden.Goldens;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An audit that nothing could fail would be worth nothing.
class FindingsTest {

    @TempDir private Path folder;

    private static Comparison one(boolean relative, double[] golden, double[] found, double allowed) {
        Findings findings = new Findings();
        if (relative) {
            findings.relative("f", "i", golden, found, allowed);
        } else {
            findings.absolute("f", "i", golden, found, allowed);
        }
        return findings.comparisons().getFirst();
    }

    @Test
    void theLargestDifferenceCounts() {
        Comparison c = one(false, new double[] {1, -4, 2}, new double[] {1, -4.5, 2.25}, 0.5);
        assertEquals(0.5, c.difference());
        assertEquals(4, c.magnitude());
        assertTrue(c.agrees());
        assertFalse(one(false, new double[] {1}, new double[] {1.5}, 0.49).agrees());
        assertEquals(0.5 / Math.ulp(4f), c.ulps());
    }

    @Test
    void sharesAreOfTheLargestMagnitude() {
        Comparison c = one(true, new double[] {1, -4, 2}, new double[] {1, -4.5, 2.25}, 0.1);
        assertEquals(0.125, c.off());
        assertFalse(c.agrees());
        assertEquals(1.25, c.used(), 1e-12);
        assertTrue(one(true, new double[2], new double[2], 0).agrees(), "zeros agree with zeros");
        assertFalse(one(true, new double[2], new double[] {0, 1e-300}, 1).agrees(), "and with nothing else");
    }

    @Test
    void whatIsNoNumberOrMissingNeverAgrees() {
        assertFalse(one(false, new double[] {1, 2}, new double[] {1, Double.NaN}, 1e9).agrees());
        assertFalse(one(true, new double[] {1, 2}, new double[] {1}, 1e9).agrees());
        assertFalse(one(true, new double[] {1}, new double[] {1, 2}, 1e9).agrees());
    }

    /// A golden of another picture, one with another hash, one that is not there.
    @Test
    void aChangedGoldenIsFound() throws IOException {
        Path resize = Files.createDirectories(folder.resolve("resize"));
        try (Stream<Path> files = Files.list(Goldens.file("resize"))) {
            for (Path file : files.toList()) {
                Files.copy(file, resize.resolve(file.getFileName()));
            }
        }
        // The result of another picture.
        Files.copy(
                resize.resolve("grey_61x47_to_299x299.png"), resize.resolve("grey_500x360_to_299x299.png"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                folder.resolve("manifest.json"),
                "[{\"file\": \"resize/grey_61x47.png\", \"sha256\": \"00\"}, {\"file\": \"gone.png\", \"sha256\": \"00\"}]");
        try (Workers workers = new Workers(1)) {
            GoldenFolder goldens =
                    new GoldenFolder(
                            folder, Goldens.ROOT.resolve("weights/default"), KernelSet.of(KernelChoice.VECTOR), workers);
            assertEquals(2, AuditStage.FILES.run(goldens, Extent.USUAL).wrong().size());
            Findings findings = AuditStage.RESIZE.run(goldens, Extent.USUAL);
            assertEquals(1, findings.wrong().size());
            assertEquals("resize/grey_500x360_to_299x299.png", findings.wrong().getFirst().file());
        }
    }
}
