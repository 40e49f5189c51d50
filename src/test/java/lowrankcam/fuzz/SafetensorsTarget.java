package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.weights.SafetensorsFile;

/// Tensors with names.
record SafetensorsTarget() implements Target {

    private static final String FILE = "a.safetensors";

    @Override
    public String name() {
        return "safetensors";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() {
        return List.of(
                Samples.file(FILE, bytes("""
                        {"__metadata__":{"labels":"[\\"a\\"]"},"fc.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},\
                        "fc.bias":{"dtype":"F16","shape":[2],"data_offsets":[24,28]}}""", 28)),
                Samples.file(FILE, bytes("""
                        {"d":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},"b":{"dtype":"BF16","shape":[],"data_offsets":\
                        [16,18]},"e":{"dtype":"F32","shape":[0,4],"data_offsets":[18,18]}}""", 18)));
    }

    /// Zeros behind a header.
    static byte[] bytes(String header, int data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).array();
    }

    @Override
    public List<String> words() {
        return List.of(
                "dtype", "shape", "data_offsets", "__metadata__", "F64", "F32", "F16", "BF16", "I64", "U8", "BOOL", "[0,0]",
                "[2147483647,2147483647,0]", "[]", "{}");
    }

    /// The length of the header: up to the last brace.
    @Override
    public byte[] repaired(String file, byte[] bytes) {
        return withLength(bytes);
    }

    static byte[] withLength(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '}') {
            end--;
        }
        byte[] result = bytes.clone();
        if (end > 8) {
            ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN).putLong(0, end - 8);
        }
        return result;
    }

    @Override
    public void read(Path folder) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(FILE))) {
            for (String name : file.tensors().keySet()) {
                if (file.tensors().get(name).type().equals("F64")) {
                    file.readDoubles(name);
                }
                file.read(name);
            }
        }
    }
}
