package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    private static final Path FILE = Path.of("table.csv");

    private static List<List<String>> texts(String text) throws FormatException {
        return Csv.parse(FILE, text).stream()
                .map(row -> row.fields().stream().map(Csv.Field::text).toList()).toList();
    }

    @Test
    void plainAndQuotedFields() throws FormatException {
        assertEquals(
                List.of(List.of("a", "b c", ""), List.of("x,y", "say \"so\"", " kept ")),
                texts("a, b c ,\n\"x,y\",\"say \"\"so\"\"\",\" kept \"\n"));
    }

    @Test
    void anyLineEndByteOrderMarkAndEmptyLines() throws FormatException {
        List<List<String>> expected = List.of(List.of("a", "b"), List.of("c", "d"));
        assertEquals(expected, texts("\uFEFFa,b\r\nc,d"));
        assertEquals(expected, texts("a,b\r\rc,d\r"));
        assertEquals(expected, texts("\n\na,b\n   \nc,d\n\n"));
        assertEquals(List.of(), texts(""));
    }

    @Test
    void fieldsKnowTheirPlace() throws FormatException {
        List<Csv.Row> rows = Csv.parse(FILE, "a,\"two\nlines\", b\n\ncc,d");
        assertEquals(new Csv.Field(1, 3, "two\nlines"), rows.get(0).fields().get(1));
        assertEquals(new Csv.Field(2, 9, "b"), rows.get(0).fields().get(2));
        assertEquals(4, rows.get(1).line());
        assertEquals(new Csv.Field(4, 4, "d"), rows.get(1).fields().get(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "a,b\"c\"|line 1, column 4|a quote inside it",
        "\"a\" b,c|line 1, column 5|'b'",
        "a,\"open|line 1, column 3|the end of the file"})
    void quotesOutOfPlaceAreNamed(String text, String place, String found) {
        FormatException e = assertThrows(FormatException.class, () -> Csv.parse(FILE, text));
        assertEquals(place, e.item());
        assertTrue(e.getMessage().contains(found.replace("'", "")), e.getMessage());
    }

    @Test
    void aMissingFileIsAFormatError() {
        assertThrows(FormatException.class, () -> Csv.read(Path.of("no", "such.csv")));
    }

    @Property(tries = 300)
    void whatIsWrittenIsRead(
            @ForAll @Size(min = 2, max = 5) List<@Chars({'a', ',', '"', '\n', ' ', 'é'}) String> fields)
            throws FormatException {
        String line = String.join(",", fields.stream().map(Csv::field).toList());
        assertEquals(List.of(fields), texts(line + "\n"));
    }

    /// Whatever begins so is a formula to a spreadsheet, unless it is a number.
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+cmd|'/C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "'=1", "''-x", "=5", "+", "-1e", "- 5"})
    void formulasAreWrittenAsTextAndReadBack(String text) throws FormatException {
        String field = Csv.field(text);
        String content = field.startsWith("\"") ? field.substring(1) : field;
        assertTrue(content.startsWith("'"), field);
        assertEquals(List.of(List.of("a", text, "b")), texts("a," + field + ",b\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-3", "-0.25", "+1", "-1.5E-7", "-2e10", "plain", "'quoted'", "a=b", "'", "1-2"})
    void numbersAndOtherTextsAreWrittenAsTheyAre(String text) throws FormatException {
        assertEquals(text, Csv.field(text));
        assertEquals(List.of(List.of(text)), texts(text + "\n"));
    }
}
