package lowrankcam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.Csv;
import org.junit.jupiter.api.Test;

class CsvTextTest {

    @Test
    void fieldsComeBackAsTheyWere() throws Exception {
        List<String> awkward = List.of("a,b", "say \"x\"", "two\nlines", "", "plain", " blank ");
        String text = new CsvText().row(awkward).row("1", "").toString();
        List<List<String>> rows =
                Csv.parse(Path.of("x.csv"), text).stream()
                        .map(row -> row.fields().stream().map(Csv.Field::text).toList()).toList();
        assertEquals(List.of(awkward, List.of("1", "")), rows);
        assertEquals("\"a,b\",\"say \"\"x\"\"\"", text.substring(0, 17));
    }

    @Test
    void numbersKeepAllTheirDigitsAndUndefinedIsEmpty() {
        assertEquals("0.1", CsvText.number(0.1));
        assertEquals("3", CsvText.number(3.0));
        assertEquals("", CsvText.number(Double.NaN));
        assertEquals(Math.PI, Double.parseDouble(CsvText.number(Math.PI)));
        assertEquals(1e300, Double.parseDouble(CsvText.number(1e300)));
    }
}
