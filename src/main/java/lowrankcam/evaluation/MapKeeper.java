package lowrankcam.evaluation;

import java.io.IOException;
import java.util.Optional;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.tensor.Tensor;

/// Receives maps that are to be shown.
@FunctionalInterface
public interface MapKeeper {
    /// @param index   of the image
    /// @param method  its name
    /// @param seen    the network's input
    /// @param finding where it is known, true for its pixels of the input
    void keep(int index, String method, Tensor seen, Optional<boolean[]> finding, SaliencyMap map) throws IOException;
}
