package lowrankcam.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {

    @Test
    void fieldsComeBackAsTheyWere() {
        List<String> awkward = List.of("a,b", "say \"x\"", "two\nlines", "", "plain", " blank ");
        String text = new CsvText().row(awkward).row("1", "").toString();
        assertEquals(List.of(awkward, List.of("1", "")), CsvText.parse(text));
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

    @Test
    void anOpenQuoteIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> CsvText.parse("a,\"b\n"));
    }

    @Test
    void theLastLineNeedsNoLineFeed() {
        assertEquals(List.of(List.of("a", "b"), List.of("c")), CsvText.parse("a,b\nc"));
    }
}
