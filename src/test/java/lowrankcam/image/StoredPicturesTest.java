package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lowrankcam.golden.Goldens;
import lowrankcam.image.ContactSheet.Role;
import lowrankcam.image.ContactSheet.Section;
import lowrankcam.image.ContactSheet.Tile;
import lowrankcam.image.Overlay.Opacity;
import lowrankcam.image.Overlay.Style;
import lowrankcam.kernel.Resample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Pictures of known maps, pixel by pixel as they were when somebody looked at them and found them good.
///
/// What this program draws now is in `target/pictures`. Where a change is wanted, look at it there and copy it to
/// `src/test/resources/pictures`.
class StoredPicturesTest {

    private static final Path STORED = Goldens.ROOT.resolve("src/test/resources/pictures");
    private static final Path DRAWN = Goldens.ROOT.resolve("target/pictures");
    private static final List<String> CAPTION = List.of("cam (paper), Mixed_7c", "abnormal 0.8312", "Not for diagnosis.");
    private static final Overlay CONSTANT = new Overlay(Colormap.VIRIDIS, Style.BLEND, Opacity.CONSTANT, 0.5);
    private static final Overlay CONTOUR = new Overlay(Colormap.VIRIDIS, Style.CONTOUR, Opacity.VALUE, 0.5);

    /// From black at the top to white at the bottom.
    private static Picture picture() {
        float[] samples = new float[240 * 160];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i / 240 / 159f;
        }
        return new Picture(240, 160, 1, 8, samples);
    }

    private static final Preprocessing.Placement WHOLE = new Preprocessing.Placement(0, 0, 240, 160);

    private static Heatmap shown(double... raw) {
        int rows = raw.length == 64 ? 8 : 1;
        return Heatmap.of(raw, rows, raw.length / rows, 100, 100, Resample.scalar());
    }

    private static Heatmap oneHot() {
        double[] raw = new double[64];
        raw[2 * 8 + 5] = 3.25;
        return shown(raw);
    }

    private static Heatmap signedRamp() {
        return shown(-2, -1, 0, 1, 2, 3, 4);
    }

    private static Canvas below(Overlay overlay, Heatmap map) {
        List<String> caption = new ArrayList<>(CAPTION);
        if (map.isFlat()) {
            caption.add("flat: " + map.flatReason());
        }
        return Legend.of(overlay, map, caption).with(overlay.overlay(picture(), WHOLE, map), Legend.Place.BELOW);
    }

    private static Map<String, Canvas> drawn() {
        Heatmap equal = shown(5, 5, 5, 5);
        Heatmap zero = shown(0, 0, 0, 0);
        Map<String, Canvas> drawn = new LinkedHashMap<>();
        drawn.put("one-hot", below(Overlay.USUAL, oneHot()));
        drawn.put("one-hot-constant", below(CONSTANT, oneHot()));
        drawn.put("one-hot-contour", below(CONTOUR, oneHot()));
        drawn.put("one-hot-heatmap", Overlay.USUAL.heatmap(oneHot()));
        drawn.put("signed-ramp", below(Overlay.USUAL, signedRamp()));
        drawn.put("signed-ramp-constant", below(CONSTANT, signedRamp()));
        drawn.put("signed-ramp-contour", below(CONTOUR, signedRamp()));
        drawn.put("signed-ramp-heatmap", Overlay.USUAL.heatmap(signedRamp()));
        drawn.put("flat", below(Overlay.USUAL, zero));
        drawn.put("all-equal", below(Overlay.USUAL, equal));
        drawn.put("all-equal-heatmap", Overlay.USUAL.heatmap(equal));
        drawn.put("legend", Legend.of(Overlay.USUAL, oneHot(), CAPTION).alone());
        List<Tile> tiles =
                List.of(
                        new Tile(oneHot(), List.of("lowrankcam (default)")),
                        new Tile(signedRamp(), List.of("mode 4", "weight -0.595, against"), Role.AGAINST),
                        new Tile(zero, List.of("gradcam (paper)", "flat: " + zero.flatReason())));
        drawn.put("sheet", new ContactSheet(Overlay.USUAL).draw(
                picture(), WHOLE, List.of("hand.png: abnormal 0.8312", Caution.TEXT),
                List.of(new Section("abnormal 0.8312", tiles), new Section("normal 0.1688", tiles.subList(0, 1)))));
        Canvas letters = new Canvas(400, 110, 0xFFFFFF, 0x222222);
        List<String> lines =
                List.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789 .,;:!?'\"()[]{}<>+-=/%&@#",
                        "Größe Ångström naïve ÉÀÇ ñ 漢");
        for (int i = 0; i < lines.size(); i++) {
            letters.text(5, 20 + 25 * i, lines.get(i), Surface.Anchor.START, i == 1 ? 17 : 12.75);
        }
        drawn.put("letters", letters);
        return drawn;
    }

    static Stream<String> names() {
        return drawn().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isAsStored(String name) throws IOException {
        Canvas canvas = drawn().get(name);
        Files.createDirectories(DRAWN);
        canvas.write(DRAWN.resolve(name + ".png"));
        Picture stored = PictureReader.read(STORED.resolve(name + ".png"));
        assertEquals(stored.width() + "x" + stored.height(), canvas.width() + "x" + canvas.height(), name);
        for (int y = 0; y < canvas.height(); y++) {
            for (int x = 0; x < canvas.width(); x++) {
                int expected = 0;
                for (int c = 0; c < 3; c++) {
                    expected = expected << 8 | Math.round(stored.get(y, x, c) * 255);
                }
                if (expected != canvas.pixel(y, x)) {
                    fail(String.format(
                            "%s.png: pixel x %d, y %d: expected #%06x, found #%06x; drawn now: %s", name, x, y, expected,
                            canvas.pixel(y, x), DRAWN.resolve(name + ".png")));
                }
            }
        }
    }

    @Test
    void nothingIsStoredThatIsNotDrawn() throws IOException {
        try (Stream<Path> files = Files.list(STORED)) {
            for (Path file : files.toList()) {
                assertTrue(drawn().containsKey(file.getFileName().toString().replace(".png", "")), file.toString());
            }
        }
    }
}
