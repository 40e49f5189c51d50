package lowrankcam.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.Workers;
import lowrankcam.nn.CompiledNetwork;
import lowrankcam.nn.KeptConvolution;
import lowrankcam.nn.Network;
import lowrankcam.nn.ReceptiveField;
import lowrankcam.nn.Session;
import lowrankcam.nn.SmallNetwork;
import lowrankcam.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ConvolutionSumTest {

    /// Every convolution, every cell, every channel: what is summed here is what scalar and vector kernels gave.
    @Test
    void givesTheBitsOfTheKernelsEverywhere() {
        SmallNetwork small = SmallNetwork.random(6, 0.3f);
        for (KernelChoice kernels : new KernelChoice[] {KernelChoice.SCALAR, KernelChoice.VECTOR}) {
            try (Workers workers = new Workers(2)) {
                CompiledNetwork compiled = small.compile(kernels, workers);
                Tensor image = SmallNetwork.image(7);
                int positive = 0;
                int padding = 0;
                for (Network.Unit unit : small.network().units()) {
                    String name = unit.layer().name();
                    int stage = KeptConvolution.stageOf(small.network(), name);
                    KeptConvolution kept = KeptConvolution.of(compiled, name, before(compiled, image, stage, workers), workers);
                    Network.Size size = kept.outputSize();
                    for (int y = 0; y < size.height(); y++) {
                        for (int x = 0; x < size.width(); x++) {
                            Place.Cell cell = new Place.Cell(name, size, y, x, ReceptiveField.of(small.network(), name));
                            for (int c = 0; c < unit.layer().outputs(); c++) {
                                ConvolutionSum sum = new ConvolutionSum(kept, cell, c);
                                assertTrue(sum.agrees(), name + " at " + y + "," + x + "," + c);
                                assertEquals(unit.rows(), sum.count());
                                positive += sum.kernel() > 0 ? 1 : 0;
                                padding += sum.row(0) < 0 || sum.column(0) < 0 ? 1 : 0;
                            }
                        }
                    }
                }
                assertTrue(positive > 100 && padding > 100, positive + " positive, " + padding + " with padding");
            }
        }
    }

    private static Tensor before(CompiledNetwork compiled, Tensor image, int stage, Workers workers) {
        if (stage == 0) {
            return image;
        }
        String name = compiled.network().stageNames().get(stage - 1);
        return new Session(compiled, SmallNetwork.HEIGHT, SmallNetwork.WIDTH, workers).run(image, List.of(name)).get(name);
    }
}
