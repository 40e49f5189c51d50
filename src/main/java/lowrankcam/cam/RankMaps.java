package lowrankcam.cam;

import java.util.ArrayList;
import java.util.List;

/// LowRank-CAM at several ranks of one image.
public final class RankMaps {

    private RankMaps() {}

    /// @param preset of LowRank-CAM
    /// @param ranks  each r ≥ 1
    /// @return a map for each rank
    public static List<CamMap> of(LowRankOptions.Preset preset, List<Integer> ranks, CamInput input) {
        List<CamMap> maps = new ArrayList<>();
        for (int rank : ranks) {
            maps.add(new LowRankCam(LowRankOptions.of(preset, rank)).explain(input));
        }
        return maps;
    }
}
