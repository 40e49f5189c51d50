package lowrankcam.weights.hdf5;

import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock;
import io.jhdf.SymbolTableEntry;
import io.jhdf.btree.BTreeV1;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FormatException;

/// The datasets of an HDF5 file and the texts that it carries as attributes, as far as h5py writes them by default: groups with
/// symbol tables, values in one piece. No value is read here; links to other places and files are not followed.
public final class Hdf5File {

    static {
        // Else SLF4J, by which jhdf logs, would say on standard error that nobody listens.
        if (System.getProperty("slf4j.internal.verbosity") == null) {
            System.setProperty("slf4j.internal.verbosity", "ERROR");
        }
    }

    private static final int MAX_DEPTH = 32;

    /// Kind of an entry that leads to an object in this file, by a header or, with a cache of it, to a group.
    private static final Set<Integer> HARD = Set.of(0, 1);

    private final ByteSource source;
    private final Storage storage;
    private final Texts strings;
    private final DatasetReader values;
    private final Predicate<String> skipped;
    private final Map<String, Dataset> datasets = new LinkedHashMap<>();
    private final Map<String, Map<String, List<String>>> texts = new LinkedHashMap<>();
    private final Set<Long> seen = new LinkedHashSet<>();
    private String place = "/";

    private Hdf5File(ByteSource source, Storage storage, DatasetReader values, Predicate<String> skipped) {
        this.source = source;
        this.storage = storage;
        this.strings = new Texts(storage);
        this.values = values;
        this.skipped = skipped;
    }

    /// Reads the whole structure of a file.
    ///
    /// @param begin   where it begins in the source
    /// @param size    its length
    /// @param skipped paths of groups that are not looked into
    /// @throws FormatException if it is damaged, or of a form that is not read
    public static Hdf5File read(ByteSource source, long begin, long size, Predicate<String> skipped) throws FormatException {
        Hdf5File file = null;
        try {
            file = new Hdf5File(
                    source, new Storage(source, begin, size), new DatasetReader(source, begin, size), skipped);
            file.group("", file.root(), 0);
            return file;
        } catch (RuntimeException | StackOverflowError e) {
            throw damaged(source, file == null ? "superblock" : "'" + file.place + "'", e);
        }
    }

    /// Of bfloat16 as Keras stores it, bytes of an unnamed kind, jhdf says that a name is missing.
    private static FormatException damaged(ByteSource source, String place, Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof FormatException format) {
            return format;
        }
        String what = root instanceof StackOverflowError
                ? "structure that repeats itself"
                : root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return source.error(FormatException.NO_OFFSET, "HDF5 " + place, "an undamaged file, without bfloat16", what);
    }

    /// All datasets by path, `layers/conv2d/vars/0` say, in the file's order: groups by name.
    public Map<String, Dataset> datasets() {
        return datasets;
    }

    /// The texts of an attribute of a group, one or several; none if it has no such attribute.
    public List<String> texts(String path, String attribute) {
        return texts.getOrDefault(path, Map.of()).getOrDefault(attribute, List.of());
    }

    private long root() throws FormatException {
        Superblock superblock = storage.getSuperblock();
        if (!(superblock instanceof Superblock.SuperblockV0V1 old)) {
            throw newer("superblock", "superblock version " + superblock.getVersionOfSuperblock());
        }
        if (old.getSizeOfOffsets() != 8 || old.getSizeOfLengths() != 8 || old.getBaseAddressByte() != 0) {
            throw error("superblock", "addresses and lengths of 8 bytes, from 0",
                    old.getSizeOfOffsets() + " and " + old.getSizeOfLengths() + " bytes, from " + old.getBaseAddressByte());
        }
        if (old.getEndOfFileAddress() > storage.size()) {
            throw error("superblock", old.getEndOfFileAddress() + " bytes", storage.size() + " bytes: the file is not whole");
        }
        return new SymbolTableEntry(storage, old.getRootGroupSymbolTableAddress()).getObjectHeaderAddress();
    }

    private void group(String path, long address, int depth) throws FormatException {
        place = path.isEmpty() ? "/" : path;
        ObjectHeader header = ObjectHeader.readObjectHeader(storage, address);
        if (header.hasMessageOfType(DataLayoutMessage.class)) {
            datasets.put(path, values.read(path, header));
        } else if (header.hasMessageOfType(SymbolTableMessage.class)) {
            if (depth > MAX_DEPTH || !seen.add(address)) {
                throw error("'" + place + "'", "groups in each other like folders", "a group inside itself, or in two places");
            }
            texts.put(path, attributes(header));
            SymbolTableMessage table = header.getMessageOfType(SymbolTableMessage.class);
            for (Map.Entry<String, Long> child : children(table).entrySet()) {
                String name = path.isEmpty() ? child.getKey() : path + "/" + child.getKey();
                if (!skipped.test(name)) {
                    group(name, child.getValue(), depth + 1);
                }
            }
        } else if (header.hasMessageOfType(LinkInfoMessage.class)) {
            throw newer("'" + place + "'", "a group with links");
        }
    }

    private Map<String, Long> children(SymbolTableMessage table) {
        Map<String, Long> children = new LinkedHashMap<>();
        ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
        for (long node : BTreeV1.createGroupBTree(storage, table.getBTreeAddress()).getChildAddresses()) {
            for (SymbolTableEntry entry : new GroupSymbolTableNode(storage, node).getSymbolTableEntries()) {
                if (HARD.contains(entry.getCacheType())) {
                    children.put(strings.name(names, entry.getLinkNameOffset()), entry.getObjectHeaderAddress());
                }
            }
        }
        return children;
    }

    private Map<String, List<String>> attributes(ObjectHeader header) {
        Map<String, List<String>> result = new LinkedHashMap<>();
        for (AttributeMessage attribute : header.getMessagesOfType(AttributeMessage.class)) {
            result.put(attribute.getName(), strings.of(attribute));
        }
        return result;
    }

    private FormatException newer(String item, String found) {
        return error(item, "groups as Keras writes them",
                found + ", a newer form of HDF5 (libver='latest' or track_order): save the weights without");
    }

    private FormatException error(String item, String expected, String found) {
        return source.error(FormatException.NO_OFFSET, "HDF5 " + item, expected, found);
    }
}
