package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource({"hand, hand", "., _", ".., _.", "..., _..", ".hidden, _hidden", "a/../b, a_.._b", "C:\\x, C:_x", "'', _"})
    void noNameLeadsElsewhereOrIsHidden(String name, String safe) {
        assertEquals(safe, FileName.safe(name));
    }

    @Test
    void nulAndLineFeedsAreNoPartOfAName() {
        assertEquals("a_b_c_", FileName.safe("a\0b\nc\u001b"));
        assertFalse(FileName.isPlain("a\0"));
    }

    @Test
    void aLongNameIsCutAndThoseThatDifferBehindTheCutStayDifferent() {
        String start = "ä".repeat(150);
        String one = FileName.safe(start + "1");
        String two = FileName.safe(start + "2");
        assertTrue(one.startsWith("ä".repeat(90)) && two.startsWith("ä".repeat(90)), one);
        assertNotEquals(one, two);
        assertEquals(one, FileName.safe(start + "1"));
        assertEquals("a".repeat(200), FileName.safe("a".repeat(200)));
    }

    @Property
    void everyNameIsMadePlainAndShort(@ForAll String name) {
        String safe = FileName.safe(name);
        assertTrue(FileName.isPlain(safe) && !safe.startsWith("."), safe);
        assertTrue(safe.getBytes(StandardCharsets.UTF_8).length <= 200, safe);
    }
}
