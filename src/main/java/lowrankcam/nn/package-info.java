/// Layers as immutable records, and the session that runs them over planned buffers. Which layers make an
/// Inception-v3, and where weights come from, is not known here.
/// Read {@link lowrankcam.nn.Layer}, then {@link lowrankcam.nn.Session}.
package lowrankcam.nn;
