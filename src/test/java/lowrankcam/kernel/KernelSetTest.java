package lowrankcam.kernel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelSetTest {

    /// The tests themselves must run with the vector module, or parity would prove nothing.
    @Test
    void vectorKernelsAreAvailableAndOfTheDemandedWidth() {
        KernelSet set = KernelSet.of(KernelChoice.VECTOR);
        assertTrue(set.convolution() instanceof VectorConvolution);
        assertTrue(set.isVector());
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
        assertFalse(KernelSet.of(KernelChoice.SCALAR).isVector());
    }

    /// It runs in a thread that nobody waits for, so a failure there would only be a line on standard error.
    @ParameterizedTest
    @CsvSource({"SCALAR,DIRECT", "SCALAR,FAST", "VECTOR,DIRECT", "VECTOR,FAST"})
    void warmingUpFitsEveryKernel(KernelChoice choice, Numerics numerics) {
        KernelSet set = KernelSet.of(choice, numerics);
        assertDoesNotThrow(set::warmUp);
    }
}
