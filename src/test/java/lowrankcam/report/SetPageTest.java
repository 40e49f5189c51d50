package lowrankcam.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetPageTest {

    @TempDir private Path folder;

    private String html(SetPage page) throws IOException {
        Path file = folder.resolve("page.html");
        page.write(file);
        return Files.readString(file);
    }

    @Test
    void whatCameOutStandsFirstAndNamesStayText() throws IOException {
        Path png = folder.resolve("a.png");
        Files.write(png, new byte[] {1, 2, 3});
        SetPage page =
                new SetPage("kind", "a <b>").heading("h & i").words("<script>x</script>")
                        .table("t", List.of("m", "v", "w"), List.of(List.of("<i>*a*", "1.00\n0.5 to <1.5", "yes")), 0)
                        .pictures(List.of(SetPage.figure(png, "cam \"x\"", "cam"))).verdict("All is **well**.");
        String html = html(page);
        assertFalse(html.contains("<script>x") || html.contains("<i>"), html);
        assertTrue(html.indexOf("All is <strong>well</strong>.") < html.indexOf("h &amp; i"), html);
        assertTrue(html.contains("<a href=\"#part-1\">h &amp; i</a>") && html.contains("<h2 id=\"part-1\">h &amp; i</h2>"), html);
        assertTrue(html.contains("<caption>t</caption>"), html);
        assertTrue(html.contains("<th scope=\"col\">v</th><th scope=\"col\" class=\"text\">w</th>"), html);
        assertTrue(
                html.contains("<tr class=\"subject\"><th scope=\"row\"><bdi>&lt;i&gt;*a*</bdi></th><td>1.00"
                        + "<small>0.5 to &lt;1.5</small></td><td class=\"text\">yes</td></tr>"), html);
        assertTrue(html.contains("src=\"data:image/png;base64,AQID\" alt=\"cam &quot;x&quot;\""), html);
    }

    @Test
    void twoDocumentsSayTheSame() throws IOException {
        Markdown markdown = new Markdown();
        SetPage page = new SetPage("kind", "title");
        Document.both(markdown, page).heading("One").paragraph("It **holds**, see `claims.csv`: *so*.").code("a < b").item("x_y")
                .table("rows", List.of("claim", "verdict"), List.of(List.of("A > B", "**holds**")));
        assertEquals(
                "## One\n\nIt **holds**, see `claims.csv`: *so*.\n\n```\na < b\n```\n\n- x_y\n\n| claim | verdict |\n|---|---|\n"
                        + "| A > B | **holds** |\n", markdown.toString());
        String html = html(page);
        assertTrue(html.contains("<p>It <strong>holds</strong>, see <code>claims.csv</code>: <em>so</em>.</p>"), html);
        assertTrue(html.contains("<pre><code>a &lt; b</code></pre>") && html.contains("<li>x_y</li>"), html);
        assertTrue(html.contains("<th scope=\"row\">A &gt; B</th><td class=\"text\"><strong>holds</strong></td>"), html);
    }
}
