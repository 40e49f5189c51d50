package lowrankcam.report;

import lowrankcam.image.Surface;
import lowrankcam.page.Markup;

/// Something that is drawn once and shown as a file, in pixels, or in a page.
sealed interface Chart permits IntervalChart, LineChart {

    int width();

    int height();

    /// What is shown, for those who do not see it.
    String words();

    void draw(Surface surface);

    /// A file of its own.
    default String svg() {
        SvgSurface surface = SvgSurface.ofFile(width(), height());
        draw(surface);
        return surface.element(words());
    }

    /// In a page, whose colours it takes; in a box that scrolls sideways where it is wider than the page.
    default Markup markup() {
        SvgSurface surface = SvgSurface.ofPage(width(), height());
        draw(surface);
        return new Markup(surface.element(words()))
                .in("div class=\"wide chart\" tabindex=\"0\" role=\"region\" aria-label=\"" + Markup.text(words()).html() + "\"");
    }
}
