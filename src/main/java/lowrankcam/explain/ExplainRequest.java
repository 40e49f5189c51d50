package lowrankcam.explain;

import java.util.List;
import lowrankcam.cam.RequestedMethod;
import lowrankcam.model.Target;

/// Which maps an image gets.
///
/// @param methods  what makes maps
/// @param classes  names or indices, `all`, or nothing for the predicted class
/// @param contrast class whose logit is subtracted, by name or index, or empty
/// @param score    what gradient methods explain
/// @param layers   target layers
public record ExplainRequest(
        List<RequestedMethod> methods, List<String> classes, String contrast, Target.Score score, List<String> layers) {}
