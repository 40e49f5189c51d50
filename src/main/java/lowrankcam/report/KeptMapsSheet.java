package lowrankcam.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.evaluation.RunData;
import lowrankcam.image.Canvas;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.image.Surface;
import lowrankcam.reproduction.LocalisationClaims;

/// One picture of the maps that a run kept of an image, in rows, each with its name below; the image itself, with the
/// outline of its finding, comes first.
final class KeptMapsSheet {

    private static final int GAP = 10;
    private static final int TEXT = 20;
    private static final double SIZE = 12;
    static final int OUTLINE = 0xFF3030;

    /// A picture and what stands below it.
    private record Tile(Picture picture, String caption) {}

    private final List<Tile> tiles = new ArrayList<>();

    /// Adds the image with the outline of its mask, at the size of the kept maps.
    KeptMapsSheet image(Path image, Path mask, int side) throws IOException {
        Picture picture = PictureReader.read(image);
        Picture truth = PictureReader.read(mask);
        float[] samples = new float[side * side * 3];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean edge = inside(truth, x, y, side) && !(inside(truth, x - 1, y, side) && inside(truth, x + 1, y, side)
                        && inside(truth, x, y - 1, side) && inside(truth, x, y + 1, side));
                for (int c = 0; c < 3; c++) {
                    samples[(y * side + x) * 3 + c] =
                            edge ? (OUTLINE >> (16 - 8 * c) & 0xFF) / 255f
                                    : picture.get(nearest(y, side, picture.height()), nearest(x, side, picture.width()), c);
                }
            }
        }
        tiles.add(new Tile(new Picture(side, side, 3, 8, samples), "image and finding"));
        return this;
    }

    private static boolean inside(Picture mask, int x, int y, int side) {
        return x >= 0 && y >= 0 && x < side && y < side
                && mask.get(nearest(y, side, mask.height()), nearest(x, side, mask.width()), 0) >= 0.5f;
    }

    private static int nearest(int place, int side, int size) {
        return (int) ((place + 0.5) * size / side);
    }

    /// Adds the maps of some methods of an image of a run; those that the run did not keep are left out.
    KeptMapsSheet maps(Path run, RunData data, int index, List<String> methods) throws IOException {
        for (String method : methods) {
            Path file = run.resolve("pictures").resolve(MapPictures.name(index, method));
            if (data.methods().contains(method) && Files.exists(file)) {
                tiles.add(new Tile(PictureReader.read(file), caption(method)));
            }
        }
        return this;
    }

    private static String caption(String method) {
        return LocalisationClaims.Preset.of(method).map(preset -> preset.name() + " r=" + preset.rank()).orElse(method);
    }

    int tiles() {
        return tiles.size();
    }

    /// @param perRow pictures in a row
    void write(Path file, int perRow) throws IOException {
        int side = tiles.stream().mapToInt(tile -> tile.picture().width()).max().orElse(1);
        int rows = (tiles.size() + perRow - 1) / perRow;
        Canvas surface = new Canvas(
                perRow * (side + GAP) + GAP, rows * (side + GAP + TEXT) + GAP, Palette.GROUND, Palette.TEXT);
        for (int i = 0; i < tiles.size(); i++) {
            int x = GAP + i % perRow * (side + GAP);
            int y = GAP + i / perRow * (side + GAP + TEXT);
            surface.picture(tiles.get(i).picture(), x, y);
            surface.text(x + side / 2.0, y + side + 15.0, tiles.get(i).caption(), Surface.Anchor.MIDDLE, SIZE);
        }
        surface.write(file);
    }
}
