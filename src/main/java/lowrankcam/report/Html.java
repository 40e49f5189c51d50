package lowrankcam.report;

import java.util.Base64;
import java.util.List;

/// One HTML page that needs nothing but itself: styles within, pictures as data URIs, no scripts.
final class Html {

    private static final String STYLE =
            """
            body { font: 15px/1.5 sans-serif; color: #222; max-width: 1160px; margin: 2em auto; padding: 0 1em; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; margin: 1em 0; font-size: 13px; line-height: 1.35; }
            th, td { padding: 3px 3.5px; border-bottom: 1px solid #ddd; text-align: right; vertical-align: top; }
            th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: #fff; }
            tr.subject td { font-weight: bold; }
            td small { color: #666; font-size: 11px; font-weight: normal; white-space: nowrap; }
            svg, img { max-width: 100%; height: auto; }
            figure { display: inline-block; margin: 0 8px 8px 0; }
            figcaption { font-size: 12px; max-width: 170px; }
            .note { color: #555; max-width: 60em; }
            code { background: #f4f4f4; padding: 0 3px; }
            """;

    private final StringBuilder body = new StringBuilder();
    private final String title;

    Html(String title) {
        this.title = title;
    }

    /// Text that stands for itself in an element or an attribute.
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    Html heading(String text) {
        body.append("<h2>").append(escape(text)).append("</h2>\n");
        return this;
    }

    Html paragraph(String text) {
        body.append("<p class=\"note\">").append(escape(text)).append("</p>\n");
        return this;
    }

    /// @param cells rows of cells that are escaped here; a blank and what follows a line feed in a cell is set small
    /// @param subject the row that the table is about, -1 for none
    Html table(List<String> head, List<List<String>> cells, int subject) {
        body.append("<div class=\"wide\"><table>\n<tr>");
        head.forEach(cell -> body.append("<th>").append(escape(cell)).append("</th>"));
        body.append("</tr>\n");
        for (int i = 0; i < cells.size(); i++) {
            body.append(i == subject ? "<tr class=\"subject\">" : "<tr>");
            for (String cell : cells.get(i)) {
                int split = cell.indexOf('\n');
                body.append("<td>").append(escape(split < 0 ? cell : cell.substring(0, split)));
                if (split >= 0) {
                    body.append("<br><small>").append(escape(cell.substring(split + 1)).replace(", n=", "<br>n=")).append("</small>");
                }
                body.append("</td>");
            }
            body.append("</tr>\n");
        }
        body.append("</table></div>\n");
        return this;
    }

    /// An element that is ready, such as a chart.
    Html element(String element) {
        body.append(element);
        return this;
    }

    Html picture(byte[] png, String caption) {
        body.append("<figure><img alt=\"").append(escape(caption)).append("\" src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(png)).append("\"><figcaption>").append(escape(caption))
                .append("</figcaption></figure>\n");
        return this;
    }

    @Override
    public String toString() {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + escape(title)
                + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<h1>" + escape(title) + "</h1>\n" + body
                + "</body>\n</html>\n";
    }
}
