package lowrankcam.weights.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.format.ByteSource;
import lowrankcam.format.FormatException;

/// Reads what the header of a dataset says of its values.
final class DatasetReader {

    private final ByteSource source;
    private final long begin;
    private final long size;

    /// @param begin where the file begins in the source
    /// @param size  its length
    DatasetReader(ByteSource source, long begin, long size) {
        this.source = source;
        this.begin = begin;
        this.size = size;
    }

    Dataset read(String path, ObjectHeader header) throws FormatException {
        DataType type = header.getMessageOfType(DataTypeMessage.class).getDataType();
        List<Integer> shape = shape(path, header);
        long count = shape.stream().mapToLong(n -> n).reduce(1, Math::multiplyExact);
        long bytes = Math.multiplyExact(count, (long) type.getSize());
        if (count > Integer.MAX_VALUE) {
            throw error(path, "shape", "at most 2147483647 values", shape.toString());
        }
        if (!(header.getMessageOfType(DataLayoutMessage.class)
                instanceof DataLayoutMessage.ContiguousDataLayoutMessage place)) {
            throw error(path, "layout", "values in one piece, as Keras writes them",
                    "chunks or values in the header (h5repack -l CONTI puts them in one piece)");
        }
        long address = place.getAddress();
        if (bytes > 0 && (address < 0 || bytes > size - address)) {
            throw error(path, "values", bytes + " bytes within the file", address < 0 ? "none written" : "" + (size - address));
        }
        return new Dataset(path, name(type), shape, bytes == 0 ? 0 : begin + address);
    }

    private List<Integer> shape(String path, ObjectHeader header) throws FormatException {
        List<Integer> shape = new ArrayList<>();
        for (long n : header.getMessageOfType(DataSpaceMessage.class).getDataSpace().getDimensionsAsLong()) {
            if (n < 0 || n > Integer.MAX_VALUE) {
                throw error(path, "shape", "dimensions up to 2147483647", String.valueOf(n));
            }
            shape.add((int) n);
        }
        return shape;
    }

    private static String name(DataType type) {
        if (type instanceof FloatingPoint real && real.getByteOrder() == ByteOrder.BIG_ENDIAN) {
            return "big-endian float";
        } else if (type instanceof FloatingPoint real) {
            return switch (real.getSize() + " bytes, exponent " + real.getExponentSize()) {
                case "8 bytes, exponent 11" -> "F64";
                case "4 bytes, exponent 8" -> "F32";
                case "2 bytes, exponent 5" -> "F16";
                default -> "float of " + real.getSize() + " bytes";
            };
        }
        return type.getClass().getSimpleName();
    }

    private FormatException error(String path, String item, String expected, String found) {
        return source.error(FormatException.NO_OFFSET, "dataset '" + path + "' " + item, expected, found);
    }
}
