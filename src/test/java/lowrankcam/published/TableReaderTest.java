package lowrankcam.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lowrankcam.format.FormatException;
import lowrankcam.format.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableReaderTest {

    private static final Path FILE = Path.of("table.md");

    @Test
    void csvWithCommentsMarksAndUnknownNumbers() throws FormatException {
        PublishedTable table =
                TableReader.parse(
                        FILE,
                        "# source: somewhere\n# speed-up: B over A 2.5\nMethod,Note,Avg. Drop (%),ADCC,Time (s)\n"
                                + "A,old,6.5 %,**74.27**,-\n\n\"B, new\",n/a,—,,1\n");
        assertEquals("somewhere", table.source());
        assertEquals(List.of("A", "B, new"), table.rows().stream().map(PublishedTable.Row::method).toList());
        assertEquals(List.of(4, 6), table.rows().stream().map(PublishedTable.Row::line).toList());
        assertEquals(
                Optional.of(new PublishedTable.Cell("74.27", 74.27, 2)), table.rows().get(0).cell(TableColumn.ADCC));
        assertEquals(0.05, table.rows().get(0).cell(TableColumn.AD).orElseThrow().slack(), 1e-15);
        assertEquals(Optional.empty(), table.rows().get(0).cell(TableColumn.TIME));
        assertEquals(Optional.empty(), table.rows().get(1).cell(TableColumn.AD));
        assertEquals(0.5, table.rows().get(1).cell(TableColumn.TIME).orElseThrow().slack());
        assertEquals(2.5, table.claims().getFirst().factor().value());
    }

    @Test
    void aPipeTableAmongText() throws FormatException {
        PublishedTable table =
                TableReader.parse(
                        FILE,
                        "# Results\n\nText | with a pipe.\n\n| Method | AD ↓ | **CH** ↑ | CX (%) | ADCC |\n"
                                + "|:--|---:|--:|--:|:-:|\n| **LowRank** \\| CAM | 1.0 | 2.00 | 3 | 4 |\n"
                                + "|B|–| 2.5 |||\n\nMore | text\n");
        assertEquals(List.of("LowRank | CAM", "B"), table.rows().stream().map(PublishedTable.Row::method).toList());
        assertEquals(7, table.rows().get(0).line());
        assertEquals(2, table.rows().get(0).cell(TableColumn.CH).orElseThrow().decimals());
        assertEquals(1, table.rows().get(1).cells().size());
        assertEquals(FILE.toString(), table.source());
    }

    @Test
    void aPipeTableWithoutOuterPipes() throws FormatException {
        PublishedTable table = TableReader.parse(FILE, "method | AD | time\n--- | --- | ---\nA | 1 | 2\n");
        assertEquals(2, table.rows().getFirst().cell(TableColumn.TIME).orElseThrow().value());
    }

    /// The same row as CSV of a German spreadsheet, as tab-separated text, as LaTeX and as CSV.
    @ParameterizedTest
    @ValueSource(strings = {
        "Method;AD;AIn;ADCC;Time\r\nCAM;6,89;31,25;75,30;0,446\r\n",
        "Method\tAD\tAIn\tADCC\tTime\nCAM\t6.89%\t31.25\t75.30\t0.446s\n",
        "\\toprule\nMethod & AD (\\%) $\\downarrow$ & AIn & \\textbf{ADCC} & Time \\\\ \\midrule\n"
                + "CAM & 6.89 & 31.25 & \\textbf{75.30} & 0.446 \\\\\n\\bottomrule\n",
        "Method & AD & AIn & ADCC & Time \\\\\n"
                + "CAM & $6.89 \\pm 4$ & 31.25$\\pm$12.5 & $\\mathbf{75.30}_{\\pm 1.2}$ & $0.446\\pm0.1$ \\\\\n",
        "method,AD,AIn,ADCC,time\nCAM,6.89 ± 1.2,31.25 (12.5 to 50.0),75.30,0.446\n"})
    void oneRowInEveryForm(String text) throws FormatException {
        PublishedTable.Row row = TableReader.parse(FILE, text).rows().getFirst();
        assertEquals("CAM", row.method());
        assertEquals(
                List.of("6.89", "31.25", "75.30", "0.446"),
                List.of(TableColumn.AD, TableColumn.AIN, TableColumn.ADCC, TableColumn.TIME).stream()
                        .map(column -> row.cell(column).orElseThrow().text()).toList());
    }

    @Test
    void allDigitsOfADoubleAreANumberWithTheSlackOfItsArithmetic() throws FormatException {
        PublishedTable.Row row =
                TableReader.parse(FILE, "method,AD,CH\nA,0.13697358358862624,1.5E-4\n").rows().getFirst();
        assertEquals(0.13697358358862624, row.cell(TableColumn.AD).orElseThrow().value());
        assertEquals(1e-12, row.cell(TableColumn.AD).orElseThrow().slack());
        assertEquals(5e-6, row.cell(TableColumn.CH).orElseThrow().slack(), 1e-18);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "method,AD@A,six;line 2, column 3;a number for AD",
        "method,AD@A,1,2;line 2, column 5;2 fields",
        "method,AD@A;line 2, column 1;2 fields",
        "method,AD@,1;line 2, column 1;the name of a method",
        "method,AD,ad@A,1,2;line 1, column 11;every column once",
        "name,AD@A,1;line 1, column 1;a header with method",
        "method,colour@A,red;line 1, column 1;a header with method",
        "method,AD;line 1, column 1;rows below the header",
        "A & 1 \\\\@;line 1, column 1;a header with method",
        "method & AD \\\\@A & six \\\\;line 2, column 5;a number for AD",
        "method,AD@A,1e400;line 2, column 3;a number for AD",
        "| method | AD |@|---|---|@| A | six |;line 3, column 7;a number for AD",
        "| method | AD |@|---|---|@| A | 1 | 2 |;line 3, column 11;2 fields"})
    void mistakesAreNamedWithLineAndColumn(String text, String place, String expected) {
        FormatException e =
                assertThrows(FormatException.class, () -> TableReader.parse(FILE, text.replace('@', '\n')));
        assertEquals(place, e.item());
        assertTrue(e.expected().contains(expected), e.getMessage());
    }

    @Test
    void anEmptyFileAndAMissingOneAreRefused() {
        assertThrows(FormatException.class, () -> TableReader.parse(FILE, "# nothing\n"));
        assertThrows(FormatException.class, () -> TableReader.read(Path.of("no", "such.csv")));
    }

    /// Each would take hours, or all of the stack, with a pattern that tries every way to match.
    @ParameterizedTest
    @ValueSource(
            strings = {"|-", "a & ", "a & \\\\ ", "(", "[", "1(", "1±", "\\", "{", "\\pm", "1,", "a over ", "# speed-up: a over b ", " ", "-", "'"})
    void longLinesOfAnythingAreDoneAtOnce(String piece) {
        String line = piece.repeat(300_000 / piece.length());
        for (String text : List.of(line, "a | b\n" + line, "method,AD\n" + line, "method;AD\n" + line, "method & AD \\\\\n" + line,
                "method,AD\na," + line, "method," + line + "\na,1", "# speed-up: " + line, "method & AD \\\\\na &" + line + "\\\\")) {
            try {
                assertEquals(1, TableReader.parse(FILE, text).rows().size());
            } catch (FormatException e) {
                assertTrue(e.getMessage().length() < 1000, e.getMessage());
            }
        }
    }

    @Test
    void aWrongClaimInAFileIsBadInputWithItsLine() {
        for (String claim : List.of("A over B", "A over B fast", "over B 4.7", "A over B 1." + "7".repeat(40), "A over  4.7", "")) {
            FormatException e = assertThrows(
                    FormatException.class, () -> TableReader.parse(FILE, "method,AD\n# speed-up: " + claim + "\nA,1\n"));
            assertTrue(e.getMessage().contains("line 2, column 1: expected a speed-up 'FASTER over SLOWER 4.73'"), e.getMessage());
            assertThrows(UsageException.class, () -> TableReader.claim(claim));
        }
        assertEquals(
                new PublishedTable.Claim("A over b", "C", new PublishedTable.Cell("4.7", 4.7, 1)).slower(),
                TableReader.claim("A over C 4.7x").slower());
    }

    @Test
    void aTableOfThousandsOfRowsIsNone() {
        FormatException e = assertThrows(
                FormatException.class, () -> TableReader.parse(FILE, "method,AD\n" + "A,1\n".repeat(5000)));
        assertTrue(e.getMessage().endsWith("table: expected at most 300 rows, found 5001"), e.getMessage());
    }
}
