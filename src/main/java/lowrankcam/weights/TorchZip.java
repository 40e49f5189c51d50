package lowrankcam.weights;

import java.nio.charset.StandardCharsets;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FormatException;

/// The form of PyTorch's files since version 1.6: a ZIP file with `data.pkl`, and `data/KEY` for each storage, all in one folder
/// of any name.
///
/// @param root what was saved
record TorchZip(Object root, ZipDirectory files, String folder) implements TorchFile.Saved {

    private static final String PICKLE = "data.pkl";

    static TorchZip read(ByteSource source) throws FormatException {
        ZipDirectory files = ZipDirectory.read(source);
        String folder = null;
        for (String name : files.names()) {
            if (name.endsWith("/constants.pkl")) {
                throw refusal(source, "a TorchScript module: save its state_dict()");
            }
            folder = name.endsWith("/" + PICKLE) && folder == null ? name.substring(0, name.length() - PICKLE.length()) : folder;
        }
        if (folder == null) {
            throw refusal(source, "a ZIP file without " + PICKLE + " (docs/TROUBLESHOOTING.md, Weights of other programs)");
        }
        requireLittleEndian(source, files, folder + "byteorder");
        ZipDirectory.Range pickle = files.range(folder + PICKLE);
        ByteCursor in = new ByteCursor(source, pickle.begin(), pickle.begin() + pickle.size(), PICKLE);
        return new TorchZip(Unpickler.read(in), files, folder);
    }

    private static void requireLittleEndian(ByteSource source, ZipDirectory files, String name) throws FormatException {
        if (!files.contains(name)) {
            return;
        }
        ZipDirectory.Range range = files.range(name);
        int length = (int) Math.min(range.size(), 16);
        String order = new String(source.bytes(range.begin(), length, name).array(), StandardCharsets.ISO_8859_1);
        if (!order.equals("little")) {
            throw source.error(range.begin(), name, "little", order);
        }
    }

    private static FormatException refusal(ByteSource source, String found) {
        return source.error(FormatException.NO_OFFSET, "weights", "a PyTorch file", found);
    }

    @Override
    public ZipDirectory.Range bytes(Pickle.Storage storage) throws FormatException {
        return files.range(folder + "data/" + storage.key());
    }
}
