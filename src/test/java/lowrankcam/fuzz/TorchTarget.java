package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.golden.Goldens;
import lowrankcam.weights.TensorInfo;
import lowrankcam.weights.TorchFile;

/// Both forms of PyTorch's files: the archive, the pickles in it, and the tensors that they describe.
record TorchTarget() implements Target {

    private static final String FILE = "a.pth";

    @Override
    public String name() {
        return "torch";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() throws IOException {
        List<SortedMap<String, byte[]>> samples = new ArrayList<>();
        for (String name : List.of("state-2", "state-5", "state-old", "checkpoint-2", "checkpoint-4", "parameters")) {
            samples.add(Samples.file(FILE, Files.readAllBytes(Goldens.file("weights/" + name + ".pth"))));
        }
        return samples;
    }

    @Override
    public List<String> words() {
        return List.of(
                "PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006", "PK\u0006\u0006", "/data.pkl", "data/0", "byteorder",
                "ctorch._utils\n_rebuild_tensor_v2\n", "ccollections\nOrderedDict\n", "ctorch\nFloatStorage\n", "ctorch\nHalfStorage\n",
                "storage", "state_dict", "(", ")", "}", "]", "t", "R", "Q", "b", "u", "e", "2", "0", "1", "N", "h\u0001", "q\u0001", ".");
    }

    @Override
    public void read(Path folder) throws IOException {
        try (TorchFile file = TorchFile.open(folder.resolve(FILE))) {
            for (TensorInfo info : file.tensors().values()) {
                if (info.type().matches("B?F[0-9]+")) {
                    file.read(info.name());
                }
            }
        }
    }
}
