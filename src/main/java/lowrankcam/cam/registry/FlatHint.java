package lowrankcam.cam.registry;

import java.util.Arrays;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.activation.Cam;
import lowrankcam.cam.activation.EigenCam;
import lowrankcam.cam.lowrank.LowRankCam;
import lowrankcam.cam.lowrank.LowRankOptions;

/// What to try next where a map is zero only because its method cuts off everything negative.
public final class FlatHint {

    private FlatHint() {}

    /// A clause to follow the reason why a map is flat, or an empty text: then no other method would show more.
    ///
    /// @param choice what made the map
    public static String of(MethodChoice choice, CamMap map) {
        if (map.flags().contains("nothing-positive")) {
            return ": nothing was above zero before the ReLU at the end; try -m " + others(choice);
        }
        boolean noWeight =
                choice.info() == LowRankCam.INFO
                        && choice.variant().id().equals(LowRankOptions.Preset.CLASS_SIGNED.id())
                        && !map.flags().contains("zero-features")
                        && Arrays.stream(map.raw()).allMatch(value -> value == 0);
        return noWeight ? ": no mode speaks for the class; try -m lowrankcam:paper-literal" : "";
    }

    /// Methods that keep negative values: of the same kind where there is one.
    private static String others(MethodChoice choice) {
        MethodInfo info = choice.info();
        if (info == LowRankCam.INFO) {
            return choice.variant().id().equals(LowRankOptions.Preset.POSITIVE.id())
                    ? "lowrankcam:linear (no ReLU)"
                    : "lowrankcam:paper-literal (no ReLU) or -m lowrankcam:positive";
        }
        if (info == Cam.INFO) {
            return "cam:paper (no ReLU)";
        }
        return info == EigenCam.INFO ? "eigencam:centred (no ReLU)" : "hirescam:signed (no ReLU)";
    }
}
