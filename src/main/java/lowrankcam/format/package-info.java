/// Reading and writing of binary and JSON files with every access checked: safetensors, TF.js layers models, `.npy`,
/// hashes, atomic writes. What the tensors mean is not known here.
/// Read {@link lowrankcam.format.FormatException} first: every reader speaks through it.
package lowrankcam.format;
