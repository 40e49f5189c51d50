package lowrankcam.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;

/// Many small pictures of one size as one, a row for each image, a column for each method, names above.
record PictureGrid(Path folder, List<Integer> images, List<String> columns) {

    private static final int GAP = 6;
    private static final int HEAD = 22;

    /// Writes the grid; pictures that are not there stay white. Nothing is written if none is there.
    void write(Path file) throws IOException {
        Picture first = null;
        for (int image : images) {
            for (String column : columns) {
                Path path = folder.resolve(MapPictures.name(image, column));
                first = first == null && Files.exists(path) ? PictureReader.read(path) : first;
            }
        }
        if (first == null) {
            return;
        }
        int stepX = first.width() + GAP;
        int stepY = first.height() + GAP;
        PixelSurface surface = new PixelSurface(columns.size() * stepX, HEAD + images.size() * stepY);
        for (int c = 0; c < columns.size(); c++) {
            surface.text(c * stepX + first.width() / 2.0, 15, columns.get(c), Surface.Anchor.MIDDLE, 13);
            for (int i = 0; i < images.size(); i++) {
                Path path = folder.resolve(MapPictures.name(images.get(i), columns.get(c)));
                if (Files.exists(path)) {
                    surface.picture(HEAD + i * stepY, c * stepX, PictureReader.read(path));
                }
            }
        }
        surface.write(file);
    }
}
