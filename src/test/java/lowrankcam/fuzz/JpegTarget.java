package lowrankcam.fuzz;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.image.PictureReader;

/// Pictures as JPEG.
record JpegTarget() implements Target {

    @Override
    public String name() {
        return "jpeg";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() throws IOException {
        return List.of(
                Pictures.sample("jpeg", BufferedImage.TYPE_BYTE_GRAY, false),
                Pictures.sample("jpeg", BufferedImage.TYPE_INT_RGB, false),
                Pictures.sample("jpeg", BufferedImage.TYPE_INT_RGB, true));
    }

    @Override
    public List<String> words() {
        return List.of("JFIF\u0000", "Exif\u0000\u0000", "II*\u0000", "MM\u0000*", "Adobe", "ICC_PROFILE\u0000");
    }

    @Override
    public void read(Path folder) throws IOException {
        PictureReader.size(folder.resolve(Pictures.FILE));
        PictureReader.read(folder.resolve(Pictures.FILE));
    }
}
