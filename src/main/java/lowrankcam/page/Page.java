package lowrankcam.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import lowrankcam.format.AtomicFile;
import tools.jackson.databind.JsonNode;

/// One HTML file that asks for nothing: style, scripts, data and pictures are within, and its content-security policy allows
/// no others; only a page of a server may [#allow] it to talk to that server.
///
/// The policy names the style and each script by its SHA-256, so that a text which became markup by mistake could neither run
/// nor load anything. Data lie in blocks that browsers do not run.
public final class Page {

    private final String title;
    private final Markup body;
    private final List<Markup> data = new ArrayList<>();
    private final List<Asset> styles = new ArrayList<>(List.of(Asset.of("page.css")));
    private final List<Asset> scripts = new ArrayList<>();
    private String allowed = "";

    /// @param title of the window
    /// @param body  with an element `content` that the skip link leads to
    public Page(String title, Markup body) {
        this.title = title;
        this.body = body;
    }

    /// Adds a style to the one that all pages share.
    ///
    /// @param name of a file among the resources of pages
    public Page style(String name) {
        styles.add(Asset.of(name));
        return this;
    }

    /// Adds scripts, each in an element of its own; they run in this order when the page has been read.
    ///
    /// @param names of files among the resources of pages
    public Page scripts(List<String> names) {
        names.forEach(name -> scripts.add(Asset.of(name)));
        return this;
    }

    /// Adds data that scripts find by the name.
    public Page data(String id, JsonNode json) {
        // Within a string of JSON these are the same characters; outside of one they do not occur.
        String safe = json.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
        data.add(new Markup(safe).in("script type=\"application/json\" id=\"" + id + "\""));
        return this;
    }

    /// Allows what a page of a server needs beyond itself.
    ///
    /// @param directives of a content-security policy: `connect-src 'self'`
    public Page allow(String directives) {
        allowed += "; " + directives;
        return this;
    }

    /// The content-security policy, as the page states it and as a server may state it again.
    public String policy() {
        return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src " + policy(styles)
                + "; script-src " + policy(scripts) + allowed;
    }

    /// The whole page.
    public String html() {
        return Template.of("page.html")
                // Made of base64 and quotes: nothing in it ends the attribute.
                .with("policy", new Markup(policy()))
                .with("title", title)
                .with("styles", elements("style", styles))
                .with("body", body)
                .with("data", Markup.all(data))
                .with("scripts", elements("script", scripts))
                .filled()
                .html();
    }

    private static String policy(List<Asset> assets) {
        return assets.isEmpty() ? "'none'" : assets.stream().map(Asset::policy).collect(Collectors.joining(" "));
    }

    private static Markup elements(String tag, List<Asset> assets) {
        return Markup.all(assets.stream().map(asset -> asset.in(tag)).toList());
    }

    /// Writes the page, whole or not at all.
    public void write(Path file) throws IOException {
        AtomicFile.write(file, html());
    }
}
