package lowrankcam.cam;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.cam.registry.Methods;

/// What tests of maps share.
public final class Maps {

    private Maps() {}

    /// Every variant of every method, with few passes where the number is free.
    public static List<MethodChoice> variants() {
        List<MethodChoice> choices = new ArrayList<>();
        for (MethodInfo info : Methods.all()) {
            for (MethodInfo.Variant variant : info.variants()) {
                String settings =
                        switch (info.id()) {
                            case "rise" -> ":masks=20:cells=3";
                            case "occlusion" -> ":window=6:stride=4";
                            case "gscorecam" -> ":k=5";
                            case "groupcam" -> ":groups=5";
                            case "scorecam", "scorecam++" -> ":n=4";
                            case "lowrankcam", "svdgradcam" -> ":rank=6";
                            default -> "";
                        };
                choices.add(MethodChoice.of(info.id() + ":" + variant.id() + settings));
            }
        }
        return choices;
    }

    /// The map; where it was divided by a score, which may be near 0 and is rounded to float, times that score.
    static double[] undivided(MethodChoice choice, CamInput input) {
        CamMap map = choice.create().explain(input);
        boolean divided = choice.variant().id().equals("divide-signed");
        double factor = divided ? (double) map.details().get("scoreOfImage") : 1;
        return Arrays.stream(map.raw()).map(v -> v * factor).toArray();
    }

    /// Fails if two maps differ by more than a share of the expected map's largest magnitude.
    public static void assertClose(double[] expected, double[] found, double share, String what) {
        assertClose(expected, found, share, 0, what);
    }

    /// As above, for maps whose terms may cancel or saturate: what is left of them cannot be more exact than a share of
    /// `terms`, their size.
    public static void assertClose(double[] expected, double[] found, double share, double terms, String what) {
        double largest = terms;
        double worst = 0;
        for (int p = 0; p < expected.length; p++) {
            largest = Math.max(largest, Math.abs(expected[p]));
            worst = Math.max(worst, Math.abs(expected[p] - found[p]));
        }
        assertTrue(
                expected.length == found.length && worst <= share * largest,
                what + ": off by " + worst + " of " + largest);
    }
}
