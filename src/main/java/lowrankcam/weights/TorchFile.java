package lowrankcam.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FormatException;

/// Reader of what `torch.save` writes of a state dict, or of a training checkpoint with one in it: see [TorchZip] and
/// [TorchPickles]. Nothing is executed or looked up by its name, see [Unpickler].
///
/// Every tensor must lie within its storage, and the storage within the file. Tensors may share a storage and have any strides;
/// one with more values than its storage is refused.
public final class TorchFile implements TensorSource {

    /// No tensor has as many dimensions.
    private static final int MOST_DIMENSIONS = 32;

    private final ByteSource source;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();
    private List<String> taken = List.of();

    /// Either form of the file.
    sealed interface Saved permits TorchZip, TorchPickles {
        Object root();

        /// Where the values of a storage lie, or null if the file has none of its key.
        ZipDirectory.Range bytes(Pickle.Storage storage) throws FormatException;
    }

    /// Where a tensor lies.
    ///
    /// @param begin   offset in the file of its first value
    /// @param strides in values, one for each dimension
    /// @param span    number of values from its first to its last one
    private record Place(long begin, long[] strides, long span) {}

    private TorchFile(ByteSource source) {
        this.source = source;
    }

    /// Opens and validates a file.
    public static TorchFile open(Path file) throws FormatException {
        ByteSource source = ByteSource.open(file);
        try {
            TorchFile result = new TorchFile(source);
            boolean zip = source.bytes(0, 1, "PyTorch file").get() == 'P';
            result.readTensors(zip ? TorchZip.read(source) : TorchPickles.read(source));
            return result;
        } catch (FormatException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private void readTensors(Saved saved) throws FormatException {
        StateDict dict = StateDict.in(source.file(), saved.root());
        taken = dict.taken();
        for (int i = 0; i < dict.tensors().keys().size(); i++) {
            Pickle.Tensor tensor = Pickle.tensor(dict.tensors().values().get(i));
            if (dict.tensors().keys().get(i) instanceof String name && tensor != null) {
                add(name, tensor, saved);
            }
        }
    }

    private void add(String name, Pickle.Tensor tensor, Saved saved) throws FormatException {
        String item = "tensor '" + name + "'";
        Pickle.Storage storage = tensor.storage();
        ZipDirectory.Range range = saved.bytes(storage);
        int bytes = Pickle.bytes(storage.type());
        if (range == null || storage.count() < 0 || storage.count() > range.size() / bytes) {
            throw error(item + " storage " + storage.key(), storage.count() + " values of " + storage.type(),
                    range == null ? "none of that key" : range.size() + " bytes");
        }
        List<Integer> shape = new ArrayList<>();
        long count = 1;
        boolean bounded = tensor.sizes().size() == tensor.strides().size() && tensor.sizes().size() <= MOST_DIMENSIONS;
        for (int d = 0; bounded && d < tensor.sizes().size(); d++) {
            long size = number(tensor.sizes().get(d));
            bounded = size >= 0 && number(tensor.strides().get(d)) >= 0;
            shape.add((int) size);
            count *= Math.max(0, size);
            bounded &= count <= Math.min(storage.count(), Integer.MAX_VALUE);
        }
        if (!bounded) {
            throw error(item + " shape", "sizes and strides of at most " + storage.count() + " values", "others");
        }
        Place place = place(tensor, shape, range.begin(), bytes);
        if (count > 0 && (tensor.offset() < 0 || place.span() > storage.count() - tensor.offset())) {
            throw error(item, "a range within the " + storage.count() + " values of its storage",
                    place.span() + " values from number " + tensor.offset());
        }
        if (places.put(name, place) != null) {
            throw error(item, "one entry", "two");
        }
        tensors.put(name, new TensorInfo(name, storage.type(), shape));
    }

    /// A number of values or of dimensions that fits an `int`, or −1.
    private static long number(Object value) {
        return value instanceof Long number && number <= Integer.MAX_VALUE ? number : -1;
    }

    private static Place place(Pickle.Tensor tensor, List<Integer> shape, long begin, int bytes) {
        long[] strides = new long[shape.size()];
        long last = 0;
        for (int d = 0; d < strides.length; d++) {
            strides[d] = number(tensor.strides().get(d));
            last += (shape.get(d) - 1L) * strides[d];
        }
        return new Place(begin + tensor.offset() * bytes, strides, last + 1);
    }

    @Override
    public void read(String name, float[] values) throws FormatException {
        TensorInfo info = tensors.get(name);
        if (info == null) {
            throw new IllegalArgumentException("no tensor '" + name + "' in " + file());
        }
        String item = "tensor '" + name + "'";
        FloatType type = FloatType.of(info.type())
                .orElseThrow(() -> error(item + " type", "float64, float32, float16 or bfloat16", info.type()));
        Place place = places.get(name);
        if (isContiguous(info.shape(), place.strides())) {
            type.read(source, place.begin(), info.count(), values, item);
        } else {
            readStrided(info, place, type, values, item);
        }
        TensorSource.requireFinite(file(), name, values, info.count());
    }

    /// True if the values lie in the order of a row-major array.
    private static boolean isContiguous(List<Integer> shape, long[] strides) {
        long expected = 1;
        for (int d = strides.length - 1; d >= 0; d--) {
            if (shape.get(d) != 1 && strides[d] != expected) {
                return shape.contains(0);
            }
            expected *= shape.get(d);
        }
        return true;
    }

    private void readStrided(TensorInfo info, Place place, FloatType type, float[] values, String item)
            throws FormatException {
        if (place.span() > Integer.MAX_VALUE / type.bytes()) {
            throw error(item, "at most " + Integer.MAX_VALUE + " bytes from its first to its last value",
                    place.span() + " values");
        }
        ByteBuffer bytes = source.bytes(place.begin(), (int) place.span() * type.bytes(), item).order(ByteOrder.LITTLE_ENDIAN);
        float[] stored = new float[(int) place.span()];
        type.convert(bytes, stored, 0, stored.length);
        int[] index = new int[place.strides().length];
        int total = info.count();
        long at = 0;
        for (int i = 0; i < total; i++) {
            values[i] = stored[(int) at];
            for (int d = index.length - 1; d >= 0; d--) {
                at += place.strides()[d];
                if (++index[d] < info.shape().get(d)) {
                    break;
                }
                at -= index[d] * place.strides()[d];
                index[d] = 0;
            }
        }
    }

    private FormatException error(String item, String expected, String found) {
        return source.error(FormatException.NO_OFFSET, item, expected, found);
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
        return Map.of();
    }

    @Override
    public List<String> taken() {
        return taken;
    }

    @Override
    public void close() {
        source.close();
    }
}
