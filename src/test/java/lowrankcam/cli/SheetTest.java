package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All maps of an image on one picture.
class SheetTest {

    private static final Path SMALL = Goldens.file("inputs/hand_299.png");

    @TempDir private Path folder;

    private Path sheet() {
        return folder.resolve("hand_299/sheet.png");
    }

    /// First row of the tiles: below the title's two lines and the class's heading.
    private static final int TOP = 12 + 21 + 16 + 42 + 12;

    /// Share of a tile's pixels that differ from the tile of the image itself, the first one.
    private static double painted(Picture sheet, int top, int column) {
        int differing = 0;
        for (int y = top; y < top + 224; y++) {
            for (int x = 12; x < 12 + 224; x++) {
                boolean same = true;
                for (int c = 0; c < 3; c++) {
                    same &= sheet.get(y, x, c) == sheet.get(y, x + column * (224 + 12), c);
                }
                differing += same ? 0 : 1;
            }
        }
        return differing / (224.0 * 224);
    }

    /// Image and three maps in one row, each with its bar and a line of text below.
    @Test
    void everyMapHasItsTile() throws IOException {
        Ran ran = run("explain", SMALL, "-m", "cam,gradcam,eigencam", "--opacity", "constant", "--sheet", "-o", folder, "-q");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().endsWith("  open " + sheet() + "\n"), ran.out());
        assertEquals("sheet.png", Json.read(folder.resolve("hand_299/manifest.json")).path("sheet").asString());
        Picture sheet = PictureReader.read(sheet());
        assertEquals(4 * (224 + 12) + 12, sheet.width());
        for (int i = 1; i < 4; i++) {
            assertTrue(painted(sheet, TOP, i) > 0.9, "tile " + i);
        }
    }

    /// A flat map shows the picture in grey, and says why; without the option there is no sheet.
    @Test
    void aFlatMapIsGrey() throws IOException {
        Path head = Goldens.file("head-linear.safetensors");
        Ran ran = run("explain", SMALL, "-c", "a,b", "--head", head, "--sheet", "-o", folder, "-q");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(ran.out().contains("for 'b': flat: all values are zero: nothing was above zero"), ran.out());
        assertTrue(ran.out().contains("lowrankcam:positive"), ran.out());
        Picture sheet = PictureReader.read(sheet());
        // The second class's row, from below: margin, the lines of the reason, the tile above them.
        int bottom = 0;
        for (int y = sheet.height() - 1; y > TOP + 224 && bottom == 0; y--) {
            bottom = sheet.get(y, 12 + 236 + 5, 0) == sheet.get(y, 12 + 5, 0) && sheet.get(y, 12 + 5, 0) != 0x1F / 255f ? y : 0;
        }
        assertTrue(bottom > TOP + 2 * 224, "row " + bottom);
        for (int i = 0; i < 224 * 224; i++) {
            int y = bottom - i / 224;
            int x = 12 + 236 + i % 224;
            assertEquals(sheet.get(y, x, 0), sheet.get(y, x, 1), "pixel " + i);
            assertEquals(sheet.get(y, x, 0), sheet.get(y, x, 2), "pixel " + i);
        }
        Files.delete(sheet());
        assertEquals(0, run("explain", SMALL, "-o", folder, "-q").code());
        assertFalse(Files.exists(sheet()));
        assertFalse(Json.read(folder.resolve("hand_299/manifest.json")).has("sheet"));
    }

    @Test
    void aSequenceHasNoSheet() {
        Ran ran = run("explain", "--sequence", "--sheet", SMALL, SMALL.resolveSibling("chest_299.png"), "-o", folder, "-q");
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("--sheet: expected without --sequence"), ran.err());
    }
}
