package lowrankcam.format;

import java.util.Locale;

/// Text from files and names, made fit for a terminal: nothing in it moves the cursor, changes colours, rings, or turns the
/// order of what is read.
///
/// Control characters (C0, C1, delete), format characters such as U+202E, line and paragraph separators and lone surrogates
/// are shown as `\u001B`. That is also how JSON writes them, so JSON that passes through here says the same as before.
public final class Printable {

    /// More of one text of a file than this is not repeated.
    private static final int LONGEST_PART = 300;

    private Printable() {}

    /// The text with its line breaks and tabs, everything else of the above shown.
    public static String text(String text) {
        return shown(text, "\n\r\t");
    }

    /// The text on one line.
    public static String line(String text) {
        return shown(text, "");
    }

    /// A part of a message: on one line, and shortened in the middle if it is very long.
    public static String part(String text) {
        return shortened(line(text), LONGEST_PART);
    }

    /// Beginning and end of a text that is longer than allowed, with the number of characters left out between them.
    public static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int from = longest * 2 / 3;
        int to = text.length() - (longest - from);
        from -= Character.isHighSurrogate(text.charAt(from - 1)) ? 1 : 0;
        to += Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
        return text.substring(0, from) + " ... (" + (to - from) + " characters) ... " + text.substring(to);
    }

    private static String shown(String text, String allowed) {
        int first = 0;
        while (first < text.length() && isPlain(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.substring(0, first));
        for (int i = first, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (isShownAsItIs(c) || allowed.indexOf(c) >= 0) {
                shown.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    shown.append(String.format(Locale.ROOT, "\\u%04X", (int) unit));
                }
            }
        }
        return shown.toString();
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c <= '~';
    }

    private static boolean isShownAsItIs(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> false;
            // Without the joiners several languages cannot be written.
            case Character.FORMAT -> c == 0x200C || c == 0x200D;
            default -> true;
        };
    }
}
