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

    /// Share of a tile's pixels that differ from the tile of the image itself, the first one.
    private static double painted(Picture sheet, int row, int column, int cellWidth, int cellHeight) {
        int differing = 0;
        for (int y = 12; y < 12 + 224; y++) {
            for (int x = 12; x < 12 + 224; x++) {
                boolean same = true;
                for (int c = 0; c < 3; c++) {
                    same &= sheet.get(y, x, c) == sheet.get(y + row * cellHeight, x + column * cellWidth, c);
                }
                differing += same ? 0 : 1;
            }
        }
        return differing / (224.0 * 224);
    }

    /// Image and three maps, two lines of two or one of three or four: every map has its tile.
    @Test
    void everyMapHasItsTile() throws IOException {
        Ran ran = run("explain", SMALL, "-m", "cam,gradcam,eigencam", "--sheet", "-o", folder, "-q");
        assertEquals(0, ran.code(), ran.err());
        assertEquals("sheet.png", Json.read(folder.resolve("hand_299/manifest.json")).path("sheet").asString());
        Picture sheet = PictureReader.read(sheet());
        int cellWidth = 224 + 12;
        int cellHeight = 224 + 12 + 3 * 20;
        int perRow = (sheet.width() - 12) / cellWidth;
        assertEquals(perRow * cellWidth + 12, sheet.width());
        assertEquals((4 + perRow - 1) / perRow * cellHeight + 12, sheet.height());
        for (int i = 1; i < 4; i++) {
            assertTrue(painted(sheet, i / perRow, i % perRow, cellWidth, cellHeight) > 0.9, "tile " + i);
        }
    }

    /// A flat map shows the picture in grey, and a fourth line says so; without the option there is no sheet.
    @Test
    void aFlatMapIsGreyAndNamed() throws IOException {
        Path head = Goldens.file("head-linear.safetensors");
        assertEquals(0, run("explain", SMALL, "-c", "b", "--head", head, "--sheet", "-o", folder, "-q").code());
        Picture sheet = PictureReader.read(sheet());
        int cellHeight = 224 + 12 + 4 * 20;
        boolean beside = sheet.width() > 2 * 224;
        assertEquals((beside ? 1 : 2) * cellHeight + 12, sheet.height());
        for (int i = 0; i < 224 * 224; i++) {
            int y = 12 + (beside ? 0 : cellHeight) + i / 224;
            int x = 12 + (beside ? 236 : 0) + i % 224;
            assertEquals(sheet.get(y, x, 0), sheet.get(y, x, 1), "pixel " + i);
            assertEquals(sheet.get(y, x, 0), sheet.get(y, x, 2), "pixel " + i);
        }
        Files.delete(sheet());
        assertEquals(0, run("explain", SMALL, "-o", folder, "-q").code());
        assertFalse(Files.exists(sheet()));
        assertFalse(Json.read(folder.resolve("hand_299/manifest.json")).has("sheet"));
    }

    /// Method, variant, class: three lines; one more for a parameter.
    @Test
    void aParameterThatWasSetIsNamed() throws IOException {
        assertEquals(0, run("explain", SMALL, "-m", "svdgradcam:rank=3", "--sheet", "-o", folder, "-q").code());
        PictureReader.Size size = PictureReader.size(sheet());
        int rows = size.width() > 2 * 224 ? 1 : 2;
        assertEquals(rows * (224 + 12 + 4 * 20) + 12, size.height());
    }

    @Test
    void aSequenceHasNoSheet() {
        Ran ran = run("explain", "--sequence", "--sheet", SMALL, SMALL.resolveSibling("chest_299.png"), "-o", folder, "-q");
        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("--sheet: expected without --sequence"), ran.err());
    }
}
