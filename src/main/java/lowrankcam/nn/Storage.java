package lowrankcam.nn;

import lowrankcam.tensor.Plane;
import lowrankcam.tensor.Tensor;

/// A working array and how activations, or their gradients, lie in it.
record Storage(Plane plane, float[] values) {

    /// A new array, all zero.
    static Storage of(Plane plane) {
        return of(plane, 1);
    }

    private static Storage of(Plane plane, int images) {
        Plane placed = plane.aligned();
        return new Storage(placed, new float[placed.end(images)]);
    }

    static Storage bordered(Network.Size size, int border) {
        return bordered(size, border, 1);
    }

    /// One array for several images, whose buffers follow each other; this is the first one's.
    static Storage bordered(Network.Size size, int border, int images) {
        return of(Plane.bordered(size.height(), size.width(), size.channels(), border), images);
    }

    /// The buffer of another image in the same array.
    Storage ofImage(int index) {
        return new Storage(plane.ofImage(index), values);
    }

    Network.Size size() {
        return new Network.Size(plane.height(), plane.width(), plane.channels());
    }

    /// Some of the channels, in the same array.
    Storage slice(int channel, int count) {
        return new Storage(plane.slice(channel, count), values);
    }

    void requireSize(Tensor tensor) {
        if (!size().equals(new Network.Size(tensor.height(), tensor.width(), tensor.channels()))) {
            throw new IllegalArgumentException("expected values of " + size() + ", found " + tensor);
        }
    }

    /// Copies a tensor of this size in; the border stays as it is.
    void load(Tensor tensor) {
        requireSize(tensor);
        int row = plane.width() * plane.channels();
        for (int y = 0; y < plane.height(); y++) {
            System.arraycopy(tensor.values(), y * row, values, plane.offset(y, 0), row);
        }
    }

    /// A dense copy; for whole buffers.
    Tensor copy() {
        int row = plane.width() * plane.channels();
        float[] dense = new float[plane.height() * row];
        for (int y = 0; y < plane.height(); y++) {
            System.arraycopy(values, plane.offset(y, 0), dense, y * row, row);
        }
        return new Tensor(plane.height(), plane.width(), plane.channels(), dense);
    }
}
