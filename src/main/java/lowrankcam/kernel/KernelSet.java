package lowrankcam.kernel;

/// The kernels of a run, chosen once and handed to whoever computes.
///
/// @param convolution convolution
/// @param pooling     pooling
/// @param dense       fully connected layer
/// @param resample    resizing
/// @param gradients   backward passes
/// @param description what was chosen, for every result: `scalar` or for example `vector-512`
/// @param warning     why `auto` could not take the vector kernels, or empty
public record KernelSet(
        Convolution convolution,
        Pooling pooling,
        Dense dense,
        Resample resample,
        Gradients gradients,
        String description,
        String warning) {

    private static final String MODULE = "jdk.incubator.vector";

    /// Chooses kernels.
    ///
    /// @throws KernelsUnavailableException if vector kernels are demanded and not available
    public static KernelSet of(KernelChoice choice) {
        return switch (choice) {
            case SCALAR -> scalar("");
            case VECTOR -> {
                String obstacle = obstacle();
                if (!obstacle.isEmpty()) {
                    throw new KernelsUnavailableException("vector kernels are not available: " + obstacle);
                }
                yield vector();
            }
            case AUTO -> {
                String obstacle = obstacle();
                yield obstacle.isEmpty()
                        ? vector()
                        : scalar("scalar kernels, many times slower: " + obstacle);
            }
        };
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

    private static KernelSet scalar(String warning) {
        return new KernelSet(
                Convolution.scalar(), Pooling.scalar(), Dense.scalar(), Resample.scalar(),
                Gradients.scalar(), "scalar", warning);
    }

    private static KernelSet vector() {
        return new KernelSet(
                Convolution.vector(), Pooling.vector(), Dense.vector(), Resample.vector(), Gradients.vector(),
                "vector-" + Lanes.SPECIES.vectorBitSize(), "");
    }
}
