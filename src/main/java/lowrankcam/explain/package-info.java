/// From pictures to explanations, typed: the request, the maps of an image one after the other, its result and what is written
/// of it. {@link lowrankcam.explain.ResultWriter} and {@link lowrankcam.explain.Manifest} are the only writers of results.
/// Nothing here prints: whoever calls gives an {@link lowrankcam.explain.ExplainListener}.
/// Read {@link lowrankcam.explain.Explainer}.
package lowrankcam.explain;
