package lowrankcam.reproduction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.evaluation.EvaluatedMethod;
import lowrankcam.evaluation.RunData;
import lowrankcam.published.PublishedTable;
import lowrankcam.published.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each claim on records whose answer is known, both ways round.
class ClaimsTest {

    @TempDir private Path folder;

    private static Claim claim(List<Claim> claims, String id) {
        return claims.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    }

    private RunData table(String name, int images, Map<String, Double> coherency) throws IOException {
        return SyntheticRun.write(
                folder.resolve(name), "evaluate", "adcc", images, coherency.keySet().stream().sorted().toList(),
                (i, column) -> Map.of(
                        "coherency", coherency.get(column) + SyntheticRun.wobble(i), "complexity", 0.3, "drop",
                        0.1 + (column.equals("xgradcam") && coherency.size() == 3 ? 0.01 : 0), "increase", 0.0,
                        "networkPasses", column.equals("scorecam") ? 1373.0 : 1.0, "headPasses",
                        column.equals("lowrankcam") ? 10.0 : 0.0, "backwardPasses", 0.0),
                Map.of("scorecam", 39_960.0, "lowrankcam", 3.0));
    }

    private static PublishedTable paper() throws IOException {
        return TableReader.paper();
    }

    @Test
    void theHighestAdccIsFoundEachWay() throws IOException {
        Map<String, Double> first = Map.of("lowrankcam", 0.9, "gradcam", 0.7, "xgradcam", 0.7, "scorecam", 0.6);
        List<Claim> claims = TableClaims.of(table("a", 12, first), table("b", 8, first), paper());
        assertEquals(Verdict.HOLDS, claim(claims, "highest ADCC").verdict());
        assertEquals(Verdict.HOLDS, claim(claims, "ADCC above Score-CAM").verdict());
        assertEquals(3, claim(claims, "highest ADCC").comparisons().size());

        Map<String, Double> second = Map.of("lowrankcam", 0.7, "gradcam", 0.9, "xgradcam", 0.9, "scorecam", 0.6);
        List<Claim> other = TableClaims.of(table("c", 12, second), table("d", 8, second), paper());
        assertEquals(Verdict.FAILS, claim(other, "highest ADCC").verdict());
        assertEquals(Verdict.HOLDS, claim(other, "ADCC above Score-CAM").verdict());
        assertTrue(claim(other, "highest ADCC").found().startsWith("for it 1 of 3: over scorecam +"),
                claim(other, "highest ADCC").found());
        assertTrue(claim(other, "highest ADCC").found().contains("against it 2 of 3"), claim(other, "highest ADCC").found());
    }

    /// Cheap methods are compared on the larger run, the others on the small one.
    @Test
    void eachComparisonTakesTheLargerSample() throws IOException {
        RunData many = table("many", 12, Map.of("lowrankcam", 0.9, "gradcam", 0.7, "xgradcam", 0.7));
        RunData few =
                table("few", 7, Map.of("lowrankcam", 0.9, "gradcam", 0.7, "xgradcam", 0.7, "scorecam", 0.6));
        List<Comparison> comparisons = claim(TableClaims.of(many, few, paper()), "highest ADCC").comparisons();
        assertEquals(List.of("over gradcam", "over scorecam", "over xgradcam"),
                comparisons.stream().map(Comparison::what).toList());
        assertEquals(List.of(12, 7, 12), comparisons.stream().map(Comparison::images).toList());
    }

    /// Above the published reading on many images, below Score-CAM on few; it takes no part in the paper's claims.
    @Test
    void aPresetIsHeldAgainstThePublishedReadingAndScoreCam() throws IOException {
        RunData many = table("presets", 12, Map.of("lowrankcam", 0.6, "lowrankcam-linear", 0.7, "gradcam", 0.5, "xgradcam", 0.5));
        RunData few =
                table("presets-few", 7,
                        Map.of("lowrankcam", 0.6, "lowrankcam-linear", 0.7, "gradcam", 0.5, "xgradcam", 0.5, "scorecam", 0.9));
        List<Claim> claims = TableClaims.of(many, few, paper());
        List<Comparison> comparisons = claim(claims, "ADCC of linear").comparisons();
        assertEquals(List.of("over lowrankcam", "over scorecam"), comparisons.stream().map(Comparison::what).toList());
        assertEquals(List.of(12, 7), comparisons.stream().map(Comparison::images).toList());
        assertEquals(List.of(Verdict.HOLDS, Verdict.FAILS), comparisons.stream().map(Comparison::verdict).toList());
        assertEquals(3, claim(claims, "highest ADCC").comparisons().size());
    }

    /// The published reading keeps the name that the claims look for.
    @Test
    void presetsStandBehindThePapersMethods() {
        List<String> names = TableClaims.methods("table1").stream().map(EvaluatedMethod::name).toList();
        assertEquals(13 + LocalisationClaims.PRESETS.size() - 1, names.size());
        assertEquals(1, names.subList(0, 13).stream().filter(name -> name.startsWith("lowrankcam")).count());
        assertTrue(names.containsAll(List.of("lowrankcam", "lowrankcam-class-signed", "lowrankcam-linear")), names.toString());
    }

    @Test
    void fewImagesLeaveItOpen() throws IOException {
        Map<String, Double> values = Map.of("lowrankcam", 0.9, "gradcam", 0.7, "xgradcam", 0.7, "scorecam", 0.6);
        List<Claim> claims = TableClaims.of(table("e", 5, values), table("f", 3, values), paper());
        assertEquals(Verdict.UNDECIDED, claim(claims, "highest ADCC").verdict());
        assertEquals(Verdict.UNDECIDED, claim(claims, "ADCC above Score-CAM").verdict());
    }

    /// A run of three methods in which XGrad-CAM's drops are one point larger.
    @Test
    void equalMapsHaveEqualDrops() throws IOException {
        Map<String, Double> three = Map.of("lowrankcam", 0.9, "gradcam", 0.7, "xgradcam", 0.7);
        Map<String, Double> four = Map.of("lowrankcam", 0.9, "gradcam", 0.7, "xgradcam", 0.7, "scorecam", 0.6);
        RunData apart = table("g", 9, three);
        RunData equal = table("h", 8, four);
        assertEquals(Verdict.HOLDS, claim(TableClaims.of(apart, equal, paper()), "two drops for one map").verdict());
        assertEquals(Verdict.FAILS, claim(TableClaims.of(equal, equal, paper()), "two drops for one map").verdict());
    }

    @Test
    void passesAreCountedAndTimesCompared() throws IOException {
        RunData data = table("i", 8, Map.of("lowrankcam", 0.9, "gradcam", 0.7, "xgradcam", 0.7, "scorecam", 0.6));
        List<Claim> claims = SpeedClaims.of(data, paper());
        assertEquals(Verdict.HOLDS, claim(claims, "passes").verdict());
        assertTrue(claim(claims, "passes").found().contains("Score-CAM: 1373 network passes"), claims.toString());
        assertEquals(Verdict.HOLDS, claim(claims, "speed-up").verdict());
        assertTrue(claim(claims, "speed-up").found().startsWith("930 times as fast (930 to 930;"),
                claim(claims, "speed-up").found());
        RunData slow =
                SyntheticRun.write(
                        folder.resolve("j"), "evaluate", "adcc", 8, List.of("lowrankcam", "scorecam"),
                        (_, _) -> Map.of("networkPasses", 2.0, "headPasses", 10.0), Map.of("scorecam", 60.0));
        assertEquals(Verdict.FAILS, claim(SpeedClaims.of(slow, paper()), "passes").verdict());
        assertEquals(Verdict.FAILS, claim(SpeedClaims.of(slow, paper()), "speed-up").verdict(), "2.5 is below 4.73");
    }

    private static final List<String> FIGURE = List.of("5", "10", "15", "20", "25", "30", "35", "40", "45");

    private List<Claim> ranks(String name, double atTen, List<String> ranks) throws IOException {
        return RankClaims.of(
                SyntheticRun.write(
                        folder.resolve(name), "tune-rank", "curves", 10, ranks,
                        (i, column) -> Map.of(
                                "insertion", (column.equals("10") ? atTen : 0.7) + SyntheticRun.wobble(i), "deletion",
                                (column.equals("5") ? 0.4 : 0.5) + SyntheticRun.wobble(i)),
                        Map.of()));
    }

    @Test
    void theBestRankIsTestedAgainstEveryOther() throws IOException {
        assertEquals(Verdict.HOLDS, claim(ranks("k", 0.8, FIGURE), "insertion peaks at rank 10").verdict());
        assertEquals(Verdict.FAILS, claim(ranks("l", 0.6, FIGURE), "insertion peaks at rank 10").verdict());
        assertEquals(Verdict.UNDECIDED, claim(ranks("m", 0.7, FIGURE), "insertion peaks at rank 10").verdict(), "all equal");
        assertEquals(
                Verdict.HOLDS, claim(ranks("n", 0.7, FIGURE), "deletion peaks at rank 5").verdict(), "low deletion is good");
    }

    /// "The highest" cannot be seen from a part of the figure's ranks; that it is not the highest can.
    @Test
    void ranksThatWereNotMeasuredLeaveTheClaimOpen() throws IOException {
        List<String> part = List.of("5", "10", "15");
        Claim open = claim(ranks("part", 0.8, part), "insertion peaks at rank 10");
        assertEquals(Verdict.UNDECIDED, open.verdict());
        assertTrue(open.found().contains("r = 10 minus r = 45 (not measured)"), open.found());
        assertEquals(Verdict.FAILS, claim(ranks("low", 0.6, part), "insertion peaks at rank 10").verdict());
    }

    /// Unequal maps, of a head with several layers say, tell nothing about two drops of one map.
    @Test
    void unequalMapsLeaveTheClaimOfEqualOnesOpen() throws IOException {
        Map<String, Double> values = Map.of("lowrankcam", 0.9, "gradcam", 0.7, "xgradcam", 0.71);
        RunData data = table("unequal", 9, values);
        assertEquals(Verdict.UNDECIDED, claim(TableClaims.of(data, data, paper()), "two drops for one map").verdict());
        Map<String, Double> equal = Map.of("lowrankcam", 0.9, "gradcam", 0.7, "xgradcam", 0.7);
        RunData few = table("few-equal", 5, equal);
        assertEquals(Verdict.UNDECIDED, claim(TableClaims.of(few, few, paper()), "two drops for one map").verdict());
    }

    @Test
    void presetsAreComparedRankByRank() throws IOException {
        Map<String, Double> energy =
                new HashMap<>(
                        Map.of("cam", 5.0, "eigencam", 2.5, "lowrankcam-default", 1.9, "lowrankcam-class-signed", 3.0));
        for (int rank : new int[] {3, 5, 20}) {
            energy.put("lowrankcam-default-rank=" + rank, rank == 20 ? 1.6 : 1.8);
            energy.put("lowrankcam-class-signed-rank=" + rank, rank == 3 ? 1.5 : 3.0);
            energy.put("lowrankcam-linear-rank=" + rank, 4.0);
        }
        assertEquals(Verdict.UNDECIDED, claim(places("part", energy), "linear above class signs").verdict(), "no r = 10");
        energy.put("lowrankcam-linear", 4.0);
        List<Claim> claims = places("o", energy);
        assertEquals(Verdict.HOLDS, claim(claims, "above chance").verdict());
        assertEquals(Verdict.HOLDS, claim(claims, "below Eigen-CAM").verdict());
        assertEquals(Verdict.HOLDS, claim(claims, "below CAM").verdict());
        assertEquals(Verdict.FAILS, claim(claims, "class signs help").verdict(), "not at rank 3");
        assertEquals(4, claim(claims, "class signs help").comparisons().size());
        assertEquals(Verdict.HOLDS, claim(claims, "linear above class signs").verdict());
        assertEquals(Verdict.HOLDS, claim(claims, "more modes do not help").verdict());
    }

    private List<Claim> places(String name, Map<String, Double> energy) throws IOException {
        return LocalisationClaims.of(
                SyntheticRun.write(
                        folder.resolve(name), "evaluate", "place", 9, energy.keySet().stream().sorted().toList(),
                        (i, column) -> Map.of("energyOverAreaPositive", energy.get(column) + SyntheticRun.wobble(i)),
                        Map.of()));
    }
}
