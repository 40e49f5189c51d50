package lowrankcam.page;

import java.util.Collection;
import java.util.stream.Collectors;
import lowrankcam.format.Printable;

/// HTML that is ready for a page. What comes from files, names or numbers becomes markup through [#text] or [#name] only.
///
/// @param html the characters of the page
public record Markup(String html) {

    public static final Markup NOTHING = new Markup("");

    /// A text that stands for itself, in an element or in an attribute between double quotes.
    public static Markup text(String plain) {
        StringBuilder escaped = new StringBuilder(plain.length() + 16);
        String shown = Printable.text(plain);
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return new Markup(escaped.toString());
    }

    /// A name from elsewhere, which may be written from right to left: it does not turn the text around it.
    public static Markup name(String plain) {
        return text(plain).in("bdi");
    }

    /// An element around this.
    ///
    /// @param tag name, perhaps with attributes: `td class="number"`
    public Markup in(String tag) {
        int blank = tag.indexOf(' ');
        return new Markup("<" + tag + ">" + html + "</" + (blank < 0 ? tag : tag.substring(0, blank)) + ">");
    }

    /// One after the other.
    public static Markup all(Collection<Markup> parts) {
        return new Markup(parts.stream().map(Markup::html).collect(Collectors.joining()));
    }
}
