package lowrankcam.page.image;

import java.util.function.DoubleToIntFunction;
import lowrankcam.format.Json;
import lowrankcam.image.Colormap;
import lowrankcam.page.Numbers;
import tools.jackson.databind.node.ObjectNode;

/// The program's colours as tables of 256 steps, red, green and blue.
final class PageColours {

    private static final int STEPS = 256;

    /// Of maps with values below zero; zero stands in its middle.
    private static final String SIGNED = "signed";

    private PageColours() {}

    static ObjectNode json() {
        ObjectNode json = Json.object();
        for (Colormap colours : Colormap.values()) {
            json.put(colours.id(), table(colours::rgb));
        }
        return json.put(SIGNED, table(Colormap::signedRgb));
    }

    private static String table(DoubleToIntFunction colour) {
        byte[] table = new byte[3 * STEPS];
        for (int i = 0; i < STEPS; i++) {
            int rgb = colour.applyAsInt((i + 0.5) / STEPS);
            table[3 * i] = (byte) (rgb >> 16);
            table[3 * i + 1] = (byte) (rgb >> 8);
            table[3 * i + 2] = (byte) rgb;
        }
        return Numbers.bytes(table);
    }
}
