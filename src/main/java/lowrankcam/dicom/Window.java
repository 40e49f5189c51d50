package lowrankcam.dicom;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lowrankcam.format.UsageException;

/// Which grey values of a file become black and white.
public sealed interface Window {

    /// What the file states: its table of grey values, else its first window.
    Window FILE = new OfFile(0);

    /// What is expected, in words.
    String EXPECTED = "file, full, min-max, CENTRE,WIDTH, percentile=LOW,HIGH or the number of one of the file's windows, from 1";

    /// What the file states.
    ///
    /// @param number of its windows, from 1; 0 for its table or else its first
    record OfFile(int number) implements Window {

        @Override
        public String text() {
            return number == 0 ? "file" : String.valueOf(number);
        }
    }

    /// All that the stored bits can hold.
    record Full() implements Window {

        @Override
        public String text() {
            return "full";
        }
    }

    /// Of the values that occur, without padding; 0 and 100 are the lowest and the highest.
    record Percentile(double low, double high) implements Window {

        public Percentile {
            if (!(low >= 0 && low < high && high <= 100)) {
                throw new UsageException("--window percentile: expected 0 <= LOW < HIGH <= 100, found " + low + "," + high);
            }
        }

        @Override
        public String text() {
            return low == 0 && high == 100 ? "min-max" : "percentile=" + number(low) + "," + number(high);
        }
    }

    /// Linear, as the standard has it.
    record Linear(double centre, double width) implements Window {

        public Linear {
            if (!(width >= 1) || !Double.isFinite(centre) || !Double.isFinite(width)) {
                throw new UsageException("--window CENTRE,WIDTH: expected a width of 1 or more, found " + width);
            }
        }

        @Override
        public String text() {
            return number(centre) + "," + number(width);
        }
    }

    /// As `--window` takes it.
    String text();

    /// The inverse of [#text].
    ///
    /// @throws UsageException if it is none
    static Window parse(String text) {
        String number = "([+-]?\\d{1,15}(?:\\.\\d{1,15})?)";
        Matcher pair = Pattern.compile("(percentile=)?" + number + "," + number).matcher(text.strip());
        if (pair.matches()) {
            double first = Double.parseDouble(pair.group(2));
            double second = Double.parseDouble(pair.group(3));
            return pair.group(1) == null ? new Linear(first, second) : new Percentile(first, second);
        }
        if (text.matches("[1-9]\\d{0,3}")) {
            return new OfFile(Integer.parseInt(text));
        }
        return switch (text) {
            case "file" -> FILE;
            case "full" -> new Full();
            case "min-max" -> new Percentile(0, 100);
            default -> throw new UsageException("--window: expected " + EXPECTED + "; found '" + text + "'");
        };
    }

    private static String number(double value) {
        return Numbers.text(value);
    }
}
