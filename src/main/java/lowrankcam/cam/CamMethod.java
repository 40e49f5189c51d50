package lowrankcam.cam;

/// One way to make a class activation map. Implementations are records: options in, map out, no state.
public interface CamMethod {

    /// Name on the command line and in file names, for example `lowrankcam`.
    String id();

    /// The map of one target, as the method defines it: no upsampling, no normalising of the result.
    ///
    /// @throws UnsupportedTargetException if the method is not defined for this head or layer
    CamMap explain(CamInput input);

    /// Network passes on masked inputs that [#explain] will take, to tell the time left: the most there can be where only the
    /// run itself shows how many.
    default int maskedInputs(CamInput input) {
        return 0;
    }
}
