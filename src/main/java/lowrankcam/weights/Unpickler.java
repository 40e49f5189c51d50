package lowrankcam.weights;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import lowrankcam.format.FormatException;

/// A strict machine for the operations of Python's pickles, protocols 2 to 5, that dictionaries of tensors need.
///
/// Names of classes and functions are compared with the few that are known and never looked up; any other ends the reading.
/// Each operation takes constant time and at most as much memory as its bytes in the file and one small object; their number is
/// bounded. Nothing is hashed, compared or copied deeply, so that neither depth nor shared parts matter.
/// Source: CPython, Lib/pickletools.py.
final class Unpickler {

    /// A training checkpoint of this network with its optimizer takes some ten thousands.
    private static final int MOST_OPERATIONS = 400_000;

    private static final String EXPECTED = "a state dict: tensors, dictionaries, numbers and text";

    private final ByteCursor in;
    private final PickleStack stack;
    private final Map<String, Pickle.Storage> storages = new HashMap<>();
    private int operations;

    Unpickler(ByteCursor in) {
        this.in = in;
        this.stack = new PickleStack(in);
    }

    static Object read(ByteCursor in) throws FormatException {
        return new Unpickler(in).read();
    }

    /// Storages that were named, by their keys.
    Map<String, Pickle.Storage> storages() {
        return storages;
    }

    /// Reads one pickle, up to its end.
    ///
    /// @throws FormatException if it is damaged, too long, or holds anything else
    Object read() throws FormatException {
        for (int operation = in.one(); operation != '.'; operation = in.one()) {
            count(1);
            if (!value(operation) && !container(operation) && !named(operation)) {
                throw in.error(EXPECTED, "operation " + HexFormat.of().toHexDigits((byte) operation) + " of pickles");
            }
        }
        return stack.pop();
    }

    private void count(int more) throws FormatException {
        operations += more;
        if (operations > MOST_OPERATIONS) {
            throw in.error("at most " + MOST_OPERATIONS + " operations", "more");
        }
    }

    /// Numbers, text and bytes.
    private boolean value(int operation) throws FormatException {
        switch (operation) {
            case 0x80 -> requireProtocol(in.one());
            case 0x95 -> in.eight();
            case 'N' -> stack.push(Pickle.Plain.NONE);
            case 0x88 -> stack.push(Pickle.Plain.DATA);
            case 0x89 -> stack.push(Pickle.Plain.FALSE);
            case 'K' -> stack.push((long) in.one());
            case 'M' -> stack.push((long) in.two());
            case 'J' -> stack.push((long) in.four());
            case 0x8A -> stack.push(integer(in.one()));
            case 0x8B -> stack.push(integer(in.length()));
            case 'G' -> data(8);
            case 'X' -> text(in.length(), StandardCharsets.UTF_8);
            case 0x8C -> text(in.one(), StandardCharsets.UTF_8);
            case 0x8D -> text(in.eight(), StandardCharsets.UTF_8);
            case 'T' -> text(in.length(), StandardCharsets.ISO_8859_1);
            case 'U' -> text(in.one(), StandardCharsets.ISO_8859_1);
            case 'B' -> data(in.length());
            case 'C' -> data(in.one());
            case 0x8E, 0x96 -> data(in.eight());
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Tuples, lists, dictionaries, sets, the stack and the memo.
    private boolean container(int operation) throws FormatException {
        switch (operation) {
            case '(' -> stack.mark();
            case ')' -> stack.push(new Pickle.Tuple(List.of()));
            case 0x85, 0x86, 0x87 -> stack.push(new Pickle.Tuple(stack.pop(operation - 0x84)));
            case 't' -> stack.push(new Pickle.Tuple(stack.popMark()));
            case ']' -> stack.push(new Pickle.Sequence(new ArrayList<>(0)));
            case 0x8F -> stack.push(Pickle.Plain.DATA);
            case '}' -> stack.push(new Pickle.Dict());
            case 'a' -> append(stack.pop(1));
            case 'e', 0x90 -> append(stack.popMark());
            case 's' -> put(stack.pop(2));
            case 'u' -> put(stack.popMark());
            case 0x91 -> {
                stack.popMark();
                stack.push(Pickle.Plain.DATA);
            }
            case '0' -> stack.pop();
            case '1' -> stack.popMark();
            case '2' -> stack.push(stack.top());
            case 'q' -> stack.remember(in.one());
            case 'r' -> stack.remember(in.four());
            case 0x94 -> stack.remember();
            case 'h' -> stack.recall(in.one());
            case 'j' -> stack.recall(in.four());
            default -> {
                return false;
            }
        }
        return true;
    }

    /// What goes by a name of a class or function.
    private boolean named(int operation) throws FormatException {
        switch (operation) {
            case 'c' -> global(in.line(), in.line());
            case 0x93 -> {
                Object name = stack.pop();
                global(text(stack.pop()), text(name));
            }
            case 'Q' -> stack.push(storage(stack.pop()));
            case 'R', 0x81 -> {
                Object arguments = stack.pop();
                stack.push(made(stack.pop(), arguments));
            }
            case 'b' -> {
                Object state = stack.pop();
                build(stack.top(), state);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void requireProtocol(int protocol) throws FormatException {
        if (protocol < 2 || protocol > 5) {
            throw in.error("protocol 2 to 5 of pickles", String.valueOf(protocol));
        }
    }

    private Object integer(long length) throws FormatException {
        if (length > 255) {
            in.skip(length);
            return Pickle.Plain.DATA;
        }
        byte[] bytes = in.bytes(length);
        if (length <= Long.BYTES) {
            long value = length > 0 && bytes[bytes.length - 1] < 0 ? -1 : 0;
            for (int i = bytes.length - 1; i >= 0; i--) {
                value = value << 8 | bytes[i] & 0xFF;
            }
            return value;
        }
        byte[] turned = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            turned[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(turned);
    }

    private void data(long length) throws FormatException {
        in.skip(length);
        stack.push(Pickle.Plain.DATA);
    }

    private void text(long length, Charset charset) throws FormatException {
        stack.push(in.text(length, charset));
    }

    private void append(List<Object> items) throws FormatException {
        switch (stack.top()) {
            case Pickle.Sequence list -> list.items().addAll(items);
            case Pickle.Plain.DATA -> { }
            default -> throw in.error("a list", "another value");
        }
    }

    private void put(List<Object> items) throws FormatException {
        if (!(stack.top() instanceof Pickle.Dict dict) || items.size() % 2 != 0) {
            throw in.error("a dictionary, keys and values", "another value");
        }
        for (int i = 0; i < items.size(); i += 2) {
            dict.put(items.get(i), items.get(i + 1));
        }
    }

    private String text(Object value) throws FormatException {
        if (value instanceof String text) {
            return text;
        }
        throw in.error("text", "another value");
    }

    private void global(String module, String name) throws FormatException {
        String global = module + "." + name;
        if (!Pickle.isKnown(global)) {
            boolean inside = stack.holdsDictionary();
            throw in.error(EXPECTED, global + (inside
                    ? ": an object beside the weights; save the state dict alone"
                    : ": a whole module; save its state_dict()"));
        }
        stack.push(new Pickle.Global(global));
    }

    private Pickle.Storage storage(Object id) throws FormatException {
        if (id instanceof Pickle.Tuple(List<Object> items) && items.size() >= 5 && "storage".equals(items.get(0))
                && items.get(1) instanceof Pickle.Global(String global) && Pickle.STORAGES.containsKey(global)
                && items.get(2) instanceof String key && items.get(4) instanceof Long count
                && (items.size() == 5 || items.size() == 6 && items.get(5) == Pickle.Plain.NONE)) {
            Pickle.Storage storage = new Pickle.Storage(Pickle.STORAGES.get(global), key, count);
            storages.putIfAbsent(key, storage);
            return storage;
        }
        throw in.error("a storage with its type, key and size", "another value");
    }

    private Object made(Object callable, Object given) throws FormatException {
        if (!(callable instanceof Pickle.Global(String global)) || !(given instanceof Pickle.Tuple(List<Object> arguments))) {
            throw in.error("a name that is known, and its arguments", "another value");
        }
        if (global.equals(Pickle.ORDERED_DICT)) {
            return ordered(arguments);
        } else if (global.equals(Pickle.PARAMETER)) {
            Pickle.Parameter parameter = new Pickle.Parameter();
            parameter.tensor = arguments.isEmpty() ? null : Pickle.tensor(arguments.getFirst());
            return parameter;
        } else if (Pickle.PLAIN.contains(global)) {
            return Pickle.Plain.DATA;
        } else if (Pickle.REBUILD_TENSOR.contains(global)) {
            return tensor(arguments);
        } else if (global.equals(Pickle.REBUILD_PARAMETER) && !arguments.isEmpty()
                && Pickle.tensor(arguments.getFirst()) != null) {
            return arguments.getFirst();
        }
        throw in.error("a tensor of " + global, "other arguments");
    }

    /// Without arguments, or with a list of pairs, as Python 2 wrote it.
    private Pickle.Dict ordered(List<Object> arguments) throws FormatException {
        Pickle.Dict dict = new Pickle.Dict();
        if (arguments.isEmpty()) {
            return dict;
        }
        if (!(arguments.getFirst() instanceof Pickle.Sequence(List<Object> pairs))) {
            throw in.error("a list of pairs", "another value");
        }
        count(pairs.size());
        for (Object pair : pairs) {
            List<Object> two = switch (pair) {
                case Pickle.Sequence(List<Object> items) -> items;
                case Pickle.Tuple(List<Object> items) -> items;
                default -> List.of();
            };
            if (two.size() != 2) {
                throw in.error("a list of pairs", "another value");
            }
            dict.put(two.get(0), two.get(1));
        }
        return dict;
    }

    private Pickle.Tensor tensor(List<Object> arguments) throws FormatException {
        if (arguments.size() >= 4 && arguments.get(0) instanceof Pickle.Storage storage && arguments.get(1) instanceof Long offset
                && arguments.get(2) instanceof Pickle.Tuple(List<Object> sizes)
                && arguments.get(3) instanceof Pickle.Tuple(List<Object> strides)) {
            return new Pickle.Tensor(storage, offset, sizes, strides);
        }
        throw in.error("a tensor's storage, offset, sizes and strides", "other arguments");
    }

    /// Attributes of a dictionary say nothing of its tensors; those of an early version's parameter begin with its tensor.
    private void build(Object object, Object state) throws FormatException {
        if (object instanceof Pickle.Parameter parameter && state instanceof Pickle.Tuple(List<Object> items)) {
            Pickle.Tensor first = items.isEmpty() ? null : Pickle.tensor(items.getFirst());
            parameter.tensor = first == null ? parameter.tensor : first;
        } else if (!(object instanceof Pickle.Dict)) {
            throw in.error("attributes of a dictionary", "those of another value");
        }
    }
}
