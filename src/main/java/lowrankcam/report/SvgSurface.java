package lowrankcam.report;

import java.util.Locale;
import lowrankcam.image.Surface;

/// Draws as SVG text: no scripts, no links, no fonts of its own.
final class SvgSurface implements Surface {

    private final StringBuilder body = new StringBuilder();
    private final int width;
    private final int height;

    SvgSurface(int width, int height) {
        this.width = width;
        this.height = height;
    }

    @Override
    public void line(double[] x, double[] y, int colour, double lineWidth) {
        body.append("<polyline fill=\"none\" stroke=\"").append(hex(colour)).append("\" stroke-width=\"")
                .append(number(lineWidth)).append("\" points=\"").append(points(x, y)).append("\"/>\n");
    }

    @Override
    public void area(double[] x, double[] y, int colour, double opacity) {
        body.append("<polygon fill=\"").append(hex(colour)).append("\" fill-opacity=\"").append(number(opacity))
                .append("\" points=\"").append(points(x, y)).append("\"/>\n");
    }

    @Override
    public void dot(double x, double y, double radius, int colour) {
        body.append("<circle cx=\"").append(number(x)).append("\" cy=\"").append(number(y)).append("\" r=\"")
                .append(number(radius)).append("\" fill=\"").append(hex(colour)).append("\"/>\n");
    }

    @Override
    public void text(double x, double y, String text, Anchor anchor, double size) {
        body.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y)).append("\" font-size=\"")
                .append(number(size)).append("\" text-anchor=\"").append(anchor.name().toLowerCase(Locale.ROOT))
                .append("\">").append(Html.escape(text)).append("</text>\n");
    }

    private static String points(double[] x, double[] y) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < x.length; i++) {
            points.append(i == 0 ? "" : " ").append(number(x[i])).append(',').append(number(y[i]));
        }
        return points.toString();
    }

    private static String hex(int colour) {
        return String.format(Locale.ROOT, "#%06x", colour);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }

    /// The picture as an element of a page, or as a file of its own.
    String element() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + ' ' + height + "\" width=\"" + width
                + "\" height=\"" + height + "\" font-family=\"sans-serif\" role=\"img\">\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n" + body + "</svg>\n";
    }
}
