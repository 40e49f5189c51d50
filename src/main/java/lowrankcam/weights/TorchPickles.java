package lowrankcam.weights;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FormatException;

/// The form of PyTorch's files before version 1.6: pickles one behind the other, of a mark, a version, facts of the machine, what was
/// saved, and the keys of its storages; then the values of each, behind their number.
///
/// @param root    what was saved
/// @param storages where the bytes of each storage lie, by its key
record TorchPickles(Object root, Map<String, ZipDirectory.Range> storages) implements TorchFile.Saved {

    private static final BigInteger MARK = new BigInteger("1950A86A20F9469CFC6C", 16);
    private static final long VERSION = 1001;

    static TorchPickles read(ByteSource source) throws FormatException {
        ByteCursor in = new ByteCursor(source, 0, source.size(), "PyTorch file");
        if (!MARK.equals(Unpickler.read(in))) {
            throw source.error(0, "PyTorch file", "its mark", "another Python pickle");
        }
        if (!Long.valueOf(VERSION).equals(Unpickler.read(in))) {
            throw in.error("version " + VERSION, "another");
        }
        requireLittleEndian(in, Unpickler.read(in));
        Unpickler pickle = new Unpickler(in);
        Object root = pickle.read();
        if (!(Unpickler.read(in) instanceof Pickle.Sequence keys)) {
            throw in.error("a list of storages", "another value");
        }
        Map<String, ZipDirectory.Range> storages = new HashMap<>();
        for (Object key : keys.items()) {
            Pickle.Storage storage = key instanceof String text ? pickle.storages().get(text) : null;
            if (storage == null) {
                throw in.error("a storage of the tensors", "another: " + (key instanceof String text ? text : "no text"));
            }
            long count = in.eight();
            if (count != storage.count()) {
                throw in.error(storage.count() + " values in storage " + key, String.valueOf(count));
            }
            long begin = in.position();
            if (count < 0 || count > source.size()) {
                throw in.error("at most " + source.size() + " values in storage " + key, String.valueOf(count));
            }
            long size = count * Pickle.bytes(storage.type());
            in.skip(size);
            storages.put(storage.key(), new ZipDirectory.Range(begin, size));
        }
        return new TorchPickles(root, storages);
    }

    private static void requireLittleEndian(ByteCursor in, Object facts) throws FormatException {
        if (!(facts instanceof Pickle.Dict dict)) {
            throw in.error("facts of the machine that wrote it", "another value");
        }
        int index = dict.keys().indexOf("little_endian");
        if (index >= 0 && dict.values().get(index) == Pickle.Plain.FALSE) {
            throw in.error("little-endian values", "big-endian ones");
        }
    }

    @Override
    public ZipDirectory.Range bytes(Pickle.Storage storage) throws FormatException {
        return storages.get(storage.key());
    }
}
