package lowrankcam.weights.hdf5;

import io.jhdf.GlobalHeap;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Texts in an HDF5 file: names, and attributes of fixed and of variable length.
final class Texts {

    private static final int MAX_NAME = 1024;

    private final Storage storage;

    Texts(Storage storage) {
        this.storage = storage;
    }

    /// The texts of an attribute; none if it is of another kind.
    List<String> of(AttributeMessage attribute) {
        ByteBuffer data = attribute.getDataBuffer();
        DataType type = attribute.getDataType();
        if (data == null) {
            return List.of();
        } else if (type instanceof StringData) {
            return fixed(data, type.getSize());
        }
        return type instanceof VariableLength variable && variable.isVariableLengthString() ? variable(data) : List.of();
    }

    private List<String> fixed(ByteBuffer data, int size) {
        List<String> texts = new ArrayList<>();
        for (int at = 0; size > 0 && at <= data.limit() - size; at += size) {
            int length = 0;
            while (length < size && data.get(at + length) != 0) {
                length++;
            }
            texts.add(text(data, at, length));
        }
        return texts;
    }

    /// Each a length, the address of a heap and an index in it.
    private List<String> variable(ByteBuffer data) {
        data.order(ByteOrder.LITTLE_ENDIAN);
        Map<Long, GlobalHeap> heaps = new HashMap<>();
        List<String> texts = new ArrayList<>();
        while (data.remaining() >= 16) {
            int length = data.getInt();
            GlobalHeap heap = heaps.computeIfAbsent(data.getLong(), address -> new GlobalHeap(storage, address));
            texts.add(text(heap.getObjectData(data.getInt()), 0, length));
        }
        return texts;
    }

    /// A name that ends in a zero.
    String name(ByteBuffer names, int begin) {
        int end = begin;
        while (names.get(end) != 0) {
            end++;
        }
        if (end - begin > MAX_NAME) {
            throw new IllegalArgumentException("a name of " + (end - begin) + " bytes");
        }
        return text(names, begin, end - begin);
    }

    private String text(ByteBuffer bytes, int begin, int length) {
        ByteBuffer part = bytes.slice(begin, length);
        storage.charge(length);
        return StandardCharsets.UTF_8.decode(part).toString();
    }
}
