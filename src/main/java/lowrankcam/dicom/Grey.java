package lowrankcam.dicom;

import lowrankcam.format.FormatException;

/// From stored samples to grey from 0 to 1, in the standard's order: modality, values of interest, polarity.
final class Grey {

    private final FrameData frame;
    private final PixelFormat format;
    private final Modality modality;
    private final Rendering.Draft draft;
    private double paddingFrom = Double.NaN;
    private double paddingTo = Double.NaN;

    Grey(FrameData frame, PixelFormat format, Rendering.Draft draft) throws FormatException {
        this.frame = frame;
        this.format = format;
        this.draft = draft;
        this.modality = Modality.of(frame, format);
        padding();
    }

    private void padding() throws FormatException {
        DataSet data = frame.data();
        if (data.has(Tag.PIXEL_PADDING_VALUE)) {
            double one = signed(data.decimals(Tag.PIXEL_PADDING_VALUE)[0]);
            double[] limit = data.decimals(Tag.PIXEL_PADDING_RANGE_LIMIT);
            double other = limit.length == 0 ? one : signed(limit[0]);
            paddingFrom = Math.min(one, other);
            paddingTo = Math.max(one, other);
        }
    }

    /// A number of 16 bits whose sign is that of the pixels, whatever its representation says.
    private double signed(double value) {
        return format.sign() == PixelFormat.Sign.SIGNED && value > Short.MAX_VALUE ? value - 65536 : value;
    }

    private boolean isPadding(double stored) {
        return stored >= paddingFrom && stored <= paddingTo;
    }

    /// Grey of each sample.
    float[] apply(int[] bits, Window window) throws FormatException {
        draft.fact("modalityTransform", modality.text());
        Voi voi = choose(bits, window);
        draft.fact("window", voi.text());
        boolean inverse = isInverse();
        draft.fact("polarity", inverse ? "inverted" : "as stored");
        float[] table = format.stored() <= 16 ? table(voi, inverse) : null;
        float[] grey = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            grey[i] = table == null ? grey(voi, inverse, bits[i]) : table[bits[i]];
        }
        return grey;
    }

    private float[] table(Voi voi, boolean inverse) {
        float[] table = new float[1 << format.stored()];
        for (int i = 0; i < table.length; i++) {
            table[i] = grey(voi, inverse, i);
        }
        return table;
    }

    private float grey(Voi voi, boolean inverse, int bits) {
        double grey = voi.apply(modality.apply(format.value(bits)));
        return (float) (inverse ? 1 - grey : grey);
    }

    /// MONOCHROME1, or a presentation table of inverse shape: they say the same.
    private boolean isInverse() {
        return format.photometric() == Photometric.MONOCHROME1
                || frame.data().text(Tag.PRESENTATION_LUT_SHAPE).equals("INVERSE");
    }

    private Voi choose(int[] bits, Window window) throws FormatException {
        Voi.Stated stated = Voi.Stated.of(frame, modality);
        return switch (window) {
            case Window.Full _ -> chosen("full", full());
            case Window.Percentile p -> chosen(p.text(), between(bits, p));
            case Window.Linear l -> chosen(
                    "given", new Voi.Windowed(Voi.Function.LINEAR, l.centre(), l.width()));
            case Window.OfFile(int number) when number > 0 -> numbered(stated, number);
            case Window.OfFile _ -> ofFile(stated, bits);
        };
    }

    private Voi chosen(String source, Voi voi) {
        draft.fact("windowFrom", source);
        return voi;
    }

    private Voi numbered(Voi.Stated stated, int number) throws FormatException {
        if (number > stated.windows().size()) {
            throw frame.holder(Tag.WINDOW_CENTER).error(
                    Tag.WINDOW_CENTER, number + " windows (--window " + number + ")", String.valueOf(stated.windows().size()));
        }
        Voi.Windowed window = stated.windows().get(number - 1);
        if (!window.function().allows(window.width())) {
            throw frame.holder(Tag.WINDOW_WIDTH).error(
                    Tag.WINDOW_WIDTH, "a width that its function allows", Numbers.text(window.width()));
        }
        return chosen("file, window " + number + " of " + stated.windows().size(), window);
    }

    private Voi ofFile(Voi.Stated stated, int[] bits) throws FormatException {
        if (!stated.tables().isEmpty()) {
            return chosen("file, table 1 of " + stated.tables().size(), stated.tables().getFirst());
        }
        for (int i = 0; i < stated.windows().size(); i++) {
            Voi.Windowed window = stated.windows().get(i);
            if (window.function().allows(window.width())) {
                return chosen("file, window " + (i + 1) + " of " + stated.windows().size(), window);
            }
        }
        String none = stated.windows().isEmpty() ? "states no window" : "states only windows of no width";
        boolean asItIs = format.stored() <= 8 && format.sign() == PixelFormat.Sign.UNSIGNED && modality.isIdentity();
        Voi taken = asItIs ? full() : between(bits, new Window.Percentile(0, 100));
        draft.note("the file " + none + "; taken: --window " + (asItIs ? "full" : "min-max") + ", " + taken.text());
        return chosen(asItIs ? "full, for want of a window" : "min-max, for want of a window", taken);
    }

    private Voi full() {
        return new Voi.Range(modality.lowest(), modality.highest());
    }

    /// A range of the values that occur.
    private Voi between(int[] bits, Window.Percentile percentile) {
        Spread spread = Spread.of(bits, format, modality, this::isPadding);
        draft.fact("paddingPixels", bits.length - spread.pixels());
        return spread.pixels() == 0 ? full() : new Voi.Range(spread.at(percentile.low()), spread.at(percentile.high()));
    }

    /// Bits of a sample that matter to those who look at the picture.
    int depth() {
        return format.stored() == 1 ? 1 : format.stored() <= 8 ? 8 : 16;
    }
}
