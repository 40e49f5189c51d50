package lowrankcam.dicom;

import lowrankcam.format.FormatException;

/// From stored samples to red, green and blue from 0 to 1.
final class Colour {

    private Colour() {}

    /// RGB or YBR, rounded to the file's levels as every reader rounds it (PS3.3, C.7.6.3.1.2).
    static float[] of(int[] bits, PixelFormat format, boolean isYbr) {
        float most = (float) format.highest();
        float[] rgb = new float[bits.length];
        double middle = Math.scalb(1.0, format.stored() - 1);
        for (int i = 0; i < rgb.length; i += 3) {
            double first = format.value(bits[i]);
            double second = format.value(bits[i + 1]);
            double third = format.value(bits[i + 2]);
            if (isYbr) {
                double blue = second - middle;
                double red = third - middle;
                double y = first;
                first = whole(y + 1.402 * red, most);
                second = whole(y - (0.114 * 1.772 * blue + 0.299 * 1.402 * red) / 0.587, most);
                third = whole(y + 1.772 * blue, most);
            }
            rgb[i] = (float) first / most;
            rgb[i + 1] = (float) second / most;
            rgb[i + 2] = (float) third / most;
        }
        return rgb;
    }

    private static double whole(double value, float most) {
        return Math.clamp(Math.floor(value + 0.5), 0, most);
    }

    /// The colours of a palette (PS3.3, C.7.9).
    static final class Palette {
        private final Lut red;
        private final Lut green;
        private final Lut blue;

        Palette(DataSet data) throws FormatException {
            if (!data.has(Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DATA)
                    && data.has(Tag.SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA)) {
                throw data.error(
                        Tag.SEGMENTED_RED_PALETTE_COLOR_LOOKUP_TABLE_DATA, "a palette of entries", "one of segments");
            }
            red = Lut.of(data, Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, Tag.RED_PALETTE_COLOR_LOOKUP_TABLE_DATA, 0);
            green = Lut.of(
                    data, Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, Tag.GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA, 0);
            blue = Lut.of(
                    data, Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR, Tag.BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA, 0);
        }

        float[] apply(int[] bits, PixelFormat format) {
            float[] rgb = new float[Math.multiplyExact(bits.length, 3)];
            for (int i = 0; i < bits.length; i++) {
                double value = format.value(bits[i]);
                rgb[3 * i] = (float) red.entry(value) / red.highest();
                rgb[3 * i + 1] = (float) green.entry(value) / green.highest();
                rgb[3 * i + 2] = (float) blue.entry(value) / blue.highest();
            }
            return rgb;
        }

        int depth() {
            return red.bits() <= 8 ? 8 : 16;
        }
    }
}
