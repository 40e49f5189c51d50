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
public record CamRequest(List<String> methods, List<String> classes, String contrast, List<String> layers) {

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
        return new CamRequest(methods, List.of(others), contrast, layers);
    }

    /// The same against a class: what speaks for the one rather than the other.
    ///
    /// @param other name or index
    public CamRequest withContrast(String other) {
        return new CamRequest(methods, classes, other, layers);
    }

    /// The same at other layers.
    ///
    /// @param others their names
    public CamRequest withLayers(String... others) {
        return new CamRequest(methods, classes, contrast, List.of(others));
    }
}
