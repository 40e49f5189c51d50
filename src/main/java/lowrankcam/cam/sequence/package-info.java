/// LowRank-CAM through the frames of a film: modes matched from frame to frame, maps smoothed, flicker measured.
/// Read {@link lowrankcam.cam.sequence.SequenceTracker} first.
package lowrankcam.cam.sequence;
