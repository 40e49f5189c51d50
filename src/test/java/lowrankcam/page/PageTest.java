package lowrankcam.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lowrankcam.format.Json;
import org.junit.jupiter.api.Test;

/// A page stands for itself, and text stays text.
class PageTest {

    private static final String HOSTILE = "<img src=x onerror='alert(1)'>\"&{{title}}\u202Egnp.txt";

    @Test
    void textIsEscapedAndNothingTurnsItsOrder() {
        assertEquals(
                "&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&quot;&amp;{{title}}\\u202Egnp.txt", Markup.text(HOSTILE).html());
        assertEquals("<bdi>a</bdi>", Markup.name("a").html());
        assertEquals("<td class=\"x\">1 &lt; 2</td>", Markup.text("1 < 2").in("td class=\"x\"").html());
    }

    /// Whatever is in the data, the block ends where it should, and the characters are there when it is read.
    @Test
    void dataDoNotEndTheirBlock() {
        String data = "</script><script>alert(1)</script><!--";
        String html = new Page("t", Markup.NOTHING).data("d", Json.object().put("name", data)).html();
        assertFalse(html.contains("alert(1)<"), html);
        Matcher block = Pattern.compile("id=\"d\">(.*?)</script>", Pattern.DOTALL).matcher(html);
        assertTrue(block.find());
        assertEquals(data, Json.value(block.group(1)).orElseThrow().get("name").asString());
    }

    @Test
    void thePolicyNamesEveryScriptAndStyleAndAllowsNoOthers() throws Exception {
        String html = new Page("t", Markup.NOTHING).scripts(List.of("tables.js")).html();
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(html);
        assertTrue(policy.find());
        assertTrue(policy.group(1).startsWith("default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:;"));
        assertFalse(policy.group(1).contains("unsafe"));
        Matcher element = Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL).matcher(html);
        int seen = 0;
        while (element.find()) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(element.group(2).getBytes(StandardCharsets.UTF_8));
            String source = "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
            assertTrue(policy.group(1).contains(element.group(1) + "-src " + source), source);
            seen++;
        }
        assertEquals(2, seen);
    }

    @Test
    void aTitleStaysText() {
        assertTrue(new Page(HOSTILE, Markup.NOTHING).html().contains("<title>&lt;img src=x onerror"));
    }

    @Test
    void templatesMissNoValueAndNoPlace() {
        assertThrows(IllegalStateException.class, () -> Template.of("page.html").with("title", "t").filled());
        assertThrows(IllegalArgumentException.class, () -> Template.of("none.html"));
    }

    @Test
    void tablesSayWhatTheirHeadsAreHeadsOf() {
        String html =
                new Table("Scores", List.of("class", "score")).sortable()
                        .row(List.of(Markup.text("a<b"), Markup.text("0.5"))).markup().html();
        assertTrue(html.contains("<caption>Scores</caption>"), html);
        assertTrue(html.contains("<th scope=\"col\">score</th>"), html);
        assertTrue(html.contains("<th scope=\"row\">a&lt;b</th><td>0.5</td>"), html);
        assertTrue(html.contains("<table class=\"sortable\">"), html);
    }
}
