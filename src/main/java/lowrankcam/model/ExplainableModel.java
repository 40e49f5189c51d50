package lowrankcam.model;

import java.util.List;
import java.util.function.IntFunction;
import lowrankcam.kernel.Gram;
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

    /// Kernel for decompositions of features.
    default Gram gram() {
        return Gram.scalar();
    }

    /// Does two things that do not depend on each other, side by side where the model has threads. Neither may run the model.
    default void both(Runnable one, Runnable other) {
        one.run();
        other.run();
    }

    /// One network pass, seen from several layers. From the earliest of them on it keeps what a backward pass to any
    /// of them needs; where only the last layer is asked for, nothing is kept.
    ///
    /// @param image  preprocessed input
    /// @param layers names of the target layers, at least one
    /// @return a trace for each of them, in their order
    List<ForwardTrace> forward(Tensor image, List<String> layers);

    /// One network pass, seen from one layer.
    default ForwardTrace forward(Tensor image, String layer) {
        return forward(image, List.of(layer)).getFirst();
    }

    /// Gradient of a score with respect to the features of a trace's layer: one backward pass, and never more. It
    /// uses what the trace's own pass kept; if the pass of another image has run over that since, the part after the
    /// layer is run again. That is not counted: the trace's network pass has been, and holds this part, so what a
    /// method is charged does not depend on what ran before it.
    ///
    /// At the last layer it is the same at every position, and no network is run (see [LastLayer#gradient]). A
    /// ReLU passes a gradient on where its output is above zero; a maximum passes it to the first of equal values.
    ///
    /// @return of the same size as the features, L×D×K
    Tensor gradient(ForwardTrace trace, Target target);

    /// Scorer for masks on the features of a trace: for methods with tens of head passes. With a linear head at
    /// the last layer each costs only P·C multiply-adds.
    MaskScorer maskScorer(ForwardTrace trace);

    /// Scorer for any features in place of a trace's.
    FeatureScorer featureScorer(ForwardTrace trace);

    /// One head pass for each of many features in place of a trace's, whole items per thread: for methods with
    /// hundreds of head passes (each channel left out, each position alone). A single pass through the last blocks
    /// splits badly over threads; many side by side do not.
    ///
    /// @param count    number of head passes
    /// @param features makes the features of an index, of the size of the trace's; called from several threads
    /// @param scores   receives the results
    void scoreAll(ForwardTrace trace, int count, IntFunction<Tensor> features, Scores scores);

    /// Receives the scores of many passes, in any order, from several threads, one call at a time.
    interface Scores {
        /// @param index      which pass
        /// @param prediction its scores
        void accept(int index, Prediction prediction);
    }

    /// One network pass for each image, whole images per thread; an image exists only while its pass runs.
    ///
    /// @param count  number of images
    /// @param images makes the image of an index; called from several threads
    /// @param scores receives the results
    void predictAll(int count, IntFunction<Tensor> images, Scores scores);

    /// One network pass for each image, whole images per thread, with the last layer's features: for a handful of images.
    ///
    /// @param images made by the caller, H×W×3
    /// @return the traces in the order of the images, each what [#forward] returns for it, bit for bit
    default List<ForwardTrace> forwardAll(List<Tensor> images) {
        return images.stream().map(image -> forward(image, lastLayer())).toList();
    }
}
