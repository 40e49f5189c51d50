package lowrankcam.evaluation;

import java.io.IOException;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.tensor.Tensor;

/// Receives maps that are to be shown.
@FunctionalInterface
public interface MapKeeper {
    /// @param index  of the image
    /// @param column method
    void keep(int index, String column, Tensor seen, SaliencyMap map) throws IOException;
}
