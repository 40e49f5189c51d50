package lowrankcam.dicom;

import lowrankcam.format.FormatException;

/// The samples of a frame, unpacked by what the transfer syntax says.
final class FrameReader {

    private final DicomFile file;
    private final DataSet data;
    private final EightBitJpeg jpeg;
    private final Element pixels;
    private final PixelFormat format;
    private boolean isSubsampled;

    /// @throws FormatException if there are no pixels, or none that are read here
    FrameReader(DicomFile file, EightBitJpeg jpeg) throws FormatException {
        this.file = file;
        this.data = file.data();
        this.jpeg = jpeg;
        if (data.has(Tag.FLOAT_PIXEL_DATA) || data.has(Tag.DOUBLE_FLOAT_PIXEL_DATA)) {
            throw instead("a DICOM file with pixels of floating point, which are not read");
        }
        if (!data.has(Tag.PIXEL_DATA)) {
            throw instead(SopClass.words(file));
        }
        this.pixels = data.find(Tag.PIXEL_DATA).orElseThrow();
        this.format = PixelFormat.of(data);
    }

    private FormatException instead(String words) {
        return new FormatException(file.file(), FormatException.NO_OFFSET, "image file", "a picture", words);
    }

    PixelFormat format() {
        return format;
    }

    /// Whether colours are luminance and two differences: by what the file says, and by what a stream shows that says RGB and
    /// has fewer samples of colour than of luminance.
    boolean isYbr() {
        return format.photometric().isYbr() || isSubsampled;
    }

    /// The bits of each sample of a frame, those of a pixel beside each other.
    ///
    /// @param frame from 0
    int[] bits(int frame) throws FormatException {
        int[] cells = cells(frame);
        for (int i = 0; i < cells.length; i++) {
            cells[i] = format.bits(cells[i]);
        }
        return cells;
    }

    private int[] cells(int frame) throws FormatException {
        TransferSyntax syntax = file.syntax();
        TransferSyntax.Pixels packed = syntax.pixels();
        if (packed == TransferSyntax.Pixels.PLAIN && !pixels.isEncapsulated()) {
            return new PlainPixels(data, format).decode(pixels, frame);
        }
        if (packed != TransferSyntax.Pixels.PLAIN && !pixels.isEncapsulated()) {
            throw data.error(Tag.PIXEL_DATA, "fragments of " + syntax.words(), "pixels that are not compressed");
        }
        return switch (packed) {
            case PLAIN -> plain(frame);
            case RLE -> RleDecoder.decode(data, bytes(frame), format);
            case JPEG -> jpeg(bytes(frame));
            case JPEG_LS -> throw refused("gdcmconv --raw IN OUT, or dcmdjpls IN OUT, converts it");
            case UNREAD -> throw refused("gdcmconv --raw IN OUT converts it");
            case FILM -> throw refused("a film, of which ffmpeg makes pictures");
            case ELSEWHERE -> throw refused("its pixels are on a server");
        };
    }

    private byte[] bytes(int frame) throws FormatException {
        return new Frames(data, pixels, format.frames()).bytes(frame);
    }

    private int[] plain(int frame) throws FormatException {
        Element one = Element.of(Tag.PIXEL_DATA, format.allocated() <= 8 ? Vr.OB : Vr.OW, bytes(frame));
        return new PlainPixels(data, format.oneFrame()).decode(one, 0);
    }

    private int[] jpeg(byte[] stream) throws FormatException {
        JpegStream parsed = new JpegStream(data, stream);
        JpegStream.Frame frame = parsed.frame();
        JpegStream.Component first = frame.components()[0];
        for (JpegStream.Component one : frame.components()) {
            isSubsampled |= one.horizontal() != first.horizontal() || one.vertical() != first.vertical();
        }
        requireSize(frame);
        EightBitJpeg.Samples samples = switch (frame.marker()) {
            case JpegStream.LOSSLESS -> LosslessJpeg.decode(parsed);
            case JpegStream.START_OF_FRAME, JpegStream.EXTENDED, JpegStream.PROGRESSIVE -> {
                if (frame.precision() == 12 && frame.marker() != JpegStream.PROGRESSIVE) {
                    yield DctJpeg.decode(parsed);
                }
                yield jpeg.decode(file.file(), stream);
            }
            default -> throw parsed.error("a sequential or lossless process", "another process");
        };
        return checked(samples);
    }

    /// Before anything is unpacked: a stream that says another size is damaged or another picture's.
    private void requireSize(JpegStream.Frame frame) throws FormatException {
        checked(new EightBitJpeg.Samples(frame.columns(), frame.rows(), frame.components().length, null));
    }

    private int[] checked(EightBitJpeg.Samples samples) throws FormatException {
        if (samples.width() != format.columns() || samples.height() != format.rows()
                || samples.components() != format.samples()) {
            throw data.error(
                    Tag.PIXEL_DATA, format.columns() + "x" + format.rows() + "x" + format.samples() + " as the file says",
                    "a stream of " + samples.width() + "x" + samples.height() + "x" + samples.components());
        }
        return samples.values();
    }

    private FormatException refused(String advice) {
        return new FormatException(
                file.file(), FormatException.NO_OFFSET, "transfer syntax", "one that is read here",
                file.syntax().words() + ": " + advice + " (docs/INPUTS.md)");
    }
}
