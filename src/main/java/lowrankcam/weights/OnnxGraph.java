package lowrankcam.weights;

import java.util.List;
import java.util.Map;

/// The graph of an ONNX model, its stored tensors apart.
///
/// @param nodes   in the file's order
/// @param inputs  that are no stored tensors, with their dimensions; 0 where the file does not fix one
/// @param outputs names
public record OnnxGraph(List<Node> nodes, Map<String, List<Long>> inputs, List<String> outputs) {

    /// An operation.
    ///
    /// @param name      its own, or that of its first output
    /// @param operation with its domain, if that is not ONNX's own
    /// @param numbers   attributes that are whole numbers, one or several
    /// @param reals     attributes that are floats
    /// @param texts     attributes that are texts
    public record Node(
            String name, String operation, List<String> inputs, List<String> outputs, Map<String, List<Long>> numbers,
            Map<String, Float> reals, Map<String, String> texts) {

        /// Its whole numbers of this name, or others if it has none.
        public List<Long> numbers(String attribute, List<Long> otherwise) {
            return numbers.getOrDefault(attribute, otherwise);
        }

        /// Its whole number of this name, or another if it has none.
        public long number(String attribute, long otherwise) {
            List<Long> found = numbers.get(attribute);
            return found == null || found.isEmpty() ? otherwise : found.getFirst();
        }

        /// The input of this index; empty if it has none.
        public String input(int index) {
            return index < inputs.size() ? inputs.get(index) : "";
        }

        /// Its first output; empty if it has none.
        public String output() {
            return outputs.isEmpty() ? "" : outputs.getFirst();
        }

        @Override
        public String toString() {
            return "node '" + name + "' (" + operation + ")";
        }
    }

    public OnnxGraph {
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
    }
}
