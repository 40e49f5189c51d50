package lowrankcam.report;

import java.util.Locale;
import lowrankcam.image.Surface;
import lowrankcam.page.Markup;

/// Draws as SVG text: no scripts, no links, no fonts of its own.
final class SvgSurface implements Surface {

    private final StringBuilder body = new StringBuilder();
    private final int width;
    private final int height;
    private final boolean inPage;

    private SvgSurface(int width, int height, boolean inPage) {
        this.width = width;
        this.height = height;
        this.inPage = inPage;
    }

    /// A file of its own, black on white.
    static SvgSurface ofFile(int width, int height) {
        return new SvgSurface(width, height, false);
    }

    /// Part of a page, in the colours that the page has by day and by night.
    static SvgSurface ofPage(int width, int height) {
        return new SvgSurface(width, height, true);
    }

    @Override
    public void line(double[] x, double[] y, int colour, double lineWidth) {
        body.append("<polyline fill=\"none\" stroke=\"").append(colour(colour)).append("\" stroke-width=\"")
                .append(number(lineWidth)).append("\" points=\"").append(points(x, y)).append("\"/>\n");
    }

    @Override
    public void area(double[] x, double[] y, int colour, double opacity) {
        body.append("<polygon fill=\"").append(colour(colour)).append("\" fill-opacity=\"").append(number(opacity))
                .append("\" points=\"").append(points(x, y)).append("\"/>\n");
    }

    @Override
    public void dot(double x, double y, double radius, int colour) {
        body.append("<circle cx=\"").append(number(x)).append("\" cy=\"").append(number(y)).append("\" r=\"")
                .append(number(radius)).append("\" fill=\"").append(colour(colour)).append("\"/>\n");
    }

    @Override
    public void text(double x, double y, String text, Anchor anchor, double size) {
        body.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y)).append("\" font-size=\"")
                .append(number(size)).append("\" text-anchor=\"").append(anchor.name().toLowerCase(Locale.ROOT))
                .append("\">").append(Markup.text(text).html()).append("</text>\n");
    }

    private static String points(double[] x, double[] y) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            points.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
        }
        return points.toString();
    }

    private String colour(int colour) {
        return inPage ? "var(--" + Palette.variable(colour) + ")" : String.format(Locale.ROOT, "#%06x", colour);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }

    /// The picture as an element.
    ///
    /// @param words what it shows
    String element(String words) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + ' ' + height + "\" width=\"" + width
                + "\" height=\"" + height + "\" font-family=\"sans-serif\" role=\"img\" aria-label=\"" + Markup.text(words).html()
                + (inPage ? "\" fill=\"currentColor\">\n" : "\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n")
                + body + "</svg>\n";
    }
}
