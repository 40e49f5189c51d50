package lowrankcam.inception;

import java.util.List;

/// A model ready to run, and where it came from.
///
/// @param model         body and head
/// @param source        what the user named
/// @param dialect       of the body
/// @param weightsSha256 of the body's files
/// @param resize        as in `model.json`
/// @param fit           as in `model.json`
/// @param range         as in `model.json`
/// @param alpha         as in `model.json`
/// @param stated        false if the last four are assumed, since a bare file does not say them
/// @param notFor        what the model says it is not for, or empty
/// @param ignored       tensors in the file that the network does not use
/// @param headNote      what users should know of the head, or empty
public record LoadedModel(
        InceptionModel model, String source, Dialect dialect, String weightsSha256,
        String resize, String fit, String range, String alpha, boolean stated, String notFor, List<String> ignored,
        String headNote) {}
