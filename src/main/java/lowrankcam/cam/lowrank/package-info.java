/// LowRank-CAM: the modes of the feature matrix, their signs, masks and weights.
/// Read {@link lowrankcam.cam.lowrank.LowRankCam} first.
package lowrankcam.cam.lowrank;
