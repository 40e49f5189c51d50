package lowrankcam.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.SortedMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/// Samples of pictures.
final class Pictures {

    static final String FILE = "a.image";

    private Pictures() {}

    /// Noise, 20×17.
    ///
    /// @param type        of [BufferedImage]
    /// @param progressive whether it comes in several scans, or passes
    static SortedMap<String, byte[]> sample(String format, int type, boolean progressive) throws IOException {
        BufferedImage image = new BufferedImage(20, 17, type);
        Random random = new Random(type);
        for (int y = 0; y < 17; y++) {
            for (int x = 0; x < 20; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.setOutput(ImageIO.createImageOutputStream(bytes));
        writer.write(null, new IIOImage(image, null, null), how);
        ((javax.imageio.stream.ImageOutputStream) writer.getOutput()).close();
        writer.dispose();
        return Samples.file(FILE, bytes.toByteArray());
    }
}
