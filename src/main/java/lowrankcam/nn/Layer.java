package lowrankcam.nn;

import java.util.List;
import lowrankcam.kernel.Padding;
import lowrankcam.kernel.Window;

/// One layer, as data. The channels of its input follow from the layer before.
///
/// What every run passes through tells layers apart by `instanceof`: a switch over types makes a class of its own at run time.
public sealed interface Layer {

    /// Convolution, folded batch norm, bias and ReLU.
    ///
    /// @param name    name of the weights
    /// @param window  size, stride, padding
    /// @param outputs output channels
    record Conv(String name, Window window, int outputs) implements Layer {}

    /// Maximum or average of a window.
    sealed interface Pool extends Layer {

        Window window();
    }

    /// Maximum pooling.
    record MaxPool(Window window) implements Pool {}

    /// Average pooling.
    record AveragePool(Window window, Padding padding) implements Pool {}

    /// Several chains of layers on the same input; their outputs are concatenated along channels in this order.
    /// A chain without layers passes its input on, which is not allowed here: every chain has at least one layer.
    record Branches(List<List<Layer>> chains) implements Layer {
        public Branches {
            chains = chains.stream().map(List::copyOf).toList();
            if (chains.isEmpty() || chains.stream().anyMatch(List::isEmpty)) {
                throw new IllegalArgumentException("branches: every chain needs at least one layer");
            }
        }
    }
}
