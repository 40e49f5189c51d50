/// Values with a shape: {@link lowrankcam.tensor.Tensor} for what is handed around, {@link lowrankcam.tensor.Plane}
/// for where a layer's activations lie in a working buffer, {@link lowrankcam.tensor.MapRange} for what scales a map to 0 … 1. No other
/// arithmetic happens here.
/// Read `Plane` first: borders and channel slices are what make padding and concatenation free.
package lowrankcam.tensor;
