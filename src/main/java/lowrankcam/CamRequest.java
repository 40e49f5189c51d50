package lowrankcam;

import java.util.List;
import lowrankcam.inception.InceptionV3;

/// Which maps an image gets: one for each method, class and layer.
///
/// @param methods  names as the command `lowrank-cam methods` lists them, with variant and parameters if wished
///                 (`gradcam++:official`, `lowrankcam:rank=5`), or `fast` or `all`
/// @param classes  names or indices, or `all`; none for the predicted class
/// @param contrast class whose logit is subtracted, by name or index, or empty
/// @param layers   target layers, by torchvision's or Keras's names; those of [CamModel#layers]
/// @param window   DICOM: which values become black and white, as the option `--window` takes it; empty for the model's choice, which
///                 is the file's own window if it has none
/// @param frame    DICOM: which frame, from 1
public record CamRequest(
        List<String> methods, List<String> classes, String contrast, List<String> layers, String window, int frame) {

    /// With the window that the model or the file wants, and the first frame.
    ///
    /// @param methods  as in [#methods]
    /// @param classes  as in [#classes]
    /// @param contrast as in [#contrast]
    /// @param layers   as in [#layers]
    public CamRequest(List<String> methods, List<String> classes, String contrast, List<String> layers) {
        this(methods, classes, contrast, layers, "", 1);
    }

    /// Copies the lists.
    ///
    /// @throws IllegalArgumentException if there is no method or no layer
    public CamRequest {
        methods = List.copyOf(methods);
        classes = List.copyOf(classes);
        layers = List.copyOf(layers);
        if (methods.isEmpty() || layers.isEmpty()) {
            throw new IllegalArgumentException("expected a method and a layer, found " + methods + " and " + layers);
        }
    }

    /// The predicted class at the last layer.
    ///
    /// @param methods as in [#methods]
    public static CamRequest of(String... methods) {
        return new CamRequest(List.of(methods), List.of(), "", List.of(InceptionV3.LAST_LAYER));
    }

    /// The same for other classes.
    ///
    /// @param others names or indices, or `all`
    public CamRequest withClasses(String... others) {
        return new CamRequest(methods, List.of(others), contrast, layers, window, frame);
    }

    /// The same against a class: what speaks for the one rather than the other.
    ///
    /// @param other name or index
    public CamRequest withContrast(String other) {
        return new CamRequest(methods, classes, other, layers, window, frame);
    }

    /// The same at other layers.
    ///
    /// @param others their names
    public CamRequest withLayers(String... others) {
        return new CamRequest(methods, classes, contrast, List.of(others), window, frame);
    }

    /// The same for DICOM files at another window.
    ///
    /// @param other `file`, `full`, `min-max`, `40,400` (centre and width), `percentile=1,99`, or the number of one of the file's
    public CamRequest withWindow(String other) {
        return new CamRequest(methods, classes, contrast, layers, other, frame);
    }

    /// The same for another frame of DICOM files.
    ///
    /// @param other from 1
    public CamRequest withFrame(int other) {
        return new CamRequest(methods, classes, contrast, layers, window, other);
    }
}
