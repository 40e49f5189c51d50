package lowrankcam.image;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import lowrankcam.dicom.View;
import lowrankcam.dicom.Window;
import lowrankcam.format.EnumNames;
import lowrankcam.format.FormatException;
import lowrankcam.kernel.Resample;
import lowrankcam.kernel.ResampleWeights;
import lowrankcam.kernel.ResampleWeights.Part;
import lowrankcam.tensor.Tensor;

/// How a picture becomes the network's input. A part of the model: with another rule the scores change.
///
/// @param height rows of the input
/// @param width  columns of the input
/// @param resize how pixels are interpolated
/// @param fit    what happens to the aspect ratio
/// @param range  scale of the values
/// @param alpha  what becomes of pixels that are not opaque
/// @param view   which picture is made of a DICOM file
public record Preprocessing(
        int height, int width, Resize resize, Fit fit, InputRange range, Alpha alpha, View view) {

    /// How pixels are interpolated.
    public enum Resize {
        /// Bilinear, averaging over all covered pixels when shrinking: Pillow's `BILINEAR`.
        ANTIALIASED,
        /// Bilinear between two neighbours, half-pixel centres: `cv2.INTER_LINEAR`.
        HALF_PIXEL,
        /// Bilinear between two neighbours, corners on corners: `tf.image.resizeBilinear` with `align_corners`.
        ALIGN_CORNERS;

        ResampleWeights weights(int inputs, ResampleWeights.Part part) {
            return switch (this) {
                case ANTIALIASED -> ResampleWeights.antialiasedBilinear(inputs, part);
                case HALF_PIXEL -> ResampleWeights.halfPixel(inputs, part);
                case ALIGN_CORNERS -> ResampleWeights.alignCorners(inputs, part);
            };
        }
    }

    /// What happens to the aspect ratio.
    public enum Fit {
        /// The whole picture, distorted.
        STRETCH,
        /// The whole picture, centred on black.
        FIT,
        /// The middle of the picture, nothing else: the shorter side as long as the input. torchvision's `Resize(299)` and
        /// `CenterCrop(299)`, to the pixel.
        CROP,
        /// A smaller middle: the shorter side is 342 pixels where the input has 299. torchvision's preset of its own weights,
        /// `Inception_V3_Weights.IMAGENET1K_V1.transforms()`, to the pixel.
        CROP_342;

        /// The length that the shorter side of a picture gets.
        int shorter(int side) {
            return this == CROP_342 ? Math.round(side * 342f / 299) : side;
        }
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

    /// With the stored colours of pixels that are not opaque.
    public Preprocessing(int height, int width, Resize resize, Fit fit, InputRange range) {
        this(height, width, resize, fit, range, Alpha.DROP);
    }

    /// With the first frame of DICOM files, as they want it shown.
    public Preprocessing(int height, int width, Resize resize, Fit fit, InputRange range, Alpha alpha) {
        this(height, width, resize, fit, range, alpha, View.DEFAULT);
    }

    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

    /// The same with another interpolation.
    public Preprocessing with(Resize other) {
        return new Preprocessing(height, width, other, fit, range, alpha, view);
    }

    /// The same with another aspect ratio.
    public Preprocessing with(Fit other) {
        return new Preprocessing(height, width, resize, other, range, alpha, view);
    }

    /// The same with another scale.
    public Preprocessing with(InputRange other) {
        return new Preprocessing(height, width, resize, fit, other, alpha, view);
    }

    /// The same with another rule for pixels that are not opaque.
    public Preprocessing with(Alpha other) {
        return new Preprocessing(height, width, resize, fit, range, other, view);
    }

    /// The same with another picture of a DICOM file.
    public Preprocessing with(View other) {
        return new Preprocessing(height, width, resize, fit, range, alpha, other);
    }

    /// What was chosen, as `model.json` and manifests name it: `resize`, `fit`, `range`, `alpha`; where it is not what the file
    /// wants and not the first frame, `window` and `frame` of DICOM files.
    public Map<String, String> choices() {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("resize", EnumNames.id(resize));
        choices.put("fit", EnumNames.id(fit));
        choices.put("range", EnumNames.id(range));
        choices.put("alpha", EnumNames.id(alpha));
        if (!view.window().equals(Window.FILE)) {
            choices.put("window", view.window().text());
        }
        if (view.frame() != View.DEFAULT.frame()) {
            choices.put("frame", String.valueOf(view.frame()));
        }
        return choices;
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
    private double position(double edge, int inputs, long outputs) {
        if (resize == Resize.ALIGN_CORNERS && inputs > 1 && outputs > 1) {
            return 0.5 + (edge - 0.5) * (inputs - 1) / (outputs - 1);
        }
        return edge * inputs / outputs;
    }

    /// The resized picture within the input: its size and the place of its upper left corner, negative when cut off.
    ///
    /// The resized picture is never made whole, so of a long and narrow one it may have more pixels than there is memory.
    private record Inner(long width, long height, long left, long top) {}

    private Inner inner(int pictureWidth, int pictureHeight) {
        return switch (fit) {
            case STRETCH -> new Inner(width, height, 0, 0);
            case FIT -> {
                double scale = Math.min((double) width / pictureWidth, (double) height / pictureHeight);
                int w = Math.clamp(Math.round(pictureWidth * scale), 1, width);
                int h = Math.clamp(Math.round(pictureHeight * scale), 1, height);
                yield new Inner(w, h, (width - w) / 2, (height - h) / 2);
            }
            case CROP, CROP_342 -> {
                boolean byWidth = (long) width * pictureHeight >= (long) height * pictureWidth;
                long side = fit.shorter(byWidth ? width : height);
                // The other side is truncated and halves go to the even number, both as in torchvision.
                long w = byWidth ? side : side * pictureWidth / pictureHeight;
                long h = byWidth ? side * pictureHeight / pictureWidth : side;
                yield new Inner(w, h, -(long) Math.rint((w - width) / 2.0), -(long) Math.rint((h - height) / 2.0));
            }
        };
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

    /// A picture and what the network sees of it.
    public record Seen(Picture picture, Tensor tensor) {}

    /// Reads a picture and makes the network's input of it.
    ///
    /// @throws FormatException as [PictureReader#read(Path, Alpha, View)]; also if the heap is too small for it
    public Seen read(Path file, Resample kernel) throws FormatException {
        return read(file, PictureReader.load(file), kernel);
    }

    /// The same of a picture that need not be on disk.
    ///
    /// @param file what messages call it
    /// @throws FormatException as [#read(Path, Resample)]
    public Seen read(Path file, byte[] bytes, Resample kernel) throws FormatException {
        Picture picture = PictureReader.read(file, bytes, alpha, view);
        try {
            return new Seen(picture, apply(picture, kernel));
        } catch (OutOfMemoryError e) {
            throw PictureReader.outOfMemory(file, e);
        }
    }

    /// The network's input, height × width × 3; grey is repeated in all three channels.
    public Tensor apply(Picture picture, Resample kernel) {
        int channels = picture.channels();
        float[] resized = resized(picture, kernel);
        float[] values = new float[height * width * 3];
        for (int p = 0; p < height * width; p++) {
            for (int c = 0; c < 3; c++) {
                values[p * 3 + c] = range.apply(resized[p * channels + (channels == 1 ? 0 : c)], c);
            }
        }
        return new Tensor(height, width, 3, values);
    }

    /// The part of the resized picture that lies within the input, with black around it where it is smaller.
    private float[] resized(Picture picture, Resample kernel) {
        Inner inner = inner(picture.width(), picture.height());
        int h = (int) Math.min(inner.height(), height);
        int w = (int) Math.min(inner.width(), width);
        if (h == picture.height() && w == picture.width() && h == height && w == width) {
            return picture.samples();
        }
        int channels = picture.channels();
        float[] part = new float[h * w * channels];
        kernel.resample(
                picture.samples(), picture.height(), picture.width(), channels,
                resize.weights(picture.height(), new Part(inner.height(), Math.max(0, -inner.top()), h)),
                resize.weights(picture.width(), new Part(inner.width(), Math.max(0, -inner.left()), w)), part);
        if (h == height && w == width) {
            return part;
        }
        float[] values = new float[height * width * channels];
        for (int y = 0; y < h; y++) {
            System.arraycopy(
                    part, y * w * channels,
                    values, (int) ((inner.top() + y) * width + inner.left()) * channels, w * channels);
        }
        return values;
    }
}
