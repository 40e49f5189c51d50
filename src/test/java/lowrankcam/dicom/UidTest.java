package lowrankcam.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UidTest {

    @Test
    void followsFromTextsAsPythonsUuidDoes() throws IOException {
        JsonNode uids = Json.read(Goldens.file("dicom-out/uids.json")).path("uids");
        assertEquals(4, uids.size());
        for (JsonNode one : uids) {
            String[] texts = new String[one.path("texts").size()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = one.path("texts").path(i).asString();
            }
            assertEquals(one.path("uid").asString(), Uid.of(texts));
        }
    }

    @Test
    void tellsWhereOneTextEndsAndTheNextBegins() {
        assertNotEquals(Uid.of("ab", "c"), Uid.of("a", "bc"));
    }

    @Test
    void isAUuidOfVersionEightInDecimalWhateverTheHash() {
        for (String hash : new String[] {"0".repeat(64), "f".repeat(64)}) {
            String uid = Uid.ofHash(hash);
            BigInteger number = new BigInteger(uid.substring("2.25.".length()));
            assertTrue(uid.startsWith("2.25.") && uid.length() <= 64 && Uid.isValid(uid));
            assertEquals(8, number.shiftRight(76).intValue() & 15);
            assertEquals(2, number.shiftRight(62).intValue() & 3);
        }
    }

    @Test
    void takesNumbersWithDotsBetweenAndNothingElse() {
        assertTrue(Uid.isValid("1.2.840.10008.1.2"));
        for (String bad : new String[] {"", "1", "1.", ".1", "1..2", "1.a", "1.2\n", "1." + "2".repeat(63)}) {
            assertFalse(Uid.isValid(bad), bad);
        }
    }
}
