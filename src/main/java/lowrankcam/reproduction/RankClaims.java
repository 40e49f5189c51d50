package lowrankcam.reproduction;

import java.util.List;
import java.util.stream.Stream;
import lowrankcam.evaluation.RunData;

/// What the paper's Figure 2 says: which rank does best.
final class RankClaims {

    /// Ranks of the paper's figure.
    private static final List<String> FIGURE = List.of("5", "10", "15", "20", "25", "30", "35", "40", "45");

    private RankClaims() {}

    /// @param data a rank sweep
    static List<Claim> of(RunData data) {
        return List.of(
                best(
                        data, "10", "insertion", 1, "insertion peaks at rank 10",
                        "the mean insertion AUC is highest at r = 10 (printed: 0.8374, ten wrist images)"),
                best(
                        data, "5", "deletion", -1, "deletion peaks at rank 5",
                        "1 - the mean deletion AUC is highest at r = 5 (printed: 0.4569)"));
    }

    /// The rank against every other one.
    ///
    /// @param sign 1 if high values are good, -1 if low ones are
    private static Claim best(RunData data, String rank, String value, int sign, String id, String says) {
        // Every rank of the figure and what else was measured; one that is missing leaves the claim open.
        List<String> others =
                Stream.concat(FIGURE.stream(), data.methods().stream()).filter(name -> !name.equals(rank)).distinct().toList();
        Paired paired = Paired.of(data, others.size());
        double[] own = signed(data, rank, value, sign);
        return Claim.of(
                id, Claim.Source.PAPER, says,
                others.stream().map(r -> paired.difference("r = " + rank + " minus r = " + r, own, signed(data, r, value, sign)))
                        .toList(),
                4);
    }

    private static double[] signed(RunData data, String rank, String value, int sign) {
        double[] values = Paired.values(data, rank, value);
        for (int i = 0; i < values.length; i++) {
            values[i] *= sign;
        }
        return values;
    }
}
