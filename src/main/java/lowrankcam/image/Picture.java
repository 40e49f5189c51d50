package lowrankcam.image;

import lowrankcam.dicom.Rendering;

/// A decoded picture: one grey channel or red, green, blue, each value from 0 to 1 at the file's full depth.
///
/// The samples are not copied and not to be modified.
public final class Picture {

    private final int width;
    private final int height;
    private final int channels;
    private final int bitDepth;
    private final float[] samples;
    private final Origin origin;

    /// What a picture's file says besides its samples.
    ///
    /// @param orientation EXIF's, 1 to 8; the samples are upright already
    /// @param transparent pixels that are not opaque in the file
    /// @param rendering   how a DICOM file's values came about; says nothing of others
    public record Origin(int orientation, int transparent, Rendering rendering) {

        Origin(int orientation, int transparent) {
            this(orientation, transparent, Rendering.NONE);
        }
    }

    /// A picture of upright, opaque pixels.
    ///
    /// @param channels 1 or 3
    /// @param bitDepth bits of a sample in the file
    /// @param samples  height × width × channels
    public Picture(int width, int height, int channels, int bitDepth, float[] samples) {
        this(width, height, channels, bitDepth, samples, new Origin(ExifOrientation.UPRIGHT, 0));
    }

    Picture(int width, int height, int channels, int bitDepth, float[] samples, Origin origin) {
        if ((channels != 1 && channels != 3) || samples.length != (long) width * height * channels) {
            throw new IllegalArgumentException(
                    width + "x" + height + "x" + channels + " picture given " + samples.length + " samples");
        }
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.bitDepth = bitDepth;
        this.samples = samples;
        this.origin = origin;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int channels() {
        return channels;
    }

    public int bitDepth() {
        return bitDepth;
    }

    public Origin origin() {
        return origin;
    }

    /// height × width × channels, row-major.
    public float[] samples() {
        return samples;
    }

    /// One channel's value at a pixel; a grey picture gives the same for every channel.
    public float get(int y, int x, int channel) {
        return samples[(y * width + x) * channels + (channels == 1 ? 0 : channel)];
    }
}
