package lowrankcam.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The vector width of this process: the widest that the CPU prefers, or `-Dlowrankcam.lanes=128|256|512` bits.
///
/// A species must be a `static final` constant for the compiler to turn vector calls into instructions, so
/// the width is chosen once per process. Results do not depend on it.
final class Lanes {

    static final String PROPERTY = "lowrankcam.lanes";

    /// The species of every vector kernel.
    static final VectorSpecies<Float> SPECIES = choose(System.getProperty(PROPERTY));

    /// Above every index that a tile starts at. Where the compiler knows that no sum of indices overflows, it forms the
    /// address of a row once, before the loop, and not at each step.
    static final int END = 1 << 30;

    /// Above the number of steps of a tile, for the same reason.
    static final int STEPS = 1 << 20;

    private Lanes() {}

    private static VectorSpecies<Float> choose(String bits) {
        return switch (bits == null ? "" : bits) {
            case "" -> FloatVector.SPECIES_PREFERRED;
            case "128" -> VectorSpecies.of(float.class, VectorShape.S_128_BIT);
            case "256" -> VectorSpecies.of(float.class, VectorShape.S_256_BIT);
            case "512" -> VectorSpecies.of(float.class, VectorShape.S_512_BIT);
            default ->
                    throw new IllegalArgumentException(
                            "-D" + PROPERTY + ": expected 128, 256 or 512, found " + bits);
        };
    }
}
