package lowrankcam.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.Json;
import lowrankcam.image.PictureReader;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.model.PassCounter.Work;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Counts and fits; no time is looked at.
class ComplexityRunTest {

    /// Multiply-adds of Inception-v3's convolutions at 299×299.
    private static final long PASS = 5_711_168_096L;

    private static ComplexityRun.Result result;

    @BeforeAll
    static void run() {
        result = new ComplexityRun(KernelSet.of(KernelChoice.SCALAR), 0, 1).run();
    }

    private static Scaling scaling(String step, String size) {
        return result.scalings().stream().filter(one -> one.step().equals(step) && one.size().equals(size)).findFirst()
                .orElseThrow();
    }

    @Test
    void stepsGrowAsTheirLoopsSay() {
        assertEquals(PASS, result.pass().multiplyAdds());
        // (K + 1) passes of T_f + 2 K.
        for (Scaling.Point point : scaling("Score-CAM", "K").points()) {
            assertEquals((point.size() + 1) * (PASS + 2L * point.size()), point.work().multiplyAdds());
        }
        for (Scaling.Point point : scaling("head passes", "r").points()) {
            assertEquals(point.size() * 64 * 2, point.work().multiplyAdds());
        }
        for (Scaling.Point point : scaling("- products of rows", "P").points()) {
            assertEquals(2048L * point.size() * (point.size() + 1) / 2, point.work().multiplyAdds());
        }
    }

    @Test
    void exponentsAreThePapersWhereItNamesThem() {
        assertEquals(1, scaling("Score-CAM", "K").exponentOfMultiplyAdds(), 0.005);
        assertEquals(1, scaling("- products of rows", "K").exponentOfMultiplyAdds(), 1e-12);
        assertEquals(2, scaling("- products of rows", "P").exponentOfMultiplyAdds(), 0.03);
        assertEquals(1, scaling("head passes", "r").exponentOfMultiplyAdds(), 1e-12);
        // What the paper's terms leave out.
        assertEquals(3, scaling("- eigenvalues", "P").exponentOfMultiplyAdds(), 0.1);
        double whole = scaling("decomposition", "P").exponentOfMultiplyAdds();
        assertTrue(whole > 2.02 && whole < 2.5, "decomposition: " + whole);
    }

    /// T_f and the head, once; then the products of rows, P K 2 for the class maps, r P 2, and rotations.
    @Test
    void lowRankCamIsLittleMoreThanANetworkPass() {
        long counted = PASS + 2 * 2048 + 2048 * 64 * 65 / 2 + 64 * 2048 * 2 + 10 * 64 * 2;
        long rotations = result.fast().multiplyAdds() - counted;
        assertTrue(rotations > 64 * 64 * 64 && rotations < 10 * 64 * 64 * 64, "rotations " + rotations);
        assertTrue(result.ratio() > 2040 && result.ratio() < 2049, "ratio " + result.ratio());
    }

    /// 1, 8, 27 against 1, 2, 3; bytes 5 throughout.
    @Test
    void exponentIsTheSlopeOfTheLogarithms() {
        List<Scaling.Point> points =
                List.of(point(1, 1, 5), point(2, 8, 5), point(3, 27, 5));
        Scaling cubic = new Scaling("step", "K", "", 3, points);
        assertEquals(3, cubic.exponentOfMultiplyAdds(), 1e-12);
        assertEquals(0, cubic.exponentOfBytes(), 1e-12);
        assertTrue(Double.isNaN(cubic.exponentOfTime()));
        // Logarithms 0, 1, 1 at 0, 1, 2: least squares give a slope of 1/2.
        assertEquals(
                0.5, new Scaling("step", "K", "", 1, List.of(point(1, 1, 1), point(2, 2, 1), point(4, 2, 1)))
                        .exponentOfMultiplyAdds(), 1e-12);
    }

    private static Scaling.Point point(int size, long multiplyAdds, long bytes) {
        return new Scaling.Point(size, new Work(multiplyAdds, bytes), null);
    }

    @Test
    void tableAndJsonHoldEveryScaling(@TempDir Path folder) throws IOException {
        String text = ComplexityTable.text(result, MachineFacts.ofHere(), "scalar");
        String json = Json.text(ComplexityTable.json(result, MachineFacts.ofHere(), "program", "scalar"));
        for (Scaling one : result.scalings()) {
            assertTrue(text.contains(one.step()) && json.contains("\"" + one.step() + "\""), one.step());
        }
        assertTrue(text.contains(String.valueOf(result.slow().multiplyAdds())), text);
        ComplexityPlot.write(result.scalings(), folder.resolve("plot.png"));
        assertEquals(900, PictureReader.read(folder.resolve("plot.png")).width());
    }
}
