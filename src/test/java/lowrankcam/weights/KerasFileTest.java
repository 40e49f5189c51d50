package lowrankcam.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import lowrankcam.weights.hdf5.Hdf5File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Files that Keras wrote (golden/make_keras.py), against what its layers held.
class KerasFileTest {

    @TempDir private Path folder;

    private static Path golden(String name) {
        return Goldens.file("keras/" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.h5", "plain.keras", "plain.weights.h5", "keras2.h5"})
    void everyLayoutGivesTheSameTensorsByTheirNamesInTheSession(String name) throws IOException {
        assertTensors("plain", name, "hidden", "dense_1", "scores", "dense_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.h5", "nested.keras", "nested.weights.h5"})
    void aModelWithinAModelIsReadAndTheOptimizerLeftOut(String name) throws IOException {
        assertTensors("nested", name, "dense_1", "dense_2", "dense", "dense_1");
    }

    @Test
    void halfPrecisionAndAScaleOfABatchNormAreRead() throws IOException {
        assertTensors("half", "half.weights.h5", "dense_2", "dense_1", "dense_3", "dense_2");
    }

    /// @param renames names in the session, each with what it is called instead
    private static void assertTensors(String prefix, String name, String... renames) throws IOException {
        try (TensorSource expected = SafetensorsFile.open(golden("expected.safetensors"));
                TensorSource found = WeightsFile.open(golden(name))) {
            Set<String> names = new TreeSet<>();
            for (String key : expected.tensors().keySet()) {
                if (!key.startsWith(prefix + "/")) {
                    continue;
                }
                String[] parts = key.split("/");
                String renamed = renamed(parts[1], renames) + "/" + parts[2];
                names.add(renamed);
                assertEquals(expected.tensors().get(key).shape(), found.tensors().get(renamed).shape(), renamed);
                assertArrayEquals(expected.read(key), found.read(renamed), renamed);
            }
            assertEquals(names, new TreeSet<>(found.tensors().keySet()));
        }
    }

    private static String renamed(String layer, String... renames) {
        for (int i = 0; i < renames.length; i += 2) {
            if (renames[i].equals(layer)) {
                return renames[i + 1];
            }
        }
        return layer;
    }

    @Test
    void theActivationComesFromTheDescriptionOfTheModel() throws IOException {
        assertEquals("softmax", activation("plain.h5"));
        assertEquals("softmax", activation("plain.keras"));
        assertEquals("sigmoid", activation("nested.keras"));
        assertEquals("none", activation("plain.weights.h5"));
    }

    private static String activation(String name) throws IOException {
        try (TensorSource source = WeightsFile.open(golden(name))) {
            return source.metadata().getOrDefault("activation", "none");
        }
    }

    @Test
    void whatWasChosenIsSaid() throws IOException {
        try (TensorSource source = WeightsFile.open(golden("unnamed.weights.h5"))) {
            assertEquals(
                    List.of(
                            "layers in the order of Keras's InceptionV3, since the file does not name them",
                            "dense layers dense, dense_1 as the head"),
                    source.taken());
        }
        try (TensorSource source = WeightsFile.open(golden("plain.h5"))) {
            assertEquals(List.of("dense layers hidden, scores as the head"), source.taken());
        }
    }

    @Test
    void theOrderOfTheGraphIsThatOfKeras() throws IOException {
        JsonNode order = Json.read(golden("graph-order.json"));
        for (String kind : List.of("Conv2D", "BatchNormalization")) {
            List<Integer> numbers = new ArrayList<>();
            order.path(kind).forEach(number -> numbers.add(number.intValue()));
            assertEquals(numbers, KerasNames.graphOrder(), kind);
        }
    }

    @Test
    void aHeadWithoutReluBetweenItsLayersIsRefusedWhenItIsRead() throws IOException {
        String text = new String(Files.readAllBytes(golden("plain.keras")), StandardCharsets.ISO_8859_1);
        int at = text.indexOf("\"relu\"", text.indexOf("\"Dense\""));
        String tanh = text.substring(0, at) + "\"tanh\"" + text.substring(at + 6);
        Path file = Files.writeString(folder.resolve("a.keras"), tanh, StandardCharsets.ISO_8859_1);
        try (TensorSource source = WeightsFile.open(file)) {
            source.read("conv2d_1/kernel");
            FormatException e = assertThrows(FormatException.class, () -> source.read("dense_1/kernel"));
            assertEquals(
                    file + ": classifier head: expected ReLU between its dense layers, found tanh behind layer 'hidden'",
                    e.getMessage());
        }
    }

    @Test
    void aFileCutShortSaysSo() throws IOException {
        byte[] bytes = Files.readAllBytes(golden("plain.h5"));
        Path file = Files.write(folder.resolve("a.h5"), Arrays.copyOf(bytes, bytes.length - 100));
        FormatException e = assertThrows(FormatException.class, () -> WeightsFile.open(file));
        assertEquals(
                file + ": HDF5 superblock: expected 58080 bytes, found 57980 bytes: the file is not whole", e.getMessage());
    }

    @Test
    void damagedStructureIsNamedByItsGroup() throws IOException {
        byte[] bytes = Files.readAllBytes(golden("half.weights.h5"));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf("SNOD", text.indexOf("SNOD") + 4)] = 'X';
        Path file = Files.write(folder.resolve("a.h5"), bytes);
        FormatException e = assertThrows(FormatException.class, () -> WeightsFile.open(file));
        assertTrue(e.getMessage().startsWith(file + ": HDF5 '"), e.getMessage());
        assertTrue(e.getMessage().endsWith("expected an undamaged file, without bfloat16, found Group symbol table Node signature not matched"),
                e.getMessage());
    }

    /// A node of a tree of groups becomes its own child.
    @Test
    void structureThatLeadsInCirclesIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(golden("plain.h5"));
        int node = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("TREE");
        bytes[node + 5] = 1;
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(node + 32, node);
        Path file = Files.write(folder.resolve("a.h5"), bytes);
        FormatException e = assertThrows(FormatException.class, () -> WeightsFile.open(file));
        assertTrue(e.getMessage().endsWith("found structure that repeats itself"), e.getMessage());
    }

    @Test
    void bfloat16IsRefused() {
        Path file = golden("bfloat16.weights.h5");
        FormatException e = assertThrows(FormatException.class, () -> WeightsFile.open(file));
        assertTrue(e.getMessage().contains("'layers/dense/vars/0': expected an undamaged file, without bfloat16"), e.getMessage());
    }

    /// Layers that the file does not name are called by their places in the graph of Keras's InceptionV3, whose first five are
    /// in the order of their creation.
    @Test
    void layersWithoutNamesAreNumberedByTheGraph() throws IOException {
        try (ByteSource bytes = ByteSource.open(golden("plain.weights.h5"));
                TensorSource named = WeightsFile.open(golden("plain.weights.h5"));
                TensorSource unnamed = WeightsFile.open(golden("unnamed.weights.h5"))) {
            Hdf5File file = Hdf5File.read(bytes, 0, bytes.size(), _ -> false);
            List<String> session = new ArrayList<>();
            for (String layer : List.of("conv2d", "conv2d_1", "conv2d_2", "conv2d_3")) {
                String name = file.texts("layers/" + layer + "/vars", "name").getFirst();
                session.add(name);
                assertArrayEquals(named.read(name + "/kernel"), unnamed.read(layer + "/kernel"), layer);
            }
            assertNotEquals(List.of("conv2d_1", "conv2d_2", "conv2d_3", "conv2d_4"), session, "the order of the graph is another");
        }
    }
}
