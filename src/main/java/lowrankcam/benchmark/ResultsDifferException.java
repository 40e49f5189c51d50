package lowrankcam.benchmark;

/// Two computations that must give the same bits did not; nothing measured after that would mean anything.
public final class ResultsDifferException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ResultsDifferException(String message) {
        super(message);
    }
}
