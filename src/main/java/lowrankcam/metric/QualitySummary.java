package lowrankcam.metric;

import java.util.List;

/// A row of Table 1: means over images, as shares from 0 to 1.
///
/// Images without a defined drop are in no mean; `undefined` counts them. Images with a degenerate map are in the
/// means, with the coherency 0 that such a map earns, and `degenerate` counts them. [#sound] leaves them out.
///
/// @param images      images that were given
/// @param degenerate  of these, with a degenerate map
/// @param undefined   of these, without a defined drop
/// @param drop        AD
/// @param increase    AIn, share of images whose score rose
/// @param coherency   CH
/// @param complexity  CX
/// @param adccOfMeans harmonic mean of the three means: the paper's column
/// @param meanAdcc    mean of the images' own ADCC; never above `adccOfMeans`, since the harmonic mean is concave
public record QualitySummary(
        int images,
        int degenerate,
        int undefined,
        double drop,
        double increase,
        double coherency,
        double complexity,
        double adccOfMeans,
        double meanAdcc) {

    /// Means over all images with a defined drop; NaN where there is none.
    public static QualitySummary of(List<ImageQuality> images) {
        List<ImageQuality> defined = images.stream().filter(i -> !i.isUndefined()).toList();
        int n = defined.size();
        double drop = 0;
        double increase = 0;
        double coherency = 0;
        double complexity = 0;
        double adcc = 0;
        for (ImageQuality image : defined) {
            drop += image.drop();
            increase += image.increase() ? 1 : 0;
            coherency += image.coherency();
            complexity += image.complexity();
            adcc += image.adcc();
        }
        return new QualitySummary(
                images.size(), (int) images.stream().filter(ImageQuality::isDegenerate).count(),
                images.size() - n, drop / n, increase / n, coherency / n, complexity / n,
                Adcc.harmonic(coherency / n, complexity / n, drop / n), adcc / n);
    }

    /// The same over the images whose maps are sound: what the method does where it gives a map at all.
    public static QualitySummary sound(List<ImageQuality> images) {
        return of(images.stream().filter(i -> !i.isDegenerate()).toList());
    }

    /// Images in the means.
    public int counted() {
        return images - undefined;
    }
}
