package lowrankcam.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lowrankcam.format.EnumNames;
import lowrankcam.format.FormatException;

/// From values of the modality to grey from 0 to 1 (PS3.3, C.11.2): a table, a window, or a range.
sealed interface Voi {

    /// Grey of a value.
    double apply(double value);

    /// What it is, in words.
    String text();

    /// A table of the file.
    record Table(Lut lut) implements Voi {

        @Override
        public double apply(double value) {
            return (double) lut.entry(value) / lut.highest();
        }

        @Override
        public String text() {
            return "table of " + lut.size() + " entries of " + lut.bits() + " bits";
        }
    }

    /// How a window bends.
    enum Function {
        LINEAR,
        LINEAR_EXACT,
        SIGMOID;

        /// Narrower ones are not defined.
        boolean allows(double width) {
            return this == LINEAR ? width >= 1 : width > 0;
        }
    }

    /// A window.
    record Windowed(Function function, double centre, double width) implements Voi {

        @Override
        public double apply(double value) {
            return switch (function) {
                case LINEAR -> {
                    double middle = centre - 0.5;
                    double half = (width - 1) / 2;
                    yield value <= middle - half ? 0 : value > middle + half ? 1 : (value - middle) / (width - 1) + 0.5;
                }
                case LINEAR_EXACT -> {
                    double half = width / 2;
                    yield value <= centre - half ? 0 : value > centre + half ? 1 : (value - centre) / width + 0.5;
                }
                case SIGMOID -> 1 / (1 + StrictMath.exp(-4 * (value - centre) / width));
            };
        }

        @Override
        public String text() {
            return EnumNames.id(function) + " " + Numbers.text(centre) + "," + Numbers.text(width);
        }
    }

    /// From black to white between two values.
    record Range(double low, double high) implements Voi {

        @Override
        public double apply(double value) {
            return high > low ? Math.clamp((value - low) / (high - low), 0, 1) : 0;
        }

        @Override
        public String text() {
            return "range " + Numbers.text(low) + " to " + Numbers.text(high);
        }
    }

    /// What a file states of a frame: its tables first, its windows in their order.
    ///
    /// @param tables  there are
    /// @param windows there are, those that are not defined as well
    record Stated(List<Table> tables, List<Windowed> windows) {

        static Stated of(FrameData frame, Modality modality) throws FormatException {
            List<Table> tables = new ArrayList<>();
            for (DataSet item : frame.holder(Tag.VOI_LUT_SEQUENCE).items(Tag.VOI_LUT_SEQUENCE)) {
                tables.add(new Table(Lut.of(item, Tag.LUT_DESCRIPTOR, Tag.LUT_DATA, modality.lowest())));
            }
            DataSet holder = frame.holder(Tag.WINDOW_CENTER);
            double[] centres = holder.decimals(Tag.WINDOW_CENTER);
            double[] widths = holder.decimals(Tag.WINDOW_WIDTH);
            Function function = function(holder);
            List<Windowed> windows = new ArrayList<>();
            for (int i = 0; i < Math.min(centres.length, widths.length); i++) {
                windows.add(new Windowed(function, centres[i], widths[i]));
            }
            return new Stated(List.copyOf(tables), List.copyOf(windows));
        }

        private static Function function(DataSet holder) throws FormatException {
            String word = holder.text(Tag.VOI_LUT_FUNCTION);
            if (word.isEmpty()) {
                return Function.LINEAR;
            }
            for (Function one : Function.values()) {
                if (one.name().equals(word)) {
                    return one;
                }
            }
            throw holder.error(
                    Tag.VOI_LUT_FUNCTION, String.join(", ", Arrays.stream(Function.values()).map(Enum::name).toList()),
                    "something else");
        }
    }
}
