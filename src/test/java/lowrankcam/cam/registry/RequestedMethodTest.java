package lowrankcam.cam.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.gradient.SvdGradCam;
import lowrankcam.cam.registry.RequestedMethod.Origin;
import lowrankcam.format.UsageException;
import org.junit.jupiter.api.Test;

/// What `-m` may say.
class RequestedMethodTest {

    private static List<RequestedMethod> of(String... texts) {
        return RequestedMethod.of(List.of(texts), Map.of("rank", "7"), "class-signed");
    }

    private static List<String> names(String... texts) {
        return of(texts).stream().map(RequestedMethod::name).toList();
    }

    @Test
    void groupsStandForTheirMethods() {
        assertEquals(Methods.ids(), names("all"));
        assertEquals(Methods.withoutInputMasks().stream().map(MethodInfo::id).toList(), names("FAST"));
        assertTrue(of("fast").stream().allMatch(method -> method.origin() == Origin.GROUP));
        assertEquals(Origin.NAMED, of("cam").getFirst().origin());
    }

    /// What is named first stays as it was named; the group adds the rest.
    @Test
    void nothingIsMadeTwice() {
        assertEquals(List.of("gradcam", "cam"), names("gradcam", "cam", "GradCAM"));
        List<RequestedMethod> methods = of("gradcam", "fast");
        assertEquals(13, methods.size());
        assertEquals(List.of(Origin.NAMED, Origin.GROUP), methods.stream().limit(2).map(RequestedMethod::origin).toList());
    }

    @Test
    void variantsOfOneMethodHaveTheirVariantInTheName() {
        assertEquals(
                List.of("gradcam++-exact", "cam", "gradcam++-official"), names("gradcam++:exact", "cam", "gradcam++:official"));
        assertEquals(List.of("gradcam++"), names("gradcam++:official"));
    }

    /// The preset is LowRank-CAM's, and only where none is named; parameters go where they are known.
    @Test
    void presetAndParametersFillInWhatIsLeftOpen() {
        assertEquals("class-signed", of("lowrankcam").getFirst().choice().variant().id());
        assertEquals("linear", of("lowrankcam:linear").getFirst().choice().variant().id());
        assertEquals("paper", of("cam:paper").getFirst().choice().variant().id());
        assertEquals(
                MethodChoice.of("gradcam").variant().id(), of("gradcam").getFirst().choice().variant().id());
        assertEquals(new SvdGradCam(7), of("svdgradcam").getFirst().method());
        assertEquals("class-signed", of("fast").getFirst().choice().variant().id());
        assertThrows(UsageException.class, () -> of("gradcat"));
    }
}
