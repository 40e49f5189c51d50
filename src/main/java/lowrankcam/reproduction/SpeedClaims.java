package lowrankcam.reproduction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lowrankcam.evaluation.Interval;
import lowrankcam.evaluation.RunData;
import lowrankcam.published.PublishedTable;

/// What the paper says about passes and time.
final class SpeedClaims {

    private static final String FAST = "lowrankcam";
    private static final String SLOW = "scorecam";

    private SpeedClaims() {}

    /// @param data  run that has both methods on the same images
    /// @param paper with its claim of a speed-up
    static List<Claim> of(RunData data, PublishedTable paper) {
        List<Claim> claims = new ArrayList<>();
        claims.add(passes(data));
        paper.claims().stream().findFirst().ifPresent(claim -> claims.add(time(data, claim)));
        return claims;
    }

    /// Counts, not estimates: no interval.
    private static Claim passes(RunData data) {
        double[] network = defined(Paired.values(data, FAST, "networkPasses"));
        double[] head = defined(Paired.values(data, FAST, "headPasses"));
        double[] slow = defined(Paired.values(data, SLOW, "networkPasses"));
        int rank = rank(data);
        boolean counted = network.length > 0 && network.length == head.length && rank > 0;
        boolean holds =
                counted && Arrays.stream(network).allMatch(n -> n == 1) && Arrays.stream(head).allMatch(h -> h <= rank);
        Verdict verdict = !counted ? Verdict.UNDECIDED : holds ? Verdict.HOLDS : Verdict.FAILS;
        String found =
                counted
                        ? "network passes for an image: " + range(network) + ", head passes: " + range(head)
                                + ", n = " + network.length + "; Score-CAM: " + range(slow)
                                + (slow.length > 0 ? " network passes, for channels that are zero share one" : "")
                        : "nothing counted";
        return new Claim(
                "passes", Claim.Source.PAPER,
                "LowRank-CAM takes r passes instead of Score-CAM's K + 1 = 2049 (read as: one network pass and at most r "
                        + "head passes)",
                verdict, List.of(), found);
    }

    /// Rank of the run's LowRank-CAM, from the variant that its records name; 0 if unknown.
    private static int rank(RunData data) {
        Optional<String> variant =
                data.ordered().stream().filter(r -> r.method().equals(FAST) && r.failure().isEmpty()).findFirst()
                        .map(r -> r.facts().getOrDefault("variant", ""));
        return variant.stream().flatMap(text -> Arrays.stream(text.split("; ")))
                .filter(part -> part.matches("rank=[0-9]{1,4}")).mapToInt(part -> Integer.parseInt(part.substring(5)))
                .findFirst().orElse(0);
    }

    private static Claim time(RunData data, PublishedTable.Claim claim) {
        double[] slow = Paired.times(data, SLOW);
        double[] fast = Paired.times(data, FAST);
        double[] logs = new double[slow.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = StrictMath.log(slow[i]) - StrictMath.log(fast[i]);
        }
        Comparison ratio = Paired.of(data, 1).mean("log of the ratio over the printed one", logs);
        Comparison above = ratio.over(StrictMath.log(claim.factor().value()));
        Interval interval = Paired.exp(ratio.interval());
        String found =
                ratio.images() == 0
                        ? "nothing measured"
                        : String.format(
                                Locale.ROOT,
                                "%.0f times as fast (%.0f to %.0f; geometric mean over images, network pass included), "
                                        + "n = %d",
                                StrictMath.exp(ratio.value()), interval.low(), interval.high(), ratio.images());
        return new Claim(
                "speed-up", Claim.Source.PAPER,
                claim.faster() + " is faster than " + claim.slower() + " by at least the printed factor of "
                        + claim.factor().text(),
                above.verdict(), List.of(above), found);
    }

    private static double[] defined(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    }

    private static String range(double[] values) {
        if (values.length == 0) {
            return "not counted";
        }
        long low = Math.round(Arrays.stream(values).min().orElseThrow());
        long high = Math.round(Arrays.stream(values).max().orElseThrow());
        return low == high ? String.valueOf(low) : low + " to " + high;
    }
}
