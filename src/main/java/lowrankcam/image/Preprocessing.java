package lowrankcam.image;

import java.util.Arrays;
import java.util.Locale;
import lowrankcam.format.UsageException;
import lowrankcam.kernel.Resample;
import lowrankcam.kernel.ResampleWeights;
import lowrankcam.tensor.Tensor;

/// How a picture becomes the network's input. A part of the model: with another rule the scores change.
///
/// @param height rows of the input
/// @param width  columns of the input
/// @param resize how pixels are interpolated
/// @param fit    what happens to the aspect ratio
/// @param range  scale of the values
public record Preprocessing(int height, int width, Resize resize, Fit fit, InputRange range) {

    /// How pixels are interpolated.
    public enum Resize {
        /// Bilinear, averaging over all covered pixels when shrinking: Pillow's `BILINEAR`.
        ANTIALIASED,
        /// Bilinear between two neighbours, half-pixel centres: `cv2.INTER_LINEAR`.
        HALF_PIXEL,
        /// Bilinear between two neighbours, corners on corners: `tf.image.resizeBilinear` with `align_corners`.
        ALIGN_CORNERS;

        ResampleWeights weights(int inputs, int outputs) {
            return switch (this) {
                case ANTIALIASED -> ResampleWeights.antialiasedBilinear(inputs, outputs);
                case HALF_PIXEL -> ResampleWeights.halfPixel(inputs, outputs);
                case ALIGN_CORNERS -> ResampleWeights.alignCorners(inputs, outputs);
            };
        }
    }

    /// What happens to the aspect ratio.
    public enum Fit {
        /// The whole picture, distorted.
        STRETCH,
        /// The whole picture, centred on black.
        FIT,
        /// The middle of the picture, nothing else.
        CROP
    }

    /// Scale of the input's values.
    public enum InputRange {
        /// 0 … 1.
        ZERO_ONE,
        /// -1 … 1: `2v - 1`.
        MINUS_ONE_ONE,
        /// `(v - mean) / deviation` by channel, with ImageNet's 0.485, 0.456, 0.406 and 0.229, 0.224, 0.225.
        IMAGENET;

        float apply(float value, int channel) {
            return switch (this) {
                case ZERO_ONE -> value;
                case MINUS_ONE_ONE -> 2 * value - 1;
                case IMAGENET -> (value - MEAN[channel]) / DEVIATION[channel];
            };
        }
    }

    public Preprocessing {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("network input " + width + "x" + height);
        }
    }

    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

    /// The name of a choice in `model.json` and on the command line: `half-pixel`.
    public static String id(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The choice of that name.
    ///
    /// @throws IllegalArgumentException naming the choices there are
    public static <E extends Enum<E>> E choice(Class<E> type, String what, String id) {
        for (E choice : type.getEnumConstants()) {
            if (id(choice).equals(id)) {
                return choice;
            }
        }
        throw new UsageException(
                what + ": expected one of "
                        + String.join(", ", Arrays.stream(type.getEnumConstants()).map(Preprocessing::id).toList())
                        + "; found '" + id + "'");
    }

    /// Which part of the picture the input shows, in pixels of the picture; beyond its edges for [Fit#FIT].
    public Placement placement(Picture picture) {
        return placement(picture.width(), picture.height());
    }

    /// As [#placement(Picture)], from the picture's size.
    ///
    /// Computed from the whole-pixel sizes and borders that [#apply] uses, so that a map lies on the pixels it is
    /// about. With [Resize#ALIGN_CORNERS] the centres of the outermost pixels coincide, not the edges; the rectangle
    /// then differs from the picture by less than one pixel of the input.
    public Placement placement(int pictureWidth, int pictureHeight) {
        Inner inner = inner(pictureWidth, pictureHeight);
        double left = position(-inner.left(), pictureWidth, inner.width());
        double right = position(width - inner.left(), pictureWidth, inner.width());
        double top = position(-inner.top(), pictureHeight, inner.height());
        double bottom = position(height - inner.top(), pictureHeight, inner.height());
        return new Placement(left, top, right, bottom);
    }

    /// Where an edge of the resized picture lies in the picture, along one axis of `inputs` to `outputs` pixels.
    private double position(double edge, int inputs, int outputs) {
        if (resize == Resize.ALIGN_CORNERS && inputs > 1 && outputs > 1) {
            return 0.5 + (edge - 0.5) * (inputs - 1) / (outputs - 1);
        }
        return edge * inputs / outputs;
    }

    /// The resized picture within the input: its size and the place of its upper left corner, negative when cut off.
    private record Inner(int width, int height, int left, int top) {}

    private Inner inner(int pictureWidth, int pictureHeight) {
        double scaleX = (double) width / pictureWidth;
        double scaleY = (double) height / pictureHeight;
        int w = width;
        int h = height;
        if (fit == Fit.FIT) {
            double scale = Math.min(scaleX, scaleY);
            w = Math.clamp(Math.round(pictureWidth * scale), 1, width);
            h = Math.clamp(Math.round(pictureHeight * scale), 1, height);
        } else if (fit == Fit.CROP) {
            double scale = Math.max(scaleX, scaleY);
            w = Math.toIntExact(Math.max(width, Math.round(pictureWidth * scale)));
            h = Math.toIntExact(Math.max(height, Math.round(pictureHeight * scale)));
        }
        // Division of a negative number rounds towards zero, which is what cutting needs.
        return new Inner(w, h, (width - w) / 2, (height - h) / 2);
    }

    /// A rectangle in pixels of a picture.
    ///
    /// @param left   x of the left edge
    /// @param top    y of the upper edge
    /// @param right  x of the right edge
    /// @param bottom y of the lower edge
    public record Placement(double left, double top, double right, double bottom) {}

    /// The network's input for a black pixel, per channel.
    public float[] black() {
        return new float[] {range.apply(0, 0), range.apply(0, 1), range.apply(0, 2)};
    }

    /// The network's input, height × width × 3; grey is repeated in all three channels.
    public Tensor apply(Picture picture, Resample kernel) {
        Inner inner = inner(picture.width(), picture.height());
        float[] resized =
                switch (fit) {
                    case STRETCH -> resize(picture.samples(), picture.height(), picture.width(), picture.channels(),
                            height, width, kernel);
                    case FIT -> fitted(picture, inner, kernel);
                    case CROP -> cropped(picture, inner, kernel);
                };
        int channels = picture.channels();
        float[] values = new float[height * width * 3];
        for (int p = 0; p < height * width; p++) {
            for (int c = 0; c < 3; c++) {
                values[p * 3 + c] = range.apply(resized[p * channels + (channels == 1 ? 0 : c)], c);
            }
        }
        return new Tensor(height, width, 3, values);
    }

    private float[] resize(float[] source, int h, int w, int channels, int toHeight, int toWidth, Resample kernel) {
        if (h == toHeight && w == toWidth) {
            return source;
        }
        float[] target = new float[toHeight * toWidth * channels];
        kernel.resample(source, h, w, channels, resize.weights(h, toHeight), resize.weights(w, toWidth), target);
        return target;
    }

    private float[] fitted(Picture picture, Inner inner, Resample kernel) {
        int channels = picture.channels();
        float[] resized =
                resize(picture.samples(), picture.height(), picture.width(), channels,
                        inner.height(), inner.width(), kernel);
        float[] values = new float[height * width * channels];
        for (int y = 0; y < inner.height(); y++) {
            System.arraycopy(
                    resized, y * inner.width() * channels,
                    values, ((inner.top() + y) * width + inner.left()) * channels, inner.width() * channels);
        }
        return values;
    }

    private float[] cropped(Picture picture, Inner inner, Resample kernel) {
        int channels = picture.channels();
        float[] resized =
                resize(picture.samples(), picture.height(), picture.width(), channels,
                        inner.height(), inner.width(), kernel);
        float[] values = new float[height * width * channels];
        for (int y = 0; y < height; y++) {
            System.arraycopy(
                    resized, ((y - inner.top()) * inner.width() - inner.left()) * channels,
                    values, y * width * channels, width * channels);
        }
        return values;
    }
}
