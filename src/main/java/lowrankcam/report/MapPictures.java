package lowrankcam.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import lowrankcam.evaluation.MapKeeper;
import lowrankcam.image.Colormap;
import lowrankcam.image.PngWriter;
import lowrankcam.metric.SaliencyMap;
import lowrankcam.tensor.Tensor;

/// Keeps maps as small pictures over what the network sees, for the page of a run.
///
/// The network's input, made grey and stretched to its own range, and the map, half and half, every second pixel: in
/// viridis, or blue and red around zero if it has values below zero. A degenerate map is not painted: the picture stays grey. A finding whose place is known is outlined. The input alone
/// is kept too, and once more with the outline.
///
/// @param folder sub-folder of the run
public record MapPictures(Path folder) implements MapKeeper {

    private static final int STEP = 2;

    @Override
    public void keep(int index, String method, Tensor seen, Optional<boolean[]> finding, SaliencyMap map) throws IOException {
        Files.createDirectories(folder);
        float[] grey = grey(seen);
        SaliencyMap none = SaliencyMap.ofUnit(seen.height(), seen.width(), new float[seen.positions()]);
        if (!Files.exists(folder.resolve(plain(index)))) {
            draw(plain(index), seen, grey, Optional.empty(), none);
        }
        if (finding.isPresent() && !Files.exists(folder.resolve(finding(index)))) {
            draw(finding(index), seen, grey, finding, none);
        }
        draw(name(index, method), seen, grey, finding, map);
    }

    private void draw(String name, Tensor seen, float[] grey, Optional<boolean[]> finding, SaliencyMap map) throws IOException {
        int width = (seen.width() + STEP - 1) / STEP;
        int height = (seen.height() + STEP - 1) / STEP;
        boolean[] outline = finding.map(mask -> outline(mask, seen, width, height)).orElse(new boolean[width * height]);
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int p = y * STEP * seen.width() + x * STEP;
                int colour = map.isDegenerate() ? 0 : colour(map, map.values()[p]);
                for (int c = 0; c < 3; c++) {
                    double ink = (colour >> (16 - 8 * c) & 0xFF) / 255.0;
                    double value = map.isDegenerate() ? grey[p] : 0.5 * grey[p] + 0.5 * ink;
                    int shown = outline[y * width + x] ? KeptMapsSheet.OUTLINE >> (16 - 8 * c) : (int) Math.round(value * 255);
                    rgb[(y * width + x) * 3 + c] = (byte) shown;
                }
            }
        }
        PngWriter.writeRgb(folder.resolve(name), width, height, rgb);
    }

    /// Of a map with values below zero by how far a value is from zero, to either side.
    private static int colour(SaliencyMap map, double value) {
        double zero = map.zero();
        return Double.isNaN(zero)
                ? Colormap.VIRIDIS.rgb(value)
                : Colormap.signedRgb(0.5 + (value - zero) / (2 * Math.max(Math.abs(zero), Math.abs(1 - zero))));
    }

    /// Pixels of the picture inside the mask with a neighbour outside.
    private static boolean[] outline(boolean[] mask, Tensor seen, int width, int height) {
        boolean[] inside = new boolean[width * height];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = mask[i / width * STEP * seen.width() + i % width * STEP];
        }
        boolean[] outline = new boolean[inside.length];
        for (int i = 0; i < inside.length; i++) {
            int x = i % width;
            boolean within = x > 0 && x < width - 1 && i >= width && i < inside.length - width
                    && inside[i - 1] && inside[i + 1] && inside[i - width] && inside[i + width];
            outline[i] = inside[i] && !within;
        }
        return outline;
    }

    private static float[] grey(Tensor seen) {
        float[] grey = new float[seen.positions()];
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int p = 0; p < grey.length; p++) {
            for (int c = 0; c < seen.channels(); c++) {
                grey[p] += seen.values()[p * seen.channels() + c] / seen.channels();
            }
            min = Math.min(min, grey[p]);
            max = Math.max(max, grey[p]);
        }
        for (int p = 0; p < grey.length && max > min; p++) {
            grey[p] = Math.clamp((grey[p] - min) / (max - min), 0f, 1f);
        }
        return grey;
    }

    /// File name of an image without a map.
    static String plain(int index) {
        return String.format(Locale.ROOT, "%05d.png", index + 1);
    }

    /// The same with the outline of its finding.
    static String finding(int index) {
        return String.format(Locale.ROOT, "%05d-.png", index + 1);
    }

    /// File name of a picture: the image's number in the run, from 1, and the method.
    static String name(int index, String method) {
        return String.format(Locale.ROOT, "%05d-%s.png", index + 1, method.replaceAll("[^A-Za-z0-9.=+-]", "_"));
    }
}
