package lowrankcam.model;

import java.util.List;
import java.util.function.IntFunction;
import lowrankcam.tensor.Tensor;

/// A classifier as an explainer sees it: features of a layer, a head, classes. Every pass is counted.
public interface ExplainableModel {

    /// Layers whose activations can be explained, first to last.
    List<String> layers();

    /// The layer before the global average, whose features the head sees.
    default String lastLayer() {
        return layers().getLast();
    }

    ClassifierHead head();

    PassCounter passes();

    /// One network pass.
    ///
    /// @param image preprocessed input
    /// @param layer name of the target layer
    ForwardTrace forward(Tensor image, String layer);

    /// Scorer for masks on the features of a trace.
    MaskScorer maskScorer(ForwardTrace trace);

    /// Receives the scores of many images, in any order, from several threads, one call at a time.
    interface Scores {
        /// @param index      which image
        /// @param prediction its scores
        void accept(int index, Prediction prediction);
    }

    /// One network pass for each image, whole images per thread; an image exists only while its pass runs.
    ///
    /// @param count  number of images
    /// @param images makes the image of an index; called from several threads
    /// @param scores receives the results
    void predictAll(int count, IntFunction<Tensor> images, Scores scores);
}
