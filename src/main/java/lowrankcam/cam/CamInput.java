package lowrankcam.cam;

import lowrankcam.kernel.Resample;
import lowrankcam.model.ExplainableModel;
import lowrankcam.model.ForwardTrace;

/// What a method explains.
///
/// @param model    the classifier; every pass through it is counted
/// @param trace    one network pass over the image, with the target layer's features
/// @param target   class c, an index
/// @param resample kernel for masks of the network's input
/// @param progress told how far a long method is
public record CamInput(
        ExplainableModel model, ForwardTrace trace, int target, Resample resample, Progress progress) {

    /// True if only the global average and the head follow the target layer.
    boolean atLastLayer() {
        return trace.layer().equals(model.lastLayer());
    }

    /// Refuses methods that need one weight for each channel and class.
    void requireLinearHead(String method) {
        if (!atLastLayer() || !model.head().isLinear()) {
            throw new UnsupportedTargetException(
                    method + " needs a head of one dense layer right after " + model.lastLayer()
                            + "; here the layer is " + trace.layer() + " and the head has "
                            + model.head().depth() + (model.head().depth() == 1 ? " layer" : " layers"));
        }
    }
}
