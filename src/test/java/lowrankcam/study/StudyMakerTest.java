package lowrankcam.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lowrankcam.evaluation.EvaluatedMethods;
import lowrankcam.format.FormatException;
import lowrankcam.format.UsageException;
import lowrankcam.metric.ClassRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyMakerTest {

    @TempDir private Path folder;

    private String form() throws IOException {
        return Files.readString(folder.resolve("study").resolve(StudyMaker.FORM));
    }

    /// No method, no file, no class of the data set; pictures are base64, in which such words would be chance.
    @Test
    void theFormGivesNothingAway() throws IOException {
        StudyKey key = SmallStudy.make(folder, 4, 7);
        String form = form().replaceAll("data:image/png;base64,[A-Za-z0-9+/=]*", "").replaceAll("sha256-[A-Za-z0-9+/=]*", "").toLowerCase(Locale.ROOT);
        assertTrue(form.length() > 10_000);
        for (String word : List.of(
                "lowrank", "low-rank", "gradcam", "grad-cam", "eigen", "gradient", "svd", "xr_hand", "patient", "positive", "negative", "study1", "image1")) {
            assertFalse(form.contains(word), word);
        }
        key.images().forEach(image -> assertFalse(form.contains(image.sha256()), "hash of a file"));
    }

    @Test
    void everyMapIsInTheFormOnceAndInNoFixedOrder() throws IOException {
        StudyKey key = SmallStudy.make(folder, 8, 1);
        String form = form();
        Set<List<String>> orders = new HashSet<>();
        for (StudyKey.Item image : key.images()) {
            List<String> methods = image.maps().stream().map(StudyKey.MadeMap::method).toList();
            assertEquals(Set.copyOf(SmallStudy.METHODS), Set.copyOf(methods));
            orders.add(methods);
            for (StudyKey.MadeMap map : image.maps()) {
                assertEquals(2, form.split("\"" + map.id() + "\"", -1).length, map.id());
            }
        }
        assertTrue(orders.size() > 1, "orders: " + orders);
        List<String> paths = key.images().stream().map(StudyKey.Item::path).toList();
        assertNotEquals(paths.stream().sorted().toList(), paths);
    }

    @Test
    void theSameSeedMakesTheSameStudyAndAnotherAnother() throws IOException {
        StudyKey first = SmallStudy.make(folder, 3, 1);
        String form = form();
        assertEquals(
                "study: expected a folder without one, found one that is there",
                assertThrows(FormatException.class, () -> SmallStudy.make(folder, 3, 1)).getMessage().replaceFirst(".*study.html: ", ""));
        Files.move(folder.resolve("study"), folder.resolve("first"));
        assertEquals(first, SmallStudy.make(folder, 3, 1));
        assertEquals(form, form());
        Files.move(folder.resolve("study"), folder.resolve("second"));
        assertNotEquals(first.study(), SmallStudy.make(folder, 3, 2).study());
    }

    @Test
    void refusesAStudyOfOneMethod() {
        UsageException e =
                assertThrows(
                        UsageException.class,
                        () -> new StudyPlan(EvaluatedMethods.parse(List.of("gradcam"), 10, "default"), new ClassRule.Predicted(), "last", 1));
        assertEquals("--methods: expected 2 to 26 methods, found 1", e.getMessage());
    }
}
