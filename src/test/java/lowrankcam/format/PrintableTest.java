package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a hostile name or file can do to a terminal: nothing.
class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            ints = {0, 7, 8, 0x1B, 0x7F, 0x80, 0x85, 0x9B, 0xAD, 0x200B, 0x200E, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069,
                0xFEFF, 0xE0001, 0xE0041, 0xD800})
    void whatMovesTheCursorOrTurnsTheTextIsShown(int character) {
        String text = "a" + new StringBuilder().appendCodePoint(character) + "b";
        String shown = Printable.line(text);
        assertTrue(shown.matches("a(\\\\u[0-9A-F]{4}){1,2}b"), shown);
        assertEquals(shown, Printable.text(text));
    }

    @Test
    void lettersOfAllLanguagesStay() {
        String text = "Ünïcode 骨 עצם \u0645\u06CC\u200C\u062E 👩\u200D🦴 \uD83D\uDE00";
        assertSame(text, Printable.line(text).equals(text) ? text : Printable.line(text));
        assertEquals("a\\u000Ab\\u0009", Printable.line("a\nb\t"));
        assertEquals("a\nb\t", Printable.text("a\nb\t"));
    }

    /// JSON says the same before and after, so that it may be printed like everything else.
    @Property
    void jsonKeepsItsMeaning(@ForAll String text) throws FormatException {
        String json = Json.text(Json.object().put("text", text));
        String shown = Printable.text(json);
        assertEquals(
                Json.parse(Path.of("j"), 0, json.getBytes(StandardCharsets.UTF_16)).path("text").asString(),
                Json.parse(Path.of("j"), 0, shown.getBytes(StandardCharsets.UTF_16)).path("text").asString());
    }

    @Test
    void longTextsAreShortenedInTheMiddle() {
        String text = "begin" + "x".repeat(80_000) + "end";
        String shown = Printable.part(text);
        assertTrue(shown.length() < 340, shown.length() + " characters");
        assertTrue(shown.startsWith("beginxxx") && shown.endsWith("xxxend") && shown.contains(" ... (79708 characters) ... "), shown);
        assertEquals("short", Printable.part("short"));
        String pairs = Printable.shortened("\uD83D\uDE00".repeat(500), 301);
        assertFalse(pairs.contains("?") || !new String(pairs.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(pairs));
    }

    @Test
    void errorsRepeatLittleOfTheirInput() {
        FormatException e =
                new FormatException(Path.of("a\u001B[2Jb"), 16, "item\n" + "i".repeat(80_000), "this", "\u202E" + "f".repeat(80_000));
        assertTrue(e.getMessage().startsWith("a\\u001B[2Jb @ 0x10: item\\u000Aiii"), e.getMessage());
        assertTrue(e.getMessage().length() < 800, e.getMessage().length() + " characters");
        assertTrue(e.getMessage().contains("found \\u202Efff"), e.getMessage());
    }
}
