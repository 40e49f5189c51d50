package lowrankcam.kernel;

import java.util.List;

/// The kernels of a run, chosen once and handed to whoever computes.
///
/// @param convolution convolution
/// @param pooling     pooling
/// @param dense       fully connected layer
/// @param resample    resizing
/// @param numerics    which sums the convolutions consist of
/// @param gradients   backward passes
/// @param gram        products of all pairs of rows of a matrix
/// @param description what was chosen, for every result: `scalar` or for example `vector-512`
/// @param warning     why `auto` could not take the vector kernels, or empty
public record KernelSet(
        Convolution convolution,
        Pooling pooling,
        Dense dense,
        Resample resample,
        Numerics numerics,
        Gradients gradients,
        Gram gram,
        String description,
        String warning) {

    private static final String WIDTH = "lowrankcam.lanes";
    private static final String MODULE = "jdk.incubator.vector";

    /// Chooses kernels for the direct numerics.
    ///
    /// @throws KernelsUnavailableException if vector kernels are demanded and not available
    public static KernelSet of(KernelChoice choice) {
        return of(choice, Numerics.DIRECT);
    }

    /// Chooses kernels.
    ///
    /// @throws KernelsUnavailableException if vector kernels are demanded and not available
    public static KernelSet of(KernelChoice choice, Numerics numerics) {
        return switch (choice) {
            case SCALAR -> scalar(numerics, "");
            case VECTOR -> {
                String obstacle = obstacle();
                if (!obstacle.isEmpty()) {
                    throw new KernelsUnavailableException("vector kernels are not available: " + obstacle);
                }
                yield vector(numerics);
            }
            case AUTO -> {
                String obstacle = obstacle();
                yield obstacle.isEmpty()
                        ? vector(numerics)
                        : scalar(numerics, "scalar kernels, many times slower: " + obstacle);
            }
        };
    }

    /// Whether these are the vector kernels.
    public boolean isVector() {
        return gram instanceof VectorGram;
    }

    /// Runs the kernels on small made-up data until the JIT has compiled them. For a process that is about to run its
    /// first image and has something else to do meanwhile; changes no result.
    public void warmUp() {
        new WarmUp(convolution, pooling, gram).run();
    }

    /// Why the vector kernels cannot run here, or an empty string. Asked before any class that needs the module is
    /// touched.
    public static String obstacle() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return "module " + MODULE + " is not loaded (add --add-modules " + MODULE + ")";
        }
        int bits = Lanes.SPECIES.vectorBitSize();
        return bits < 128 ? "vectors of " + bits + " bits, expected at least 128" : "";
    }

    /// What is wrong with the vector width that the process was started with, or an empty string. To be asked before kernels are
    /// chosen.
    public static String badWidth() {
        String bits = System.getProperty(WIDTH, "");
        return List.of("", "128", "256", "512").contains(bits)
                ? ""
                : "-D" + WIDTH + ": expected 128, 256 or 512, found '" + bits + "'";
    }

    private static KernelSet scalar(Numerics numerics, String warning) {
        return new KernelSet(
                numerics == Numerics.FAST ? Convolution.fastScalar() : Convolution.scalar(),
                Pooling.scalar(), Dense.scalar(), Resample.scalar(), numerics, Gradients.scalar(), Gram.scalar(),
                "scalar", warning);
    }

    private static KernelSet vector(Numerics numerics) {
        return new KernelSet(
                numerics == Numerics.FAST ? Convolution.fastVector() : Convolution.vector(),
                Pooling.vector(), Dense.vector(), Resample.vector(), numerics, Gradients.vector(), Gram.vector(),
                "vector-" + Lanes.SPECIES.vectorBitSize(), "");
    }
}
