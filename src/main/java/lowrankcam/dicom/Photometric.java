package lowrankcam.dicom;

import java.util.Arrays;
import lowrankcam.format.FormatException;

/// What the samples of a pixel mean (PS3.3, C.7.6.3.1.2), as far as it is read here.
enum Photometric {
    MONOCHROME1(1),
    MONOCHROME2(1),
    PALETTE_COLOR(1),
    RGB(3),
    YBR_FULL(3),
    /// Of two pixels side by side one Cb and one Cr; of compressed pixels all, once they are unpacked.
    YBR_FULL_422(3);

    private final int samples;

    Photometric(int samples) {
        this.samples = samples;
    }

    boolean isGrey() {
        return this == MONOCHROME1 || this == MONOCHROME2;
    }

    boolean isYbr() {
        return this == YBR_FULL || this == YBR_FULL_422;
    }

    /// The standard's word.
    String word() {
        return this == PALETTE_COLOR ? "PALETTE COLOR" : name();
    }

    /// @param samples of a pixel; they decide where a file says nothing
    static Photometric of(DataSet data, int samples) throws FormatException {
        String word = data.text(Tag.PHOTOMETRIC_INTERPRETATION);
        if (word.isEmpty()) {
            return samples == 1 ? MONOCHROME2 : RGB;
        }
        for (Photometric one : values()) {
            if (one.word().equals(word)) {
                if (one.samples != samples) {
                    throw data.error(
                            Tag.SAMPLES_PER_PIXEL, one.samples + " of photometric interpretation " + one.word(),
                            String.valueOf(samples));
                }
                return one;
            }
        }
        boolean known =
                word.matches("YBR_(PARTIAL_42[02]|RCT|ICT)|XYB|HSV|ARGB|CMYK");
        throw data.error(
                Tag.PHOTOMETRIC_INTERPRETATION,
                String.join(", ", Arrays.stream(values()).map(Photometric::word).toList()), known ? word : "something else");
    }
}
