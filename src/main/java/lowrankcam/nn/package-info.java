/// Layers as immutable records, the session that runs them over planned buffers, and the session that also goes
/// back with respect to activations. Which layers make an Inception-v3, and where weights come from, is not known
/// here.
/// Read {@link lowrankcam.nn.Layer}, then {@link lowrankcam.nn.Session}, then {@link
/// lowrankcam.nn.GradientSession}.
package lowrankcam.nn;
