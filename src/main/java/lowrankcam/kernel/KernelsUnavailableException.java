package lowrankcam.kernel;

/// The vector kernels were demanded and this process cannot run them.
public final class KernelsUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KernelsUnavailableException(String message) {
        super(message);
    }
}
