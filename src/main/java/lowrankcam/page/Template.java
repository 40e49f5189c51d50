package lowrankcam.page;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// HTML with places such as `{{title}}` that are filled in. Every place is filled and every value has a place.
public final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

    private final Asset asset;
    private final Map<String, Markup> values = new LinkedHashMap<>();

    private Template(Asset asset) {
        this.asset = asset;
    }

    /// @param name of a file among the resources of pages
    public static Template of(String name) {
        return new Template(Asset.of(name));
    }

    /// Fills a place with a text.
    public Template with(String place, String text) {
        return with(place, Markup.text(text));
    }

    public Template with(String place, Markup markup) {
        values.put(place, markup);
        return this;
    }

    /// @throws IllegalStateException if a place has no value, or a value no place
    public Markup filled() {
        StringBuilder html = new StringBuilder();
        Set<String> unused = new LinkedHashSet<>(values.keySet());
        Matcher place = PLACE.matcher(asset.text());
        while (place.find()) {
            Markup value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalStateException(asset.name() + ": nothing for " + place.group());
            }
            unused.remove(place.group(1));
            place.appendReplacement(html, Matcher.quoteReplacement(value.html()));
        }
        if (!unused.isEmpty()) {
            throw new IllegalStateException(asset.name() + ": no place for " + unused);
        }
        return new Markup(place.appendTail(html).toString());
    }
}
