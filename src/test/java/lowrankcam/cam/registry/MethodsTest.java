package lowrankcam.cam.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.gradient.GradCam;
import lowrankcam.cam.gradient.SvdGradCam;
import lowrankcam.cam.inputmask.GScoreCam;
import lowrankcam.cam.inputmask.GroupCam;
import org.junit.jupiter.api.Test;

/// Names of methods, variants and parameters.
class MethodsTest {

    private static final List<String> TABLE_1 =
            List.of("cam", "gradcam", "gradcam++", "xgradcam", "ablationcam", "eigencam", "scorecam", "scorecam++",
                    "fimf", "gscorecam", "groupcam", "reciprocam", "lowrankcam");

    @Test
    void theThirteenOfTheTableAndTheOthersAreThere() {
        assertTrue(Methods.ids().containsAll(TABLE_1));
        assertEquals(19, new HashSet<>(Methods.ids()).size());
        Set<String> fast = new HashSet<>(Methods.withoutInputMasks().stream().map(MethodInfo::id).toList());
        assertEquals(13, fast.size());
        assertTrue(fast.contains("lowrankcam") && !fast.contains("scorecam") && !fast.contains("rise"));
    }

    @Test
    void spellingsOfOtherLibrariesAreAccepted() {
        for (String[] pair : new String[][] {
            {"GradCAM", "gradcam"}, {"gradcampp", "gradcam++"}, {"GradCAMPlusPlus", "gradcam++"},
            {"Grad-CAM++", "gradcam++"}, {"score-cam", "scorecam"}, {"ScoreCAM++", "scorecam++"},
            {"FIMF-Score-CAM", "fimf"}, {"recipro_cam", "reciprocam"}, {"LowRank-CAM", "lowrankcam"},
            {"HiResCAM", "hirescam"}, {"SVD-Grad-CAM", "svdgradcam"}, {"gScoreCAM", "gscorecam"}
        }) {
            assertEquals(pair[1], Methods.idOf(pair[0]));
        }
        String message = assertThrows(IllegalArgumentException.class, () -> Methods.idOf("gradcat")).getMessage();
        assertTrue(message.contains("gradcam++") && message.contains("'gradcat'"), message);
    }

    @Test
    void everyVariantMakesAMethodOfItsId() {
        for (MethodInfo info : Methods.all()) {
            Set<CamMethod> different = new HashSet<>();
            for (MethodInfo.Variant variant : info.variants()) {
                CamMethod method = MethodChoice.of(info.id() + ":" + variant.id()).create();
                assertEquals(info.id(), method.id());
                different.add(method);
            }
            assertEquals(info.variants().size(), different.size(), info.id() + " has variants that are the same");
            assertEquals(
                    MethodChoice.of(info.id()).create(),
                    MethodChoice.of(info.id() + ":" + info.defaultVariant().id()).create());
        }
    }

    @Test
    void parametersAreSetAndChecked() {
        assertEquals(
                new GScoreCam(GScoreCam.Count.GIVEN, 205, GScoreCam.Softmax.ALL_ZERO_FILLED),
                MethodChoice.of("gscorecam:zero-fill:k=205").create());
        assertEquals(new SvdGradCam(7), MethodChoice.of("svdgradcam", Map.of("rank", "7")).create());
        assertEquals(new SvdGradCam(3), MethodChoice.of("svdgradcam:rank=3", Map.of("rank", "7")).create());
        assertEquals(new GradCam(), MethodChoice.of("gradcam", Map.of("rank", "7")).create());
        assertEquals(16, ((GroupCam) MethodChoice.of("groupcam:first-release").create()).groups());
        assertEquals(9, ((GroupCam) MethodChoice.of("groupcam:first-release:groups=9").create()).groups());
        assertEquals("zero-fill-k=205", MethodChoice.of("gscorecam:zero-fill:k=205").label());
        for (String wrong : List.of(
                "gradcam++:nonsense", "gradcam:k=3", "gscorecam:k=0", "gscorecam:k=x", "gscorecam:zero-fill:selected-only",
                "rise:share=1", "rise:share=x", "occlusion:stride=64", "nonsense:k=1", "gscorecam:q=1")) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> MethodChoice.of(wrong).create(), wrong);
            assertTrue(e.getMessage().contains("expected") && e.getMessage().contains("found"), e.getMessage());
        }
    }
}
