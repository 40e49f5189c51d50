package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.kernel.Dense;
import lowrankcam.model.HeadReader;
import lowrankcam.weights.SafetensorsFile;

/// Classifier heads: which tensors they have, labels, activation.
record HeadTarget() implements Target {

    private static final String FILE = "head.safetensors";
    private static final int FEATURES = 3;

    @Override
    public String name() {
        return "head";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() {
        return List.of(
                head("""
                        {"__metadata__":{"labels":"[\\"normal\\",\\"abnormal\\"]","activation":"softmax"},\
                        "fc.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},\
                        "fc.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]}}""", 32),
                head("""
                        {"__metadata__":{"activation":"sigmoid"},"fc1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},\
                        "fc1.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]},\
                        "fc2.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[32,40]},\
                        "fc2.bias":{"dtype":"F32","shape":[1],"data_offsets":[40,44]}}""", 44),
                head("""
                        {"__metadata__":{"labels":"[\\"a\\",\\"b\\"]","training":"{}"},\
                        "fc.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},\
                        "fc.bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]},\
                        "features.mean":{"dtype":"F32","shape":[3],"data_offsets":[32,44]},\
                        "features.basis":{"dtype":"F32","shape":[1,3],"data_offsets":[44,56]},\
                        "features.limit":{"dtype":"F32","shape":[1],"data_offsets":[56,60]}}""", 60),
                head("""
                        {"dense_1/kernel":{"dtype":"F32","shape":[3,1],"data_offsets":[0,12]},\
                        "dense_1/bias":{"dtype":"F32","shape":[1],"data_offsets":[12,16]},\
                        "dense_2/kernel":{"dtype":"F32","shape":[1,2],"data_offsets":[16,24]},\
                        "dense_2/bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]}}""", 32));
    }

    private static SortedMap<String, byte[]> head(String header, int data) {
        return Samples.file(FILE, SafetensorsTarget.bytes(header, data));
    }

    @Override
    public List<String> words() {
        return List.of(
                "labels", "activation", "softmax", "sigmoid", "fc.weight", "fc1.weight", "fc2.bias", "dense_1/kernel",
                "predictions/kernel", "features.mean", "features.basis", "features.limit", "dense_99999999999/kernel", "\\\"", "[\\\"a\\\",\\\"b\\\"]", "{\\\"0\\\":\\\"a\\\"}", "[0,0]");
    }

    @Override
    public byte[] repaired(String file, byte[] bytes) {
        return SafetensorsTarget.withLength(bytes);
    }

    @Override
    public void read(Path folder) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(FILE))) {
            HeadReader.read(file, FEATURES, null).with(Dense.scalar(), "");
        }
    }
}
