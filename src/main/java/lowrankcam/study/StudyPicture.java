package lowrankcam.study;

import lowrankcam.image.Colormap;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Picture;
import lowrankcam.image.Preprocessing;
import lowrankcam.image.SmallPicture;

/// A map over a picture, drawn alike for all methods: one scale of colours, the stronger the value the less of the picture
/// is left, and nothing that could tell methods apart. A flat map leaves the picture as it is.
final class StudyPicture {

    /// Pixels on the longer side.
    static final int LONGEST = 384;

    /// Share of the colour where the map is strongest.
    private static final double MOST = 0.65;

    private StudyPicture() {}

    /// @param placement of the network's input on the picture
    static SmallPicture of(Picture picture, Preprocessing.Placement placement, Heatmap map) {
        float[] samples = new float[picture.width() * picture.height() * 3];
        double perX = map.width() / (placement.right() - placement.left());
        double perY = map.height() / (placement.bottom() - placement.top());
        for (int y = 0; y < picture.height(); y++) {
            double v = (y + 0.5 - placement.top()) * perY;
            for (int x = 0; x < picture.width(); x++) {
                double u = (x + 0.5 - placement.left()) * perX;
                boolean inside = !map.isFlat() && v >= 0 && u >= 0 && v <= map.height() && u <= map.width();
                double value = inside ? map.at(v, u) : 0;
                double[] colour = Colormap.VIRIDIS.colour(value);
                for (int c = 0; c < 3; c++) {
                    double share = inside ? MOST * value : 0;
                    double own = picture.get(y, x, picture.channels() == 1 ? 0 : c);
                    samples[(y * picture.width() + x) * 3 + c] = (float) ((1 - share) * own + share * colour[c]);
                }
            }
        }
        return SmallPicture.of(new Picture(picture.width(), picture.height(), 3, 8, samples));
    }
}
