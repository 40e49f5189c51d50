package lowrankcam.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers joined with the key.
class StudyTablesTest {

    @TempDir private Path folder;
    private Path keyFile;
    private StudyKey key;

    @BeforeEach
    void key() throws IOException {
        List<StudyKey.Item> images = new java.util.ArrayList<>();
        for (int i = 0; i < 4; i++) {
            images.add(
                    new StudyKey.Item(
                            "a000000" + i, "image" + i + ".png", "abnormal", "hash" + i, "normal",
                            List.of(new StudyKey.MadeMap("b000000" + i, "cam"), new StudyKey.MadeMap("c000000" + i, "gradcam"))));
        }
        key = new StudyKey("0123456789abcdef", 1, "test 1", "model", List.of("gradcam", "cam"), images);
        keyFile = Files.writeString(folder.resolve("key.json"), Json.text(key.json()));
        assertEquals(key, StudyKey.read(keyFile));
    }

    private Path answers(String reader, String... methods) throws IOException {
        return SmallStudy.write(folder.resolve(reader.replace(' ', '-') + ".json"), SmallStudy.answers(key, reader, List.of(methods)));
    }

    private StudyTables read(boolean partial, Path... files) throws FormatException {
        return StudyTables.read(keyFile, List.of(files), partial);
    }

    @Test
    void preferencesAreSharesOverImages() throws IOException {
        StudyTables tables = read(false, answers("R1", "cam", "cam", "gradcam", "none"), answers("R2", "cam", "gradcam", "gradcam", "cam"));
        tables.write(folder.resolve("out"));
        assertEquals(
                "reader,image,label,explained,helpful,place,finding,confidence\nR1,image0.png,abnormal,normal,cam,1,yes,1",
                String.join("\n", Files.readAllLines(folder.resolve("out/answers.csv")).subList(0, 2)));
        List<String> preference = Files.readAllLines(folder.resolve("out/preference.csv"));
        assertEquals("method,chosen,answers,images,share,low,high,finding_yes,finding_partly,finding_no,finding_unsure", preference.getFirst());
        assertTrue(preference.get(1).startsWith("gradcam,3,8,4,0.375,") && preference.get(1).endsWith(",2,0,1,0"), preference.get(1));
        assertTrue(preference.get(2).startsWith("cam,4,8,4,0.5,") && preference.get(3).startsWith("none,1,8,4,0.125,"), preference.toString());
        assertEquals("R1,4,0,2.5", Files.readAllLines(folder.resolve("out/readers.csv")).get(1));
        assertEquals("2 readers, 4 images: 8 of 8 answers, 0 missing", tables.summary().getFirst());
    }

    /// Two of four the same; by chance (2·2 + 1·2)/16 = 0.375.
    @Test
    void twoReadersAgreeByCohenAndMoreByFleiss() throws IOException {
        Path one = answers("R1", "cam", "cam", "gradcam", "none");
        Path two = answers("R2", "cam", "gradcam", "gradcam", "cam");
        StudyTables.Agreement cohen = read(false, one, two).agreements().getFirst();
        assertEquals("cohen", cohen.statistic());
        assertEquals(0.5, cohen.observed());
        assertEquals(0.2, cohen.kappa(), 1e-12);
        assertTrue(cohen.interval().low() < 0.2 && cohen.interval().high() > 0.2, cohen.toString());
        StudyTables.Agreement fleiss = read(false, one, two, answers("R3", "cam", "cam", "cam", "cam")).agreements().getFirst();
        assertEquals("fleiss", fleiss.statistic());
        assertEquals(4, fleiss.images());
        assertEquals(List.of(), read(false, one).agreements());
    }

    @Test
    void answersOfOneWordHaveNoKappa() throws IOException {
        StudyTables tables = read(false, answers("R1", "cam", "cam", "cam", "cam"), answers("R2", "cam", "cam", "cam", "cam"));
        assertTrue(tables.summary().contains("Cohen's kappa, helpful: undefined on 4 images"), tables.summary().toString());
        tables.write(folder);
        assertEquals("helpful,cohen,2,4,1,,,", Files.readAllLines(folder.resolve("agreement.csv")).get(1));
    }

    @Test
    void partialAnswersAreRefusedUnlessAskedForAndWhatIsMissingIsCounted() throws IOException {
        Path whole = answers("R1", "cam", "cam", "gradcam", "none");
        Path part = answers("R2", "cam", "", "", "none");
        assertRefused("answers: expected all 4 images, or the option --partial, found 2, 2 missing", whole, part);
        StudyTables tables = read(true, whole, part);
        assertEquals("2 readers, 4 images: 6 of 8 answers, 2 missing", tables.summary().getFirst());
        assertEquals(2, tables.agreements().getFirst().images());
        tables.write(folder);
        assertTrue(Files.readString(folder.resolve("readers.csv")).contains("R2,2,2,"));
    }

    private void assertRefused(String message, Path... files) {
        FormatException e = assertThrows(FormatException.class, () -> read(false, files));
        assertEquals(files[files.length - 1] + ": " + message, e.getMessage());
    }

    private void assertRefused(String message, Consumer<ObjectNode> change) throws IOException {
        ObjectNode json = SmallStudy.answers(key, "R1", List.of("cam", "cam", "gradcam", "none"));
        change.accept(json);
        assertRefused(message, SmallStudy.write(folder.resolve("damaged.json"), json));
    }

    private static ObjectNode first(ObjectNode json) {
        return (ObjectNode) json.get("answers").get(0);
    }

    @Test
    void refusesAnswersOfAnotherStudyAndDamagedOnes() throws IOException {
        assertRefused("study: expected 0123456789abcdef as in the key, found 00000000", json -> json.put("study", "00000000"));
        assertRefused("kind: expected 'reading-study answers', found \"x\"", json -> json.put("kind", "x"));
        assertRefused("version: expected 1, found 2", json -> json.put("version", 2));
        assertRefused("reader: expected 1 to 40 letters, digits, blanks or . _ -, found '=1+1'", json -> json.put("reader", "=1+1"));
        assertRefused("answers: expected a list, found nothing", json -> json.remove("answers"));
        assertRefused("image: expected one of the study, found 'ffffffff'", json -> first(json).put("image", "ffffffff"));
        assertRefused("image: expected one answer each, found 'a0000001' again", json -> {
            first(json).put("image", "a0000001").set("shown", json.get("answers").get(1).get("shown"));
            first(json).put("helpful", "none");
        });
        assertRefused("maps shown of image a0000000: expected its 2, found b0000000", json -> ((ArrayNode) first(json).get("shown")).remove(1));
        assertRefused("helpful: expected a map of image a0000000 or none, found 'b0000001'", json -> first(json).put("helpful", "b0000001"));
        assertRefused("finding: expected yes, partly, no, unsure, found 'maybe'", json -> first(json).put("finding", "maybe"));
        assertRefused("confidence: expected 1 to 5, found 6", json -> first(json).put("confidence", 6));
        assertRefused("confidence: expected a whole number, found 2.5", json -> first(json).put("confidence", 2.5));
    }

    @Test
    void refusesAReaderWhoWasThereAlready() throws IOException {
        Path one = answers("R1", "cam", "cam", "gradcam", "none");
        Path again = answers("r1", "cam", "cam", "gradcam", "none");
        assertRefused("reader: expected another than in " + one + ", found 'r1' again", one, again);
    }
}
