package lowrankcam.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lowrankcam.evaluation.Measure;
import lowrankcam.evaluation.MethodTable;
import lowrankcam.evaluation.RunData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A table's differences are over the images where both methods have a value, as the claims' are.
class PairedDifferencesTest {

    @TempDir private Path folder;

    /// The other method is 0.5 better on every image, and has no value on the three images where both are best. Its own mean
    /// is lower for that; the difference is not.
    @Test
    void imagesWithoutAValueInOneColumnAreInNeither() throws IOException {
        RunData data =
                SyntheticRun.write(
                        folder, "evaluate", "place", 10, List.of("lowrankcam", "cam"),
                        (i, column) -> {
                            double level = i < 3 ? 9 : 1;
                            double value = column.equals("cam") ? (i < 3 ? Double.NaN : level + 0.5) : level;
                            return Map.of("energyOverArea", value, "energyOverAreaPositive", level, "pointing", 1.0);
                        },
                        Map.of());
        MethodTable table = MethodTable.of(data);
        MethodTable.Cell cell = table.difference("cam", Measure.ENERGY);
        assertEquals(0.5, cell.value(), 1e-12);
        assertEquals(0.5, cell.interval().low(), 1e-12);
        assertEquals(0.5, cell.interval().high(), 1e-12);
        assertEquals(7, cell.images());
        Comparison same =
                Paired.of(data, 1).difference(
                        "", Paired.values(data, "cam", "energyOverArea"), Paired.values(data, "lowrankcam", "energyOverArea"));
        assertEquals(same.value(), cell.value(), 1e-12);
        assertEquals(same.images(), cell.images());
        assertEquals(10, table.difference("cam", Measure.ENERGY_POSITIVE).images());
    }

    /// ADCC of means: three means, each over the images where both methods have all three.
    @Test
    void theHarmonicMeanIsOverCommonImagesToo() throws IOException {
        RunData data =
                SyntheticRun.write(
                        folder, "evaluate", "adcc", 8, List.of("lowrankcam", "cam"),
                        (i, column) -> Map.of(
                                "coherency", i == 0 ? 0.1 : 0.8, "complexity", 0.4, "drop",
                                column.equals("cam") && i == 0 ? Double.NaN : 0.2, "increase", 0.0, "adcc", 0.7,
                                "networkPasses", 1.0, "headPasses", 0.0, "backwardPasses", 0.0),
                        Map.of());
        MethodTable.Cell cell = MethodTable.of(data).difference("cam", Measure.ADCC);
        assertEquals(0, cell.value(), 1e-12);
        assertEquals(7, cell.images());
    }
}
