package lowrankcam.inception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lowrankcam.format.FormatException;
import lowrankcam.golden.Goldens;
import lowrankcam.nn.Network;
import lowrankcam.weights.OnnxFile;
import lowrankcam.weights.OnnxGraph;
import lowrankcam.weights.TensorSource;
import lowrankcam.weights.WeightsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Graphs that exporters wrote (golden/make_onnx.py), their weights zeros that take no room on disk.
class OnnxNetworkTest {

    private static final long WEIGHTS = 100_000_000;

    @TempDir private Path folder;

    private Path model(String name) throws IOException {
        return model(Files.readAllBytes(Goldens.file("onnx/" + name)));
    }

    private Path model(byte[] bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("weights.bin").toFile(), "rw")) {
            file.setLength(WEIGHTS);
        }
        return Files.write(folder.resolve("model.onnx"), bytes);
    }

    private static OnnxNetwork match(Path file) throws FormatException {
        return (OnnxNetwork) OnnxNetwork.named(WeightsFile.open(file));
    }

    @ParameterizedTest
    @CsvSource({
        "torchscript-9.onnx, TORCHVISION", "torchscript-17.onnx, TORCHVISION", "batch-norms.onnx, TORCHVISION",
        "dynamo.onnx, TORCHVISION", "timm.onnx, TORCHVISION", "fid.onnx, FID", "keras.onnx, KERAS"
    })
    void poolsAndPaddingMakeTheDialect(String name, Dialect dialect) throws IOException {
        Path file = model(name);
        try (OnnxNetwork network = match(file)) {
            assertEquals(dialect, network.dialect());
            assertEquals("--dialect " + dialect.id() + " by the pools of the graph", network.taken().getLast());
            BodyReader reader = BodyReader.check(network, network.dialect(), false);
            assertEquals(94, reader.units().size());
            assertEquals(List.of(file, folder.resolve("weights.bin")), network.files());
        }
    }

    /// Their graphs keep the names of the network.
    @ParameterizedTest
    @ValueSource(strings = {"batch-norms.onnx", "dynamo.onnx"})
    void everyTensorIsFoundInItsPlace(String name) throws IOException {
        Path file = model(name);
        try (TensorSource stored = WeightsFile.open(file);
                OnnxNetwork network = match(file)) {
            OnnxGraph graph = ((OnnxFile) stored).graph();
            Map<String, String> places = new TreeMap<>();
            for (OnnxGraph.Node node : graph.nodes()) {
                if (node.operation().equals("Conv")) {
                    places.put(node.input(1), node.input(2));
                }
            }
            assertEquals(94, places.size());
            for (Network.Unit unit : InceptionV3.network(Dialect.KERAS).units()) {
                assertTrue(places.containsKey(unit.layer().name() + ".conv.weight"), unit.layer().name());
            }
            assertEquals(name.startsWith("batch"), network.tensors().containsKey("Mixed_7c.branch_pool.bn.running_var"));
            assertEquals(!name.startsWith("batch"), network.tensors().containsKey("Mixed_7c.branch_pool.conv.bias"));
        }
    }

    /// Names of nodes are left where those of tensors are lost.
    @Test
    void theOlderExportersNodesAreFoundInTheirPlaces() throws IOException {
        Path file = model("timm.onnx");
        try (TensorSource stored = WeightsFile.open(file)) {
            OnnxValues values = new OnnxValues((OnnxFile) stored);
            OnnxGraph graph = ((OnnxFile) stored).graph();
            OnnxInput input = OnnxInput.of(values, graph.inputs(), graph.nodes().getFirst());
            OnnxBody body = new OnnxBody(values);
            body.match(input.before(), input.value());
            int found = 0;
            for (OnnxGraph.Node node : graph.nodes()) {
                if (node.operation().equals("Conv")) {
                    String name = node.name().substring(1).replace("/conv/Conv", "").replace('/', '.');
                    assertEquals(values.input(node, 1), body.names().get(name + ".conv.weight"), name);
                    assertEquals(values.input(node, 2), body.names().get(name + ".conv.bias"), name);
                    found++;
                }
            }
            assertEquals(94, found);
        }
    }

    @Test
    void headAndActivationFollowFromTheGraph() throws IOException {
        try (OnnxNetwork network = match(model("keras.onnx"))) {
            assertEquals(List.of(2048, 64), network.tensors().get("dense_1/kernel").shape());
            assertEquals(List.of(3), network.tensors().get("dense_2/bias").shape());
            assertEquals(Map.of("activation", "softmax"), network.metadata());
        }
        try (OnnxNetwork network = match(model("dynamo.onnx"))) {
            assertEquals(List.of(4, 2048), network.tensors().get("fc.weight").shape());
            assertEquals(Map.of(), network.metadata());
        }
    }

    @Test
    void theInputTransformIsLeftOutAndSaid() throws IOException {
        try (OnnxNetwork network = match(model("torchscript-17.onnx"))) {
            assertTrue(network.taken().getFirst().startsWith("the graph without its input transform"), network.taken().toString());
        }
    }

    @Test
    void anotherNetworkIsRefusedAtTheFirstStageThatDiffers() throws IOException {
        Path file = model("resnet.onnx");
        FormatException e = assertThrows(FormatException.class, () -> match(file));
        assertEquals(
                file + ": node '/conv1/Conv' (Conv): expected the weights of Conv2d_1a_3x3 [32, 3, 3, 3], found [64, 3, 7, 7]",
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Relu|Tanh|expected Conv2d_1a_3x3 of Inception-v3, found Tanh",
        "MaxPool|MinPool|expected maxpool1 of Inception-v3, found MinPool",
        "GlobalAveragePool|LocalAverageSwirl|expected the mean over all positions, found LocalAverageSwirl",
        "Gemm|Gelu|expected a dense layer, an activation or the end, found Gelu",
        "AveragePool|QLinearConv|expected a model of floating-point numbers, found a quantised one"
    })
    void anotherNodeIsNamed(String operation, String other, String message) throws IOException {
        Path file = model(replaced(Files.readAllBytes(Goldens.file("onnx/timm.onnx")), operation, other));
        FormatException e = assertThrows(FormatException.class, () -> match(file));
        assertTrue(e.getMessage().startsWith(file + ": node '/") && e.getMessage().endsWith(message), e.getMessage());
    }

    /// The operation of every such node; a shorter or longer word would break the lengths of the messages around it.
    private static byte[] replaced(byte[] bytes, String operation, String other) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String field = "\"" + (char) operation.length() + operation;
        String by = "\"" + (char) operation.length() + (other + operation).substring(0, operation.length());
        return text.replace(field, by).getBytes(StandardCharsets.ISO_8859_1);
    }
}
