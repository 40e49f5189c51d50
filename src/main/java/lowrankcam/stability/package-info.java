/// How far a map can be trusted: what it becomes when the picture changes a little, when a choice of its method changes, and when the
/// network's weights are drawn anew. Read {@link lowrankcam.stability.StabilityRun}.
package lowrankcam.stability;
