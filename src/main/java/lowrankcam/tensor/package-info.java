/// Values with a shape: {@link lowrankcam.tensor.Tensor} for what is handed around, {@link lowrankcam.tensor.Plane}
/// for where a layer's activations lie in a working buffer. No arithmetic happens here.
/// Read `Plane` first: borders and channel slices are what make padding and concatenation free.
package lowrankcam.tensor;
