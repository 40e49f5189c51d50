package lowrankcam.weights;

import java.nio.file.Path;
import lowrankcam.format.FileKind;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;

/// A weights file of any format that is read, told by its bytes and not by its name.
public final class WeightsFile {

    private static final String EXPECTED = "a weights file: safetensors, TF.js model.json";

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
            case SAFETENSORS, UNKNOWN -> SafetensorsFile.open(file);
            default -> throw new FormatException(
                    file, FormatException.NO_OFFSET, "weights", EXPECTED, kind.insteadOfWeights());
        };
    }

    private static TensorSource ofJson(Path file, JsonNode json) throws FormatException {
        return TfjsModel.open(file, json);
    }
}
