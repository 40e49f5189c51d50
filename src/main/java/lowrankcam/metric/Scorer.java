package lowrankcam.metric;

import java.util.function.IntFunction;
import lowrankcam.model.ExplainableModel;
import lowrankcam.tensor.Tensor;

/// Answers with scores for many images: all that a metric needs to know of a model.
@FunctionalInterface
public interface Scorer {

    /// Scores of `count` images.
    ///
    /// @param count  number of images
    /// @param images makes the image of an index, when its turn comes; may be called from several threads, once each
    /// @return count × C scores, in the order of the indices
    double[][] scores(int count, IntFunction<Tensor> images);

    /// Scores by a model, whole images per thread; only as many images exist at a time as there are threads.
    static Scorer of(ExplainableModel model, Score score) {
        return (count, images) -> {
            double[][] scores = new double[count][];
            model.predictAll(count, images, (index, prediction) -> scores[index] = score.of(prediction));
            return scores;
        };
    }
}
