package lowrankcam.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lowrankcam.format.FormatException;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What PyTorch wrote is read as PyTorch reads it, bit for bit; anything else is refused by its name.
class TorchFileTest {

    @TempDir private Path folder;

    private static Path golden(String name) {
        return Goldens.file("weights/" + name);
    }

    private static void assertSameBits(String expectedFile, Path file) throws IOException {
        try (TensorSource expected = WeightsFile.open(golden(expectedFile)); TensorSource found = WeightsFile.open(file)) {
            for (TensorInfo info : expected.tensors().values()) {
                assertEquals(info.shape(), found.tensors().get(info.name()).shape(), info.name());
                assertArrayEquals(expected.read(info.name()), found.read(info.name()), info.name());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"state-2.pth", "state-4.pth", "state-5.pth", "state-old.pth"})
    void everyTypeAndStrideIsReadInEveryForm(String name) throws IOException {
        assertSameBits("expected.safetensors", golden(name));
        try (TensorSource source = WeightsFile.open(golden(name))) {
            assertEquals(16, source.tensors().size());
            assertEquals("I64", source.tensors().get("bn.num_batches_tracked").type());
            assertEquals(List.of(), source.taken());
            String message = assertThrows(FormatException.class, () -> source.read("bn.num_batches_tracked")).getMessage();
            assertTrue(message.contains("expected float64, float32, float16 or bfloat16, found I64"), message);
        }
    }

    @Test
    void shardsAreReadAsOneFile() throws IOException {
        Path index = golden("shards/model.safetensors.index.json");
        assertSameBits("expected.safetensors", index);
        try (TensorSource source = WeightsFile.open(index)) {
            assertEquals(4, source.files().size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint-2.pth", "checkpoint-4.pth"})
    void theStateDictOfACheckpointIsTakenAndTheRestIsSkipped(String name) throws IOException {
        assertSameBits("expected-checkpoint.safetensors", golden(name));
        try (TensorSource source = WeightsFile.open(golden(name))) {
            assertEquals(List.of("'model_state_dict' of the checkpoint, not 'ema'"), source.taken());
            assertEquals(7, source.tensors().size());
        }
    }

    @Test
    void parametersOfEarlyVersionsAreRead() throws IOException {
        try (TensorSource source = WeightsFile.open(golden("parameters.pth"))) {
            assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, source.read("a.weight"));
            assertArrayEquals(new float[] {1, -2}, source.read("a.bias"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "module.pth, torch.nn.modules.linear.Linear: a whole module; save its state_dict()",
        "module-old.pth, torch.nn.modules.linear.Linear: a whole module; save its state_dict()",
        "beside.pth, torch.nn.modules.loss.CrossEntropyLoss: an object beside the weights; save the state dict alone",
        "script.pt, a TorchScript module: save its state_dict()"
    })
    void whatIsNoStateDictIsRefusedByItsName(String name, String words) {
        String message = assertThrows(FormatException.class, () -> WeightsFile.open(golden(name))).getMessage();
        assertTrue(message.endsWith("found " + words), message);
    }

    /// An archive with one storage of four floats, 0 to 3.
    private Path archive(byte[] pickle) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            stored(zip, "a/data.pkl", pickle);
            stored(zip, "a/data/0", ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putFloat(0).putFloat(1).putFloat(2).putFloat(3).array());
        }
        return Files.write(folder.resolve("a.pth"), bytes.toByteArray());
    }

    private static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
    }

    private static byte[] pickle(String operations) {
        return ("\u0080\u0002" + operations).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(String text) {
        return "U" + (char) text.length() + text;
    }

    /// `{"w": tensor}` with this number of values, offset, sizes and strides as operations.
    private Path tensor(String count, String offset, String sizes, String strides) throws IOException {
        return archive(pickle("}" + text("w") + "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + "ctorch\nFloatStorage\n"
                + text("0") + text("cpu") + count + "tQ" + offset + sizes + strides + "\u0089NtRs."));
    }

    @Test
    void aTensorOfPlainOperationsIsRead() throws IOException {
        try (TorchFile file = TorchFile.open(tensor("K\4", "K\1", "K\3\u0085", "K\1\u0085"))) {
            assertArrayEquals(new float[] {1, 2, 3}, file.read("w"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4B05, 4B00, 4B0485, 4B0185, 5 values of F32",
        "4B04, 4B01, 4B0485, 4B0185, 4 values from number 1",
        "4B04, 4B00, 4B0285, 4B0485, 5 values from number 0",
        "4B04, 4AFFFFFFFF, 4B0185, 4B0185, 1 values from number -1",
        "4B04, 4B00, 4B0585, 4B0085, sizes and strides of at most 4 values",
        "4B04, 4B00, 4B0485, 4AFFFFFFFF85, sizes and strides of at most 4 values",
        "4B04, 4B00, 4B0485, 4B014B0186, sizes and strides of at most 4 values",
        "4B04, 4B00, 4AFFFFFF7F85, 4B0085, sizes and strides of at most 4 values",
        "4B04, 4B00, 8A08FFFFFFFFFFFFFF7F85, 4B0085, sizes and strides of at most 4 values",
        "4B04, 8A08FFFFFFFFFFFFFF7F, 4B0185, 4B0185, a range within the 4 values"
    })
    void aTensorOutsideItsStorageIsRefused(String count, String offset, String sizes, String strides, String words)
            throws IOException {
        Path file = tensor(hex(count), hex(offset), hex(sizes), hex(strides));
        String message = assertThrows(FormatException.class, () -> TorchFile.open(file)).getMessage();
        assertTrue(message.contains(words), message);
    }

    private static String hex(String digits) {
        return new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "cos\\nsystem\\n|found os.system: a whole module; save its state_dict()",
        "}cbuiltins\\neval\\n|found builtins.eval: an object beside the weights; save the state dict alone",
        "}U\\u0002os\\u008CU|data.pkl: expected 85 more bytes",
        "h\\u0007|none of number 7",
        "t|expected a mark, found none",
        "(R|expected an operand, found an empty stack",
        "}}}b\\u0081|expected a name that is known",
        "i|found operation 69 of pickles",
        "\\u0080\\u0001|found 1",
        "N.|found None",
        "}.|found a dictionary without names",
        "}U\\u0005epochK\\u0003s.|expected a state dict, or a checkpoint with one under state_dict, model, model_state_dict, net, ema, found only 'epoch'",
        "X\\u00FF\\u00FF\\u00FF\\u007F|2147483647 more bytes",
        "\\u008B\\u00FF\\u00FF\\u00FF\\u00FF|4294967295 more bytes"
    })
    void otherPicklesAreRefused(String operations, String words) throws IOException {
        Path file = archive(pickle(unescaped(operations)));
        String message = assertThrows(FormatException.class, () -> TorchFile.open(file)).getMessage();
        assertTrue(message.contains(words), message);
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\u([0-9A-F]{4})")
                .matcher(text.replace("\\n", "\n"))
                .replaceAll(match -> Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }

    /// Each list holds the one before twice: 2 to the power of 100 000 elements if anything walked through it.
    @Test
    void deepAndSharedContainersCostNothing() throws IOException {
        Path file = archive(pickle("]q\1" + "](h\1h\1eq\1".repeat(20_000) + "."));
        String message = assertThrows(FormatException.class, () -> TorchFile.open(file)).getMessage();
        assertTrue(message.contains("found no dictionary"), message);
    }

    @Test
    void moreOperationsThanAnyCheckpointHasAreRefused() throws IOException {
        Path file = archive(pickle("N0".repeat(300_000) + "."));
        String message = assertThrows(FormatException.class, () -> TorchFile.open(file)).getMessage();
        assertTrue(message.contains("at most 400000 operations"), message);
    }
}
