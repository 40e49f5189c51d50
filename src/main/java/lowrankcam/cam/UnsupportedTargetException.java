package lowrankcam.cam;

/// A method was asked for a map that it does not define, for example CAM for a head of several layers.
public final class UnsupportedTargetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnsupportedTargetException(String message) {
        super(message);
    }
}
