package lowrankcam.cam.lowrank;

import java.util.List;
import lowrankcam.cam.CamInput;
import lowrankcam.cam.CamMap;

/// LowRank-CAM at several ranks of one image.
public final class RankMaps {

    private RankMaps() {}

    /// @param preset of LowRank-CAM
    /// @param ranks  at least one, each r ≥ 1
    /// @return a map for each rank; one decomposition and the head passes of the largest rank serve all
    public static List<CamMap> of(LowRankOptions.Preset preset, List<Integer> ranks, CamInput input) {
        return new LowRankCam(LowRankOptions.of(preset, ranks.getFirst())).atRanks(ranks, input);
    }
}
