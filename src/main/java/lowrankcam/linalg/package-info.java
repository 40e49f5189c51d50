/// Dense linear algebra in double: a thin singular value decomposition whose order and signs are fixed, and the
/// symmetric eigensolver inside it. No floats are summed here, and nothing is specific to images.
/// Read {@link lowrankcam.linalg.ThinSvd} first.
package lowrankcam.linalg;
