package lowrankcam.fuzz;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.golden.Goldens;
import lowrankcam.inception.ModelDescription;
import lowrankcam.weights.TensorSource;
import lowrankcam.weights.WeightsFile;

/// ONNX models: values, or the graph up to where the values of the body would be read.
///
/// @param name    of the target
/// @param goldens files that exporters wrote
/// @param graph   whether the samples are networks
record OnnxTarget(String name, List<String> goldens, boolean graph) implements Target {

    private static final String FILE = "model.onnx";
    private static final int FEW = 1 << 16;

    static List<Target> all() {
        return List.of(
                new OnnxTarget("onnx-values", List.of("values.onnx"), false),
                new OnnxTarget(
                        "onnx-graph", List.of("dynamo.onnx", "torchscript-9.onnx", "torchscript-17.onnx", "batch-norms.onnx", "keras.onnx"),
                        true));
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() throws IOException {
        List<SortedMap<String, byte[]>> samples = new ArrayList<>();
        for (String golden : goldens) {
            samples.add(Samples.file(FILE, Files.readAllBytes(Goldens.file("onnx/" + golden))));
        }
        return samples;
    }

    @Override
    public List<String> words() {
        return List.of(
                "Conv", "Relu", "Concat", "MaxPool", "AveragePool", "Identity", "Constant", "QLinearConv", "Pad", "Gemm", "axis",
                "pads", "auto_pad", "location", "offset", "length", "weights.bin", "../x", "\u00ff\u00ff\u00ff\u007f");
    }

    /// Zeros that take no room on disk.
    @Override
    public void addFixedFiles(Path folder) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("weights.bin").toFile(), "rw")) {
            file.setLength(100_000_000);
        }
    }

    @Override
    public void read(Path folder) throws IOException {
        if (graph) {
            ModelDescription.read(folder.resolve(FILE));
            return;
        }
        try (TensorSource source = WeightsFile.open(folder.resolve(FILE))) {
            for (String name : source.tensors().keySet()) {
                if (source.tensors().get(name).count() < FEW) {
                    source.read(name);
                }
            }
        }
    }
}
