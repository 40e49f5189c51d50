/// The only hot loops and the only use of the Vector API: convolution, pooling, dense layers, resampling, backward
/// passes, each as a contract, a scalar twin and a vector twin that return the same bits. What a layer is and how
/// layers follow each other is not known here.
/// Read {@link lowrankcam.kernel.Convolution} first, then {@link lowrankcam.kernel.ScalarConvolution}.
package lowrankcam.kernel;
