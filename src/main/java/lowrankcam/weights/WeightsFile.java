package lowrankcam.weights;

import java.nio.file.Path;
import lowrankcam.format.FileKind;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;

/// A weights file of any format that is read, told by its bytes and not by its name.
public final class WeightsFile {

    private static final String EXPECTED = "a weights file: safetensors or an index of several, PyTorch, Keras, ONNX, TF.js model.json";

    private WeightsFile() {}

    /// Opens a file and checks its directory of tensors.
    ///
    /// @throws FormatException if it is of another format, or damaged
    public static TensorSource open(Path file) throws FormatException {
        FileKind kind = FileKind.of(file);
        return switch (kind) {
            case JSON -> ofJson(file, Json.read(file));
            case HDF5 -> KerasFile.openHdf5(file);
            case KERAS -> KerasFile.openZip(file);
            case ONNX -> OnnxFile.open(file);
            case TORCH, ZIP, PICKLE -> TorchFile.open(file);
            case SAFETENSORS, UNKNOWN -> SafetensorsFile.open(file);
            default -> throw new FormatException(
                    file, FormatException.NO_OFFSET, "weights", EXPECTED, kind.insteadOfWeights());
        };
    }

    /// True if the JSON in a file is itself the description of weights, and not one of ours that names them.
    public static boolean describesWeights(JsonNode json) {
        return TfjsModel.isTfjs(json) || ShardedSafetensors.isIndex(json);
    }

    private static TensorSource ofJson(Path file, JsonNode json) throws FormatException {
        return ShardedSafetensors.isIndex(json) ? ShardedSafetensors.open(file, json) : TfjsModel.open(file, json);
    }
}
