package lowrankcam.tensor;

/// Where the activations of one layer lie in a flat `float[]`: height × width pixels of `channels` values each,
/// channels last, surrounded by a border of zero pixels, possibly as a slice of a joint buffer's channels.
///
/// The border lets a padded convolution read its padding like any other pixel. The slice lets a branch write its
/// channels straight into the concatenation.
///
/// @param height        rows without the border
/// @param width         columns without the border
/// @param channels      channels of this layer
/// @param border        zero pixels on each of the four sides
/// @param pixelStride   floats from one pixel to the next: the channels of the joint buffer
/// @param channelOffset first channel of this layer in the joint buffer
/// @param start         where the buffer begins in its array, in which several may lie one after the other
public record Plane(
        int height, int width, int channels, int border, int pixelStride, int channelOffset, int start) {

    /// Floats before the first in an array of working memory. With the 16 bytes that head an array they fill 64, so that where
    /// objects start at multiples of 64 bytes, as the launcher asks, no vector lies across two cache lines.
    public static final int LEAD = 12;

    public Plane {
        if (height < 1 || width < 1 || channels < 1 || border < 0 || channelOffset < 0 || start < 0
                || channelOffset + channels > pixelStride) {
            throw new IllegalArgumentException(
                    "plane of " + height + "x" + width + "x" + channels + ", border " + border
                            + ", channels from " + channelOffset + " of " + pixelStride);
        }
        Math.toIntExact((long) (height + 2 * border) * (width + 2 * border) * pixelStride);
    }

    /// At the beginning of its array.
    public Plane(int height, int width, int channels, int border, int pixelStride, int channelOffset) {
        this(height, width, channels, border, pixelStride, channelOffset, 0);
    }

    /// A buffer of its own without a border: H×W×C, dense.
    public static Plane dense(int height, int width, int channels) {
        return new Plane(height, width, channels, 0, channels, 0);
    }

    /// A buffer of its own with a border.
    public static Plane bordered(int height, int width, int channels, int border) {
        return new Plane(height, width, channels, border, channels, 0);
    }

    /// The same buffer where vectors lie in cache lines: [#LEAD] floats into its array.
    public Plane aligned() {
        return new Plane(height, width, channels, border, pixelStride, channelOffset, LEAD);
    }

    /// The slice of this buffer that starts at channel `offset` of this plane and is `count` channels deep.
    public Plane slice(int offset, int count) {
        return new Plane(height, width, count, border, pixelStride, channelOffset + offset, start);
    }

    /// The same in the buffer of image `index`, where the buffers of several images follow this one in its array.
    public Plane ofImage(int index) {
        return new Plane(
                height, width, channels, border, pixelStride, channelOffset, Math.addExact(start, Math.multiplyExact(index, size())));
    }

    /// Floats from one row of pixels to the next.
    public int rowStride() {
        return (width + 2 * border) * pixelStride;
    }

    /// Length of one whole buffer in floats, border included.
    public int size() {
        return (height + 2 * border) * rowStride();
    }

    /// Floats in an array of `images` buffers, this one the first.
    public int end(int images) {
        return Math.addExact(start, Math.multiplyExact(size(), images));
    }

    /// Index of channel 0 of pixel (y, x). Border pixels have y or x below 0 or beyond height and width.
    public int offset(int y, int x) {
        return (y + border) * rowStride() + (x + border) * pixelStride + channelOffset + start;
    }

    /// Number of pixels without the border.
    public int pixels() {
        return height * width;
    }

    /// True if height, width and channels agree; where the values lie may differ.
    public boolean sameSize(Plane other) {
        return height == other.height && width == other.width && channels == other.channels;
    }

    /// True if a pixel's channels follow directly on the pixel before: no slice of a deeper buffer.
    public boolean isWholeBuffer() {
        return channels == pixelStride;
    }
}
