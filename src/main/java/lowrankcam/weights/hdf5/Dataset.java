package lowrankcam.weights.hdf5;

import java.util.List;

/// Values in an HDF5 file.
///
/// @param path   names of its groups and its own, between slashes
/// @param type   `F64`, `F32` or `F16`, else another word for what the values are
/// @param shape  dimensions; their product fits an `int`, and its values lie within the file
/// @param offset of its first byte in the source
public record Dataset(String path, String type, List<Integer> shape, long offset) {

    public Dataset {
        shape = List.copyOf(shape);
    }
}
