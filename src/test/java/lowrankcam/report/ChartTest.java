package lowrankcam.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What is drawn, in numbers.
class ChartTest {

    private static final double NONE = Double.NaN;

    private static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void marksAreRoundNumbersAroundTheValues() {
        Scale scale = Scale.around(new double[] {0.83, NONE, 0.457}, 100, 0);
        assertArrayEquals(
                new double[] {0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85}, scale.marks(), 1e-12);
        assertEquals("0.50", scale.label(0.5));
        assertEquals(100, scale.at(0.45), 1e-9);
        assertEquals(0, scale.at(0.85), 1e-9);
        assertArrayEquals(new double[] {0, 10, 20, 30, 40, 50}, Scale.around(new double[] {5, 45}, 0, 1).marks(), 1e-9);
        assertEquals("0", Scale.around(new double[] {-100, 100}, 0, 1).label(0));
        assertTrue(Scale.around(new double[] {3, 3}, 0, 1).marks().length > 1, "a single value has an axis too");
        assertTrue(Scale.around(new double[] {NONE}, 0, 1).marks().length > 1);
    }

    @Test
    void aChartIsXmlWithAPointForEveryDefinedValue() throws Exception {
        LineChart chart =
                new LineChart(
                        "rank r", "mean", new double[] {5, 10, 15},
                        List.of(new LineChart.Line(
                                "a < b & c", new double[] {0.1, NONE, 0.3}, new double[] {0, NONE, 0.2},
                                new double[] {0.2, NONE, 0.4})),
                        10);
        Document document = xml(chart.svg());
        assertEquals(2, document.getElementsByTagName("circle").getLength());
        assertEquals(1, document.getElementsByTagName("polygon").getLength());
        NodeList texts = document.getElementsByTagName("text");
        boolean found = false;
        for (int i = 0; i < texts.getLength(); i++) {
            found |= texts.item(i).getTextContent().equals("a < b & c");
        }
        assertTrue(found, "the legend is escaped");
    }

    @Test
    void undefinedRowsSaySo() throws Exception {
        IntervalChart chart =
                new IntervalChart(
                        "CH", List.of(
                                new IntervalChart.Row("x", 2, 1, 3, IntervalChart.Mark.SUBJECT),
                                new IntervalChart.Row("y", NONE, NONE, NONE, IntervalChart.Mark.PLAIN)));
        Document document = xml(chart.svg());
        assertEquals(1, document.getElementsByTagName("circle").getLength());
        assertEquals(
                "#d55e00", ((Element) document.getElementsByTagName("circle").item(0)).getAttribute("fill"));
        assertTrue(chart.svg().contains("undefined"));
    }

    /// A file is black on white; a page has colours of its own, which change at night.
    @Test
    void inAPageAChartHasThePagesColours() throws Exception {
        IntervalChart chart =
                new IntervalChart("A < B", List.of(new IntervalChart.Row("x", 2, 1, 3, IntervalChart.Mark.SUBJECT)));
        String page = chart.markup().html();
        Element svg = (Element) xml(page).getElementsByTagName("svg").item(0);
        assertEquals("A < B", svg.getAttribute("aria-label"));
        assertEquals("currentColor", svg.getAttribute("fill"));
        assertFalse(page.contains("#"), "no colour of its own: " + page);
        assertTrue(page.contains("fill=\"var(--plot-2)\"") && page.contains("stroke=\"var(--line)\""), page);
        assertTrue(chart.svg().contains("fill=\"#ffffff\"") && !chart.svg().contains("var("), chart.svg());
    }

    @Test
    void markdownCellsStayInTheirRow() {
        String text = new Markdown().table(List.of("a", "b"), List.of(List.of("x|y", "1\n2 to 3"))).toString();
        assertEquals("| a | b |\n|---|---|\n| x\\|y | 1 (2 to 3) |\n", text);
    }
}
