package lowrankcam.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import lowrankcam.audit.AuditStage.Extent;
import lowrankcam.golden.Goldens;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import lowrankcam.kernel.Workers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every golden that another engine made, computed again. Limits and their reasons stand in the stages.
///
/// The numbers of comparisons are exact, so that none can fall out unnoticed.
class AuditStageTest {

    private static Findings run(AuditStage stage, Numerics numerics, Extent extent) throws IOException {
        try (Workers workers = new Workers(2)) {
            GoldenFolder folder =
                    new GoldenFolder(
                            Goldens.ROOT.resolve("golden"), Goldens.ROOT.resolve("weights/default"),
                            KernelSet.of(KernelChoice.VECTOR, numerics), workers);
            return stage.run(folder, extent);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FILES, 231, 1", "DICOM, 131, 6", "RESIZE, 8, 0", "LAYERS, 106, 0", "GRADIENTS, 64, 12", "DECOMPOSITION, 150, 0",
        "MAPS, 836, 28", "TARGETS, 229, 0", "FEATURE_MASKS, 28, 2", "INPUT_MASKS, 91, 1", "AUTHORS, 21, 0", "BLUR, 3, 0",
        "METRICS, 210, 11"
    })
    void everyGoldenAgrees(AuditStage stage, int compared, int leftOut) throws IOException {
        Findings findings = run(stage, Numerics.DIRECT, Extent.USUAL);
        assertEquals(List.of(), findings.wrong());
        assertEquals(compared, findings.comparisons().size());
        assertEquals(leftOut, findings.leftOut().size(), findings.leftOut().toString());
        assertTrue(findings.comparisons().stream().allMatch(c -> c.values() > 0), "something in every comparison");
    }

    /// The same limits hold for the numerics with fewer multiplications.
    @Test
    void layersAgreeWithFastNumericsToo() throws IOException {
        Findings findings = run(AuditStage.LAYERS, Numerics.FAST, Extent.USUAL);
        assertEquals(List.of(), findings.wrong());
        assertEquals(106, findings.comparisons().size());
    }

    /// Thousands of passes: left out unless asked for, `mvn test -Dleft.out= -Dtest=AuditStageTest`.
    @Tag("slow")
    @ParameterizedTest
    @EnumSource(value = AuditStage.class, names = {"MAPS", "FEATURE_MASKS", "INPUT_MASKS"})
    void everyGoldenAgreesInFull(AuditStage stage) throws IOException {
        Findings findings = run(stage, Numerics.DIRECT, Extent.FULL);
        assertEquals(List.of(), findings.wrong());
        assertEquals(List.of(), findings.leftOut());
    }
}
