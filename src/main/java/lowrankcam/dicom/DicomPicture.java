package lowrankcam.dicom;

import lowrankcam.format.FormatException;

/// The picture of one frame: grey or red, green, blue, each from 0 to 1, and how its values came about.
public final class DicomPicture {

    private final PixelFormat format;
    private final int channels;
    private final int depth;
    private final float[] samples;
    private final Rendering rendering;

    private DicomPicture(PixelFormat format, int channels, int depth, float[] samples, Rendering rendering) {
        this.format = format;
        this.channels = channels;
        this.depth = depth;
        this.samples = samples;
        this.rendering = rendering;
    }

    /// Columns and rows.
    public record Size(int width, int height) {}

    /// The size of a frame; nothing is decoded.
    ///
    /// @throws FormatException if there are no pixels that are read here
    public static Size size(DicomFile file) throws FormatException {
        PixelFormat format = new FrameReader(file, null).format();
        return new Size(format.columns(), format.rows());
    }

    /// Decodes a frame.
    ///
    /// @throws FormatException if there is no such frame, no pixels, or pixels that are damaged or not read here
    public static DicomPicture read(DicomFile file, View view, EightBitJpeg jpeg) throws FormatException {
        FrameReader reader = new FrameReader(file, jpeg);
        PixelFormat format = reader.format();
        DataSet data = file.data();
        if (view.frame() > format.frames()) {
            throw data.error(Tag.NUMBER_OF_FRAMES, view.frame() + " or more (--frame)", String.valueOf(format.frames()));
        }
        FrameData frame = new FrameData(data, view.frame() - 1);
        Rendering.Draft draft = new Rendering.Draft();
        facts(draft, file, format, view);
        int[] bits = reader.bits(view.frame() - 1);
        aspect(frame, draft);
        if (format.photometric().isGrey()) {
            Grey grey = new Grey(frame, format, draft);
            float[] samples = grey.apply(bits, view.window());
            return new DicomPicture(format, 1, grey.depth(), samples, draft.finished(Identifiers.of(data)));
        }
        if (!view.window().equals(Window.FILE)) {
            draft.note("--window is for grey pictures; this one has colours as they are stored");
        }
        if (format.photometric() == Photometric.PALETTE_COLOR) {
            Colour.Palette palette = new Colour.Palette(data);
            return new DicomPicture(
                    format, 3, palette.depth(), palette.apply(bits, format), draft.finished(Identifiers.of(data)));
        }
        float[] samples = Colour.of(bits, format, reader.isYbr());
        return new DicomPicture(
                format, 3, format.stored() <= 8 ? 8 : 16, samples, draft.finished(Identifiers.of(data)));
    }

    private static void facts(Rendering.Draft draft, DicomFile file, PixelFormat format, View view) {
        draft.fact("transferSyntax", file.syntax().words());
        draft.fact("photometricInterpretation", format.photometric().word());
        draft.fact("bitsAllocated", format.allocated());
        draft.fact("bitsStored", format.stored());
        draft.fact("signed", format.sign() == PixelFormat.Sign.SIGNED);
        draft.fact("frame", view.frame());
        draft.fact("frames", format.frames());
    }

    /// Pixels are left as they are, so that a map lies on the pixels of the file; that they are not square is said.
    private static void aspect(FrameData frame, Rendering.Draft draft) {
        double ratio = PixelAspect.of(frame);
        if (Math.abs(ratio - 1) > 0.005) {
            draft.fact("pixelAspect", ratio);
            draft.note(
                    "pixels are not square, but " + Numbers.text(Math.rint(ratio * 1000) / 1000)
                            + " times as high as wide; they are taken as if they were");
        }
    }

    public int width() {
        return format.columns();
    }

    public int height() {
        return format.rows();
    }

    /// 1 for grey, 3 for colours.
    public int channels() {
        return channels;
    }

    /// Bits of a sample that a picture of it should have.
    public int depth() {
        return depth;
    }

    /// height × width × channels; not copied.
    public float[] samples() {
        return samples;
    }

    public Rendering rendering() {
        return rendering;
    }
}
