/// Reading and writing of binary, text and JSON files with every access checked: `.npy`, CSV, JSON,
/// hashes, atomic writes.
/// Read {@link lowrankcam.format.FormatException} first: every reader speaks through it.
package lowrankcam.format;
