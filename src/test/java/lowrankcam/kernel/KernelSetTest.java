package lowrankcam.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KernelSetTest {

    /// The tests themselves must run with the vector module, or parity would prove nothing.
    @Test
    void vectorKernelsAreAvailableAndOfTheDemandedWidth() {
        KernelSet set = KernelSet.of(KernelChoice.VECTOR);
        assertTrue(set.convolution() instanceof VectorConvolution);
        assertEquals("vector-" + Lanes.SPECIES.vectorBitSize(), set.description());
        String demanded = System.getProperty(Lanes.PROPERTY);
        if (demanded != null && !demanded.isEmpty()) {
            assertEquals(demanded, String.valueOf(Lanes.SPECIES.vectorBitSize()));
        }
    }

    @Test
    void scalarIsScalar() {
        assertEquals("scalar", KernelSet.of(KernelChoice.SCALAR).description());
        assertTrue(KernelSet.of(KernelChoice.SCALAR).convolution() instanceof ScalarConvolution);
    }
}
