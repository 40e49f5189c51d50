package lowrankcam.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import lowrankcam.format.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Which rank is chosen, from records alone.
class RankTableTest {

    /// Ranks 5 and 10 are equally good on both images, 15 is worse.
    @Test
    void ofEquallyGoodRanksTheLowestIsChosen() {
        ObjectNode settings = Json.object().put("experiment", "tune-rank").put("rule", RankPlan.Rule.values()[0].id());
        settings.putObject("bootstrap").put("resamples", 10);
        ArrayNode methods = settings.putArray("methods");
        List.of("5", "10", "15").forEach(rank -> methods.addObject().put("name", rank));
        List<RunImage> images = List.of(new RunImage("a.png", "", "1", ""), new RunImage("b.png", "", "2", ""));
        RunData data = new RunData(settings, images);
        for (RunImage image : images) {
            for (String rank : data.methods()) {
                double insertion = rank.equals("15") ? 0.25 : 0.5;
                data.add(
                        new ResultRecord(
                                image.path(), rank, Map.of("insertion", insertion, "deletion", 0.25),
                                Map.of("degenerate", rank.equals("15") && image.path().equals("a.png") ? "flat" : ""), Map.of()));
            }
        }
        RankTable table = RankTable.of(data);
        assertEquals(5, table.chosen());
        assertEquals(List.of(1.0, 0.0, 0.0), table.rows().stream().map(row -> Math.rint(row.share() * 1e9) / 1e9).toList());
        assertEquals(List.of(0, 0, 1), table.rows().stream().map(RankTable.Row::degenerate).toList());
        assertEquals(0.75, table.rows().getFirst().kept().value());
    }
}
