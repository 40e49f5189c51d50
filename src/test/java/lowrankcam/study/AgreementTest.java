package lowrankcam.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.evaluation.Interval;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import lowrankcam.metric.Kappa;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Agreement and intervals held against statsmodels, scikit-learn and the table of Fleiss's paper.
class AgreementTest {

    private static JsonNode golden() throws IOException {
        return Json.read(Goldens.file("agreement.json"));
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asString()));
        return words;
    }

    private static List<List<String>> judgements(JsonNode table) {
        List<List<String>> judgements = new ArrayList<>();
        table.get("judgements").forEach(row -> judgements.add(words(row)));
        return judgements;
    }

    @Test
    void fleissIsThatOfStatsmodels() throws IOException {
        assertEquals(4, golden().get("fleiss").size());
        for (JsonNode table : golden().get("fleiss")) {
            assertEquals(table.get("kappa").asDouble(), Kappa.fleiss(judgements(table)), 1e-12);
        }
    }

    /// "Measuring nominal scale agreement among many raters", Psychological Bulletin 76, 1971, prints 0.430.
    @Test
    void theTableOfFleissGivesWhatHePrints() throws IOException {
        List<List<String>> judgements = judgements(golden().get("fleiss").get(0));
        assertEquals(30, judgements.size());
        assertEquals(0.430, Kappa.fleiss(judgements), 5e-4);
        assertEquals(0.556, Kappa.agreement(judgements), 5e-4);
    }

    @Test
    void cohenIsThatOfScikitLearn() throws IOException {
        assertEquals(3, golden().get("cohen").size());
        for (JsonNode pair : golden().get("cohen")) {
            assertEquals(pair.get("kappa").asDouble(), Kappa.cohen(words(pair.get("one")), words(pair.get("other"))), 1e-12);
        }
    }

    @Test
    void wilsonIsThatOfStatsmodels() throws IOException {
        assertEquals(6, golden().get("wilson").size());
        for (JsonNode share : golden().get("wilson")) {
            Interval interval = Interval.wilson(share.get("share").asDouble(), share.get("n").asInt());
            assertEquals(share.get("low").asDouble(), interval.low(), 1e-12);
            assertEquals(share.get("high").asDouble(), interval.high(), 1e-12);
        }
        assertTrue(Double.isNaN(Interval.wilson(0.5, 0).low()));
    }

    @Test
    void whereEverybodySaysTheSameThereIsNothingBeyondChance() {
        assertTrue(Double.isNaN(Kappa.cohen(List.of("a", "a"), List.of("a", "a"))));
        assertTrue(Double.isNaN(Kappa.fleiss(List.of(List.of("a", "a"), List.of("a", "a")))));
        assertTrue(Double.isNaN(Kappa.fleiss(List.of())) && Double.isNaN(Kappa.cohen(List.of(), List.of())));
        assertEquals(1, Kappa.fleiss(List.of(List.of("a", "a"), List.of("b", "b"))));
        assertThrows(IllegalArgumentException.class, () -> Kappa.cohen(List.of("a"), List.of()));
        assertThrows(IllegalArgumentException.class, () -> Kappa.fleiss(List.of(List.of("a", "b"), List.of("a"))));
    }
}
