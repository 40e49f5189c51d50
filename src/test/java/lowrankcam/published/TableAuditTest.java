package lowrankcam.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lowrankcam.format.FormatException;
import lowrankcam.metric.Adcc;
import lowrankcam.published.AuditReport.Finding;
import lowrankcam.published.AuditReport.Severity;
import lowrankcam.published.AuditReport.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableAuditTest {

    private static final Path FILE = Path.of("table.csv");
    private static final String HEADER = "method,AD,AIn,CH,CX,ADCC,time\n";

    private static AuditReport audit(String text) throws FormatException {
        return TableAudit.run(TableReader.parse(FILE, text), SampleSizes.any());
    }

    private static List<Finding> failures(AuditReport report) {
        return report.findings().stream().filter(f -> f.severity() == Severity.FAILURE).toList();
    }

    /// Each of the 13 rows: the printed ADCC to two decimals.
    @Test
    void everyRowOfThePapersTableGivesItsAdcc() throws IOException {
        AuditReport report = TableAudit.run(TableReader.paper(), SampleSizes.any());
        assertEquals(13, report.rows().size());
        for (int i = 0; i < 13; i++) {
            PublishedTable.Row row = report.table().rows().get(i);
            assertEquals(TableColumn.values().length - 1, row.cells().size(), row.method());
            String recomputed = two(report.rows().get(i).recomputed());
            assertEquals(row.cell(TableColumn.ADCC).orElseThrow().text(), recomputed, row.method());
        }
        assertEquals(74.2735, report.rows().get(1).recomputed(), 5e-5);
    }

    /// One contradiction; the rest is worth knowing and not wrong.
    @Test
    void thePapersTableContradictsItselfOnce() throws IOException {
        AuditReport report = TableAudit.run(TableReader.paper(), SampleSizes.any());
        assertEquals(List.of("equal-maps"), failures(report).stream().map(Finding::rule).toList());
        assertEquals(List.of("Grad-CAM", "XGrad-CAM"), failures(report).getFirst().methods());
        List<String> notes =
                report.findings().stream().filter(f -> f.severity() == Severity.NOTE).map(Finding::rule).toList();
        assertEquals(List.of("increase", "speed-up"), notes, report.findings().toString());
        assertEquals(
                List.of("Grad-CAM", "XGrad-CAM"),
                report.rows().stream().filter(r -> r.verdict() == Verdict.FAILED).map(AuditReport.RowAudit::method)
                        .toList());
        assertFalse(
                failures(TableAudit.run(TableReader.paper(), SampleSizes.exactly(16))).stream()
                        .anyMatch(f -> f.rule().equals("increase")));
    }

    @Test
    void aRowThatFitsIsOk() throws FormatException {
        AuditReport report = audit(HEADER + "Grad-CAM,6.51,50.00,82.57,43.13,74.27,0.5\n");
        assertFalse(report.failed(), report.findings().toString());
        assertEquals(Verdict.OK, report.rows().getFirst().verdict());
        assertEquals(74.2735, report.rows().getFirst().recomputed(), 5e-5);
        assertTrue(report.rows().getFirst().lowest() < 74.2735 && report.rows().getFirst().highest() > 74.2735);
    }

    /// The slack of the printed digits is about 0.006 here: 74.28 can still be, 74.30 cannot.
    @Test
    void roundingOfTheTermsIsAllowedForAndNoMore() throws FormatException {
        assertFalse(audit(HEADER + "A,6.51,,82.57,43.13,74.28,\n").failed());
        AuditReport report = audit(HEADER + "A,6.51,,82.57,43.13,74.30,\n");
        assertTrue(report.failed());
        assertEquals("adcc", failures(report).getFirst().rule());
        assertEquals(Verdict.FAILED, report.rows().getFirst().verdict());
    }

    @Test
    void fractionsAreRecognised() throws FormatException {
        AuditReport report = audit(HEADER + "A,0.0651,,0.8257,0.4313,0.7427,\nB,0.1,,0.8,0.5,0.9,\n");
        assertEquals(1, report.table().unit());
        assertEquals(Verdict.OK, report.rows().get(0).verdict());
        assertEquals(Verdict.FAILED, report.rows().get(1).verdict());
    }

    @Test
    void equalMapsWithUnequalDropsAreFound() throws FormatException {
        AuditReport report =
                audit(HEADER + "A,6.51,50.00,82.57,43.13,,\nB,5.51,50.00,82.57,43.13,,\nC,5.51,50.00,82.57,43.14,,\n");
        assertEquals(1, failures(report).size());
        Finding finding = failures(report).getFirst();
        assertEquals("equal-maps", finding.rule());
        assertEquals(List.of("A", "B"), finding.methods());
        assertTrue(finding.text().contains("6.51 and 5.51"), finding.text());
    }

    /// Other maps agree by chance in so few digits; the same digits as fractions are as few.
    @ParameterizedTest
    @ValueSource(strings = {
        "A,6.5,50.0,82.6,43.1,,\nB,5.5,50.0,82.6,43.1,,", "A,6.51,,82.57,43,,\nB,5.51,,82.57,43,,",
        "A,0.065,,0.826,0.431,,\nB,0.055,,0.826,0.431,,"})
    void equalMapsInFewDigitsAreOnlyNoted(String rows) throws FormatException {
        AuditReport report = audit(HEADER + rows + "\n");
        assertFalse(report.failed(), report.findings().toString());
        Finding note = report.findings().stream().filter(f -> f.rule().equals("equal-maps")).findFirst().orElseThrow();
        assertEquals(Severity.NOTE, note.severity());
        assertEquals(List.of("A", "B"), note.methods());
        assertTrue(audit(HEADER + "A,0.0651,,0.8257,0.4313,,\nB,0.0551,,0.8257,0.4313,,\n").failed());
    }

    @Test
    void theSmallestNumberOfImagesIsNamed() throws FormatException {
        AuditReport report = audit(HEADER + "A,,31.25,,,,\nB,,43.75,,,,\nC,,50.00,,,,\nD,,62.50,,,,\n");
        assertFalse(report.failed());
        assertTrue(report.findings().getFirst().text().contains("16 images"), report.findings().toString());
    }

    /// 31.25 = 5/16 is no multiple of 1/20 (31.25 would be 6.25 images); 50 is.
    @Test
    void anIncreaseThatNoImageCountGivesFails() throws FormatException {
        PublishedTable table = TableReader.parse(FILE, HEADER + "A,,31.25,,,,\nB,,50.00,,,,\n");
        AuditReport exactly = TableAudit.run(table, SampleSizes.exactly(20));
        assertEquals(List.of("A"), failures(exactly).getFirst().methods());
        assertFalse(TableAudit.run(table, SampleSizes.exactly(32)).failed());
        assertTrue(TableAudit.run(table, SampleSizes.upTo(15)).failed());
        assertFalse(TableAudit.run(table, SampleSizes.upTo(16)).failed());
    }

    /// A third prints as 33.33 and a fifth as 20.00; both need 15.
    @Test
    void roundedSharesCount() throws FormatException {
        PublishedTable table = TableReader.parse(FILE, HEADER + "A,,33.33,,,,\nB,,20.00,,,,\n");
        assertFalse(TableAudit.run(table, SampleSizes.exactly(15)).failed());
        AuditReport alone = TableAudit.run(table, SampleSizes.upTo(14));
        assertEquals("no single n up to 14 fits every printed AIn", failures(alone).getFirst().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A,-1,,50,50,,", "A,5,,100.6,50,,", "A,5,120,50,50,,", "A,5,,50,50,,-2"})
    void valuesOutOfRangeFail(String row) throws FormatException {
        AuditReport report = audit(HEADER + row + "\n");
        assertEquals("range", failures(report).getFirst().rule(), report.findings().toString());
    }

    /// CH 50 and CX 50 leave at most 3 / (2 + 2 + 1) = 60 whatever the drop.
    @Test
    void anUnknownTermLimitsWhatCanBe() throws FormatException {
        assertTrue(audit(HEADER + "A,,,50.00,50.00,60.10,\n").failed());
        AuditReport possible = audit(HEADER + "A,,,50.00,50.00,40.00,\n");
        assertEquals(Verdict.PARTIAL, possible.rows().getFirst().verdict());
        // 1/x = 3/0.4 - 2 - 2 = 3.5, x = 0.2857: AD near 71.43.
        String text = possible.findings().getFirst().text();
        assertTrue(text.matches("the other columns leave AD between 71\\.4\\d* and 71\\.4\\d*"), text);
        assertEquals(Verdict.UNCHECKED, audit(HEADER + "A,,,,50,70,\n").rows().getFirst().verdict());
    }

    /// Hide one term of a row made from three: what the others leave must contain it.
    @Property(tries = 200)
    void theImpliedRangeHoldsTheHiddenTerm(
            @ForAll @DoubleRange(min = 2, max = 98) double ad, @ForAll @DoubleRange(min = 2, max = 98) double ch,
            @ForAll @DoubleRange(min = 2, max = 98) double cx) throws FormatException {
        double adcc = 100 * Adcc.harmonic(ch / 100, cx / 100, ad / 100);
        double[] terms = {ad, ch, cx};
        for (int hidden = 0; hidden < 3; hidden++) {
            String row =
                    String.join(
                            ",", "A", hidden == 0 ? "" : two(ad), "", hidden == 1 ? "" : two(ch),
                            hidden == 2 ? "" : two(cx), two(adcc), "\n");
            AuditReport report = audit(HEADER + row);
            assertFalse(report.failed(), row + report.findings());
            String[] words = report.findings().getFirst().text().split(" ");
            double from = Double.parseDouble(words[words.length - 3]);
            double to = Double.parseDouble(words[words.length - 1]);
            assertTrue(from <= terms[hidden] + 1e-4 && to >= terms[hidden] - 1e-4, row + report.findings());
        }
    }

    @Test
    void speedUpsAreHeldAgainstTheTimes() throws FormatException {
        String rows = HEADER + "Fast,,,,,,1.392\nSlow,,,,,,6.591\n";
        AuditReport right = audit("# speed-up: Fast over Slow 4.73\n" + rows);
        assertFalse(right.failed());
        assertTrue(right.findings().getFirst().text().contains("4.7349"), right.findings().toString());
        AuditReport wrong = audit("# speed-up: Fast over Slow 4.8\n" + rows);
        assertEquals("speed-up", failures(wrong).getFirst().rule());
        assertFalse(audit("# speed-up: Fast over Other 4.8\n" + rows).failed(), "nothing to hold it against");
        assertThrows(IllegalArgumentException.class, () -> TableReader.claim("Fast over Slow"));
        assertEquals("Fast", TableReader.claim("Fast over Slow 4.73x").faster());
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
