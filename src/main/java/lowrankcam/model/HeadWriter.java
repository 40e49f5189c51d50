package lowrankcam.model;

import java.util.List;
import lowrankcam.format.Json;
import lowrankcam.weights.SafetensorsWriter;
import tools.jackson.databind.node.ArrayNode;

/// Adds a classifier head to a safetensors file in the form that [HeadReader] reads.
public final class HeadWriter {

    private HeadWriter() {}

    /// Adds tensors under PyTorch names: `fc.weight` (C×K) and `fc.bias`, or `fc1.*`, `fc2.*`, … of several layers.
    public static void torch(SafetensorsWriter writer, HeadReader.Stored head) {
        int number = 0;
        for (ClassifierHead.Layer layer : head.layers()) {
            String stem = head.layers().size() == 1 ? "fc" : "fc" + ++number;
            int outputs = layer.bias().length;
            writer.tensor(stem + ".weight", List.of(outputs, layer.inputs()), transpose(layer));
            writer.tensor(stem + ".bias", List.of(outputs), layer.bias());
        }
        describe(writer, head);
    }

    /// Adds tensors under Keras names: `predictions/kernel` (K×C) and `predictions/bias`, or `dense_1/…`, `dense_2/…`, … of
    /// several layers.
    public static void keras(SafetensorsWriter writer, HeadReader.Stored head) {
        int number = 0;
        for (ClassifierHead.Layer layer : head.layers()) {
            String stem = head.layers().size() == 1 ? "predictions" : "dense_" + ++number;
            int outputs = layer.bias().length;
            writer.tensor(stem + "/kernel", List.of(layer.inputs(), outputs), layer.weights());
            writer.tensor(stem + "/bias", List.of(outputs), layer.bias());
        }
        describe(writer, head);
    }

    private static void describe(SafetensorsWriter writer, HeadReader.Stored head) {
        if (!head.labels().isEmpty()) {
            ArrayNode labels = Json.object().putArray("labels");
            head.labels().forEach(labels::add);
            writer.metadata("labels", labels.toString());
        }
        writer.metadata("activation", head.activation().id());
        if (!head.fit().isEmpty()) {
            writer.metadata(HeadReader.FIT, head.fit());
        }
        if (head.training() != null) {
            head.training().write(writer);
        }
    }

    /// I×O to O×I.
    private static float[] transpose(ClassifierHead.Layer layer) {
        int inputs = layer.inputs();
        int outputs = layer.bias().length;
        float[] result = new float[layer.weights().length];
        for (int i = 0; i < inputs; i++) {
            for (int o = 0; o < outputs; o++) {
                result[o * inputs + i] = layer.weights()[i * outputs + o];
            }
        }
        return result;
    }
}
