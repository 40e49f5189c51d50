package lowrankcam.kernel;

import java.util.Locale;

/// Which kernels the user asked for.
public enum KernelChoice {
    /// Vector kernels where they are available, else scalar ones and a warning.
    AUTO,
    /// The plain loops.
    SCALAR,
    /// Vector kernels or nothing.
    VECTOR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
