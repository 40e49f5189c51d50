package lowrankcam.serve;

import java.util.List;
import lowrankcam.format.Json;
import lowrankcam.image.Caution;
import lowrankcam.page.Page;
import lowrankcam.page.Template;

/// The page that images are dropped into.
final class DropPage {

    private DropPage() {}

    static Page of(Limits limits) {
        return new Page(
                        "LowRank-CAM: drop images",
                        Template.of("serve.html")
                                .with("caution", Caution.TEXT)
                                .with("megabytes", String.valueOf(limits.upload() >> 20))
                                .with("megapixels", String.valueOf(Limits.MOST_PIXELS / 1_000_000))
                                .with("keep", String.valueOf(limits.keep()))
                                .filled())
                .style("serve.css")
                .scripts(List.of("dom.js", "serve.js"))
                .data("limits", Json.object().put("upload", limits.upload()))
                .allow("connect-src 'self'")
                .allow("frame-src 'self'");
    }
}
