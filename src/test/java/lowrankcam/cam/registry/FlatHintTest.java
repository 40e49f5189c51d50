package lowrankcam.cam.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lowrankcam.cam.CamMap;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.StubModel;
import lowrankcam.tensor.MapRange;
import org.junit.jupiter.api.Test;

/// A hint names a method that does show something.
class FlatHintTest {

    private static final Pattern METHOD = Pattern.compile("-m ([^ ]+)");

    /// Both channels speak against class 0, everywhere.
    private static StubModel against() {
        return StubModel.of(
                2, 2, new float[][] {{1, 0}, {0, 1}, {1, 1}, {0, 0}}, new float[][] {{-1, -2}, {1, 1}}, 0f, 0f);
    }

    private static CamMap map(MethodChoice choice) {
        return choice.create().explain(against().input(0));
    }

    private static boolean isFlat(CamMap map) {
        return MapRange.of(map.raw()).isFlat();
    }

    @Test
    void whatTheReluLeftEmptyIsShownByTheMethodThatTheHintNames() {
        List<String> hinted = new ArrayList<>();
        for (MethodInfo info : Methods.withoutInputMasks()) {
            for (MethodInfo.Variant variant : info.variants()) {
                MethodChoice choice = MethodChoice.of(info.id() + ":" + variant.id());
                CamMap map = map(choice);
                String hint = FlatHint.of(choice, map);
                if (map.flags().contains("nothing-positive")) {
                    hinted.add(info.id() + ":" + variant.id());
                    Matcher named = METHOD.matcher(hint);
                    assertTrue(named.find(), choice.label() + hint);
                    assertFalse(isFlat(map(MethodChoice.of(named.group(1)))), info.id() + hint);
                }
                assertTrue(hint.isEmpty() || isFlat(map), info.id() + hint);
            }
        }
        assertTrue(hinted.containsAll(List.of("lowrankcam:default", "lowrankcam:positive", "gradcam:paper", "cam:relu", "hirescam:relu")),
                hinted.toString());
    }

    @Test
    void whereNoModeSpeaksForTheClassThePaperLiteralPresetShowsWhatSpeaksAgainst() {
        MethodChoice choice = MethodChoice.of("lowrankcam:class-signed");
        CamMap map = map(choice);
        assertTrue(isFlat(map));
        assertEquals(": no mode speaks for the class; try -m lowrankcam:paper-literal", FlatHint.of(choice, map));
        assertFalse(isFlat(map(MethodChoice.of("lowrankcam:paper-literal"))));
    }

    @Test
    void theHintIsOfTheSameKindWhereThereIsOne() {
        for (String[] pair : new String[][] {
            {"lowrankcam", "lowrankcam:paper-literal (no ReLU) or -m lowrankcam:positive"},
            {"lowrankcam:positive", "lowrankcam:linear (no ReLU)"},
            {"cam:relu", "cam:paper (no ReLU)"},
            {"gradcam", "hirescam:signed (no ReLU)"}
        }) {
            MethodChoice choice = MethodChoice.of(pair[0]);
            assertEquals(
                    ": nothing was above zero before the ReLU at the end; try -m " + pair[1], FlatHint.of(choice, map(choice)));
        }
        MethodChoice shown = MethodChoice.of("lowrankcam:class-signed");
        assertEquals("", FlatHint.of(shown, shown.create().explain(against().input(1))), "not flat");
    }

    @Test
    void featuresThatAreZeroGetNoHint() {
        StubModel dead = StubModel.of(2, 2, new float[4][2], new float[][] {{-1, -2}, {1, 1}}, 0f, 0f);
        for (String text : List.of("lowrankcam", "lowrankcam:class-signed", "gradcam")) {
            MethodChoice choice = MethodChoice.of(text);
            assertEquals("", FlatHint.of(choice, choice.create().explain(dead.input(0))), text);
        }
    }
}
