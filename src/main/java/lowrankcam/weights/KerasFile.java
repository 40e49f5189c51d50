package lowrankcam.weights;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.weights.hdf5.Dataset;
import lowrankcam.weights.hdf5.Hdf5File;
import tools.jackson.databind.JsonNode;

/// Reader of what Keras 2 and 3 save: whole models (`.h5`, `.keras`) and weights (`.h5`, `.weights.h5`).
///
/// A `.keras` file is a ZIP file with `config.json` and `model.weights.h5`, stored as they are; an `.h5` file of a whole model
/// has the same JSON as an attribute. Source: keras, `saving_lib.py` and `legacy_h5_format.py`.
public final class KerasFile implements TensorSource {

    private static final String WEIGHTS = "model.weights.h5";
    private static final String CONFIG = "config.json";

    /// No real description of a network comes near this.
    private static final long MAX_CONFIG = 16 << 20;

    private final ByteSource source;
    private final Map<String, Dataset> datasets;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<String> taken;
    private final String notRelu;

    private KerasFile(ByteSource source, KerasNames names, KerasConfig config) {
        this.source = source;
        this.datasets = names.tensors();
        this.taken = names.taken();
        this.notRelu = config.notRelu();
        datasets.forEach((name, values) -> tensors.put(name, new TensorInfo(name, values.type(), values.shape())));
        if (!config.activation().isEmpty()) {
            metadata.put("activation", config.activation());
        }
    }

    /// Opens an HDF5 file.
    static KerasFile openHdf5(Path file) throws FormatException {
        return open(file, source -> {
            Hdf5File hdf5 = read(source, 0, source.size());
            List<String> config = hdf5.texts("", "model_config");
            return new KerasFile(source, KerasNames.of(hdf5), config(config.isEmpty() ? null : config.getFirst()));
        });
    }

    /// Opens a `.keras` file.
    static KerasFile openZip(Path file) throws FormatException {
        return open(file, source -> {
            ZipDirectory zip = ZipDirectory.read(source);
            ZipDirectory.Range weights = zip.range(WEIGHTS);
            ZipDirectory.Range config = zip.range(CONFIG);
            if (config.size() > MAX_CONFIG) {
                throw source.error(config.begin(), CONFIG, "at most " + MAX_CONFIG + " bytes", config.size() + " bytes");
            }
            byte[] text = source.bytes(config.begin(), (int) config.size(), CONFIG).array();
            return new KerasFile(
                    source, KerasNames.of(read(source, weights.begin(), weights.size())),
                    config(new String(text, StandardCharsets.UTF_8)));
        });
    }

    private interface Opening {
        KerasFile apply(ByteSource source) throws FormatException;
    }

    private static KerasFile open(Path file, Opening opening) throws FormatException {
        ByteSource source = ByteSource.open(file);
        try {
            return opening.apply(source);
        } catch (FormatException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /// Without what a training needs to go on.
    private static Hdf5File read(ByteSource source, long begin, long size) throws FormatException {
        return Hdf5File.read(source, begin, size, path -> path.equals("optimizer") || path.equals("optimizer_weights"));
    }

    private static KerasConfig config(String text) {
        JsonNode json = text == null ? Json.object() : Json.value(text).orElse(Json.object());
        return new KerasConfig(json.path("config"));
    }

    @Override
    public Path file() {
        return source.file();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public List<String> taken() {
        return taken;
    }

    @Override
    public void read(String name, float[] target) throws FormatException {
        Dataset values = datasets.get(name);
        TensorInfo info = tensors.get(name);
        if (info == null) {
            throw new IllegalArgumentException("no tensor '" + name + "' in " + file());
        }
        String item = "tensor '" + name + "' ('" + values.path() + "')";
        if (name.startsWith("dense") && !notRelu.isEmpty()) {
            throw source.error(FormatException.NO_OFFSET, "classifier head", "ReLU between its dense layers", notRelu);
        }
        FloatType type = FloatType.of(info.type()).orElse(null);
        if (type == null) {
            throw source.error(values.offset(), item + " type", "F64, F32 or F16", info.type());
        }
        type.read(source, values.offset(), info.count(), target, item);
        TensorSource.requireFinite(file(), name, target, info.count());
    }

    @Override
    public void close() {
        source.close();
    }
}
