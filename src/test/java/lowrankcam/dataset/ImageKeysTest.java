package lowrankcam.dataset;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.FormatException;
import org.junit.jupiter.api.Test;

class ImageKeysTest {

    private static String refusal(String... keys) {
        return assertThrows(FormatException.class, () -> ImageKeys.check(Path.of("data"), List.of(keys))).getMessage();
    }

    @Test
    void refusesANameThatOccursTwice() {
        assertTrue(refusal("a", "b", "a").endsWith("expected every name once, found 'a' again"));
    }

    @Test
    void refusesANameWithBytesThatAreNoCharacters() {
        assertTrue(refusal("a", "h\uFFFDnd.png").endsWith("found 'h\uFFFDnd.png' with bytes that are none"));
    }

    @Test
    void acceptsEveryOtherName() {
        assertDoesNotThrow(() -> ImageKeys.check(Path.of("data"), List.of("a", "A", "händ.png", "骨.png")));
    }
}
