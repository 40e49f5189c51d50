package lowrankcam.cam.registry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.activation.Cam;
import lowrankcam.cam.activation.EigenCam;
import lowrankcam.cam.featuremask.AblationCam;
import lowrankcam.cam.featuremask.FimfScoreCam;
import lowrankcam.cam.featuremask.ReciproCam;
import lowrankcam.cam.gradient.EigenGradCam;
import lowrankcam.cam.gradient.GradCam;
import lowrankcam.cam.gradient.GradCamPlusPlus;
import lowrankcam.cam.gradient.HiResCam;
import lowrankcam.cam.gradient.LayerCam;
import lowrankcam.cam.gradient.SvdGradCam;
import lowrankcam.cam.gradient.XGradCam;
import lowrankcam.cam.inputmask.GScoreCam;
import lowrankcam.cam.inputmask.GroupCam;
import lowrankcam.cam.inputmask.Occlusion;
import lowrankcam.cam.inputmask.Rise;
import lowrankcam.cam.inputmask.ScoreCam;
import lowrankcam.cam.inputmask.ScoreCamPlusPlus;
import lowrankcam.cam.lowrank.LowRankCam;
import lowrankcam.format.UsageException;

/// The methods there are, and the names under which they are known.
public final class Methods {

    private static final List<MethodInfo> ALL =
            List.of(
                    LowRankCam.INFO, Cam.INFO, EigenCam.INFO, GradCam.INFO, GradCamPlusPlus.INFO, XGradCam.INFO,
                    LayerCam.INFO, HiResCam.INFO, EigenGradCam.INFO, SvdGradCam.INFO, AblationCam.INFO,
                    ReciproCam.INFO, FimfScoreCam.INFO, GroupCam.INFO, GScoreCam.INFO, ScoreCam.INFO,
                    ScoreCamPlusPlus.INFO, Occlusion.INFO, Rise.INFO);

    /// Spellings that differ in more than case, dashes and `pp` for `++`.
    private static final Map<String, String> ALIASES =
            Map.of("fimfscorecam", "fimf", "fimfcam", "fimf", "occlusionsensitivity", "occlusion", "recipro",
                    "reciprocam");

    private Methods() {}

    public static List<MethodInfo> all() {
        return ALL;
    }

    public static List<String> ids() {
        return ALL.stream().map(MethodInfo::id).toList();
    }

    /// Methods that run the whole network only once.
    public static List<MethodInfo> withoutInputMasks() {
        return ALL.stream().filter(info -> !info.group().masksTheInput()).toList();
    }

    /// The method under any of its spellings: case and `-`, `_` and blanks do not matter, `pp` and `plusplus` mean
    /// `++`.
    ///
    /// @throws UsageException naming the methods there are
    public static MethodInfo infoOf(String spelling) {
        String plain = spelling.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "").replaceAll("(pp|plusplus)$", "++");
        String id = ALIASES.getOrDefault(plain, plain);
        for (MethodInfo info : ALL) {
            if (info.id().equals(id)) {
                return info;
            }
        }
        throw new UsageException(
                "method: expected one of " + String.join(", ", ids()) + ", fast or all; found '" + spelling + "'");
    }

    /// The id of a method under any of its spellings.
    ///
    /// @throws UsageException naming the methods there are
    public static String idOf(String spelling) {
        return infoOf(spelling).id();
    }
}
