package lowrankcam.inception;

import java.util.List;
import lowrankcam.nn.Network;
import lowrankcam.weights.SafetensorsWriter;

/// Adds the 94 convolutions of a body, as unfolded as they are, to a safetensors file in the form that [BodyReader] reads.
final class BodyWriter {

    private BodyWriter() {}

    /// Adds all tensors in the order of the table; their values are read when they are written.
    ///
    /// Batch-norm scales that the source lacks are written as ones under torchvision's names, which need them; under Keras's
    /// they are left out, as Keras does. A convolution whose batch norm is folded has its bias and no batch norm, so that no
    /// value is rounded again.
    static void add(SafetensorsWriter writer, BodyReader reader, Naming naming) {
        List<WeightNames> names = WeightNames.toWrite(naming, reader.units());
        for (int i = 0; i < names.size(); i++) {
            WeightNames n = names.get(i);
            Network.Unit unit = reader.units().get(i);
            List<Integer> channels = List.of(unit.layer().outputs());
            writer.tensor(n.kernel(), n.layout().shape(unit), () -> reader.kernel(unit, n.layout()));
            if (reader.isFolded(unit)) {
                writer.tensor(n.foldedBias(), channels, () -> reader.beta(unit));
                continue;
            }
            if (naming == Naming.TORCHVISION || reader.hasGamma(unit)) {
                writer.tensor(n.gamma(), channels, () -> reader.gamma(unit));
            }
            writer.tensor(n.beta(), channels, () -> reader.beta(unit));
            writer.tensor(n.mean(), channels, () -> reader.mean(unit));
            writer.tensor(n.variance(), channels, () -> reader.variance(unit));
        }
    }
}
