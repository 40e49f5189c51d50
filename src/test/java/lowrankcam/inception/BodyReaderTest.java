package lowrankcam.inception;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import lowrankcam.format.FormatException;
import lowrankcam.golden.Goldens;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Workers;
import lowrankcam.nn.Network;
import lowrankcam.nn.Session;
import lowrankcam.tensor.Tensor;
import lowrankcam.weights.SafetensorsFile;
import lowrankcam.weights.SafetensorsWriter;
import lowrankcam.weights.TensorSource;
import lowrankcam.weights.TfjsModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The default body, rewritten under torchvision's names and layout, must give the same bits; damage must be named.
class BodyReaderTest {

    private static final Path BODY = Goldens.ROOT.resolve("weights/default/body/model.json");

    @TempDir private Path folder;

    private Path torchvision(UnaryOperator<String> rename) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter();
        int index = 1;
        try (TfjsModel tfjs = TfjsModel.open(BODY)) {
            for (Network.Unit unit : InceptionV3.network(Dialect.KERAS).units()) {
                String stem = unit.layer().name();
                int o = unit.layer().outputs();
                int h = unit.layer().window().height();
                int w = unit.layer().window().width();
                float[] oihw = toOihw(tfjs.read("conv2d_" + index + "/kernel"), o, unit.inputs(), h * w);
                add(writer, rename.apply(stem + ".conv.weight"), List.of(o, unit.inputs(), h, w), oihw);
                float[] ones = new float[o];
                Arrays.fill(ones, 1f);
                String norm = "batch_normalization_" + index++ + "/";
                add(writer, rename.apply(stem + ".bn.weight"), List.of(o), ones);
                add(writer, rename.apply(stem + ".bn.bias"), List.of(o), tfjs.read(norm + "beta"));
                add(writer, rename.apply(stem + ".bn.running_mean"), List.of(o), tfjs.read(norm + "moving_mean"));
                add(writer, rename.apply(stem + ".bn.running_var"), List.of(o), tfjs.read(norm + "moving_variance"));
                add(writer, rename.apply(stem + ".bn.num_batches_tracked"), List.of(), new float[1]);
            }
        }
        add(writer, "AuxLogits.fc.bias", List.of(2), new float[2]);
        Path file = folder.resolve("inception.safetensors");
        writer.write(file);
        return file;
    }

    private static void add(SafetensorsWriter writer, String name, List<Integer> shape, float[] values) {
        if (!name.isEmpty()) {
            writer.tensor(name, shape, values);
        }
    }

    private static float[] toOihw(float[] hwio, int outputs, int inputs, int area) {
        float[] oihw = new float[hwio.length];
        for (int a = 0; a < area; a++) {
            for (int i = 0; i < inputs; i++) {
                for (int o = 0; o < outputs; o++) {
                    oihw[(o * inputs + i) * area + a] = hwio[(a * inputs + i) * outputs + o];
                }
            }
        }
        return oihw;
    }

    private static float[] features(TensorSource source, Tensor image) throws IOException {
        try (Workers workers = new Workers(2)) {
            BodyReader reader = BodyReader.check(source, Dialect.KERAS, false);
            Session session =
                    new Session(
                            reader.compile(KernelSet.of(KernelChoice.VECTOR), workers), image.height(), image.width(),
                            workers);
            return session.run(image, List.of("Mixed_7c")).get("Mixed_7c").values();
        }
    }

    @Test
    void torchvisionNamesGiveTheSameBitsAsTfjs() throws IOException {
        float[] pixels = new float[139 * 107 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * 37 % 256 / 255f;
        }
        Tensor image = new Tensor(139, 107, 3, pixels);
        try (TensorSource torch = SafetensorsFile.open(torchvision(name -> name));
                TensorSource tfjs = TfjsModel.open(BODY)) {
            assertArrayEquals(features(tfjs, image), features(torch, image));
            BodyReader reader = BodyReader.check(torch, null, false);
            assertEquals(Dialect.TORCHVISION, reader.dialect());
            assertEquals(95, reader.ignored().size());
            assertEquals(Dialect.KERAS, BodyReader.check(tfjs, null, false).dialect());
        }
    }

    @Test
    void missingAndUnusedTensorsAreReportedTogether() throws IOException {
        Path file = torchvision(name -> switch (name) {
            case "Mixed_6b.branch1x1.conv.weight" -> "";
            case "Mixed_5b.branch_pool.bn.bias" -> "Mixed_5b.branch_pool.bn.shift";
            default -> name;
        });
        try (TensorSource source = SafetensorsFile.open(file)) {
            FormatException e = assertThrows(FormatException.class, () -> BodyReader.check(source, null, false));
            for (String part : List.of(
                    "missing: Mixed_5b.branch_pool.bn.bias, Mixed_6b.branch1x1.conv.weight",
                    "not used: Mixed_5b.branch_pool.bn.shift")) {
                assertTrue(e.getMessage().contains(part), e.getMessage());
            }
        }
    }

    @Test
    void aFileOfSomethingElseIsRefused() throws IOException {
        Path file = folder.resolve("other.safetensors");
        new SafetensorsWriter().tensor("layer1.weight", List.of(2), new float[2]).write(file);
        try (TensorSource source = SafetensorsFile.open(file)) {
            assertTrue(assertThrows(FormatException.class, () -> BodyReader.check(source, null, false))
                    .getMessage().contains("Inception-v3"));
        }
    }

    @Test
    void aWrongShapeIsNamed() throws IOException {
        Path file = folder.resolve("shape.safetensors");
        torchvision(name -> name);
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile good = SafetensorsFile.open(folder.resolve("inception.safetensors"))) {
            for (String name : good.tensors().keySet()) {
                float[] values = good.read(name);
                boolean changed = name.equals("Mixed_5c.branch1x1.bn.bias");
                writer.tensor(
                        name, changed ? List.of(8, 8) : good.tensors().get(name).shape(), values);
            }
        }
        writer.write(file);
        try (TensorSource source = SafetensorsFile.open(file)) {
            String message = assertThrows(FormatException.class, () -> BodyReader.check(source, null, false)).getMessage();
            assertTrue(
                    message.contains("'Mixed_5c.branch1x1.bn.bias' shape: expected [64], found [8, 8]"), message);
        }
    }
}
