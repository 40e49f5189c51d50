package lowrankcam.reproduction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lowrankcam.cam.lowrank.LowRankOptions;
import lowrankcam.evaluation.RunData;

/// Does LowRank-CAM point at a finding whose place is known, and how do its presets, rank by rank, compare with CAM and
/// Eigen-CAM? The paper does not say; a first trial with 60 phantoms, made before this program, did, without intervals. Its
/// medians stand in the claims.
///
/// All comparisons are of the share of a map's energy in the finding over the finding's share of the area, negative values
/// of maps set to 0.
public final class LocalisationClaims {

    /// Presets that are compared, as the command line names them.
    public static final List<String> PRESETS = Arrays.stream(LowRankOptions.Preset.values()).map(LowRankOptions.Preset::id).toList();

    private static final String VALUE = "energyOverAreaPositive";
    private static final int PAPER_RANK = 10;
    /// Ranks of the trial.
    private static final List<Integer> TRIED = List.of(3, 5, 10, 20);
    private static final Pattern NAME = Pattern.compile("lowrankcam-([a-z-]+?)(?:-rank=([0-9]{1,4}))?");

    private final RunData data;
    private final Map<String, TreeMap<Integer, double[]>> presets = new TreeMap<>();

    /// A method of LowRank-CAM, taken apart.
    ///
    /// @param name of the preset
    /// @param rank r
    public record Preset(String name, int rank) {

        /// @param method name of a method; those of rank 10 do not say so
        public static Optional<Preset> of(String method) {
            Matcher matcher = NAME.matcher(method);
            return matcher.matches()
                    ? Optional.of(
                            new Preset(
                                    matcher.group(1),
                                    matcher.group(2) == null ? PAPER_RANK : Integer.parseInt(matcher.group(2))))
                    : Optional.empty();
        }
    }

    private LocalisationClaims(RunData data) {
        this.data = data;
        for (String method : data.methods()) {
            Preset.of(method).ifPresent(
                    preset -> presets.computeIfAbsent(preset.name(), _ -> new TreeMap<>())
                            .put(preset.rank(), Paired.values(data, method, VALUE)));
        }
    }

    /// Methods of the run, as the command line names them.
    public static List<String> methods(List<Integer> ranks) {
        List<String> methods =
                new ArrayList<>(
                        List.of("cam", "gradcam", "gradcam++", "xgradcam", "ablationcam", "eigencam", "fimf", "reciprocam"));
        for (String preset : PRESETS) {
            ranks.forEach(rank -> methods.add("lowrankcam:" + preset + ":rank=" + rank));
        }
        return methods;
    }

    /// The method that the others are compared with in the run's own table: the published preset at the paper's rank, or at
    /// the first that is run.
    public static String reference(List<Integer> ranks) {
        return "lowrankcam-default" + (ranks.contains(PAPER_RANK) ? "" : "-rank=" + ranks.getFirst());
    }

    /// @param data a run on images with findings, class of the finding
    static List<Claim> of(RunData data) {
        return new LocalisationClaims(data).claims();
    }

    private List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        claims.add(chance());
        claims.add(
                paperRank(
                        "below Eigen-CAM", "LowRank-CAM as published (r = 10) points at the finding less than Eigen-CAM (1.92 against 3.09)",
                        "eigencam"));
        claims.add(paperRank("below CAM", "LowRank-CAM as published (r = 10) points at the finding less than CAM (1.92 against 7.14)", "cam"));
        claims.add(
                byRank(
                        "class signs help", "the preset class-signed points better than the published one at each of its ranks (3.38 "
                                + "against 1.92 at r = 10)",
                        "class-signed", _ -> presets.getOrDefault("default", new TreeMap<>())));
        claims.add(
                byRank(
                        "linear above class signs",
                        "the linear mode, a truncated CAM, points better than class-signed at each of its ranks (6.63 "
                                + "against 3.38 at r = 10)", "linear",
                        _ -> presets.getOrDefault("class-signed", new TreeMap<>())));
        claims.add(modes());
        claims.add(
                byRank(
                        "class signs above Eigen-CAM", "class-signed points better than Eigen-CAM at each of its ranks (3.13 to 3.97 against 3.09)",
                        "class-signed", this::eigenAtEveryRank));
        return claims;
    }

    private TreeMap<Integer, double[]> eigenAtEveryRank(TreeMap<Integer, double[]> own) {
        TreeMap<Integer, double[]> same = new TreeMap<>();
        own.keySet().forEach(rank -> same.put(rank, Paired.values(data, "eigencam", VALUE)));
        return same;
    }

    private Claim chance() {
        String says = "LowRank-CAM as published (r = 10) points at the finding better than chance (1.92, chance is 1)";
        double[] own = presets.getOrDefault("default", new TreeMap<>()).get(PAPER_RANK);
        List<Comparison> one =
                own == null
                        ? List.of()
                        : List.of(Paired.of(data, 1).mean("ratio minus 1", own).over(1));
        return Claim.of("above chance", Claim.Source.TRIAL, says, one, 2);
    }

    private Claim paperRank(String id, String says, String other) {
        double[] own = presets.getOrDefault("default", new TreeMap<>()).get(PAPER_RANK);
        List<Comparison> one =
                own == null || !data.methods().contains(other)
                        ? List.of()
                        : List.of(
                                Paired.of(data, 1).difference(
                                        other + " minus lowrankcam", Paired.values(data, other, VALUE), own));
        return Claim.of(id, Claim.Source.TRIAL, says, one, 2);
    }

    private Claim byRank(
            String id, String says, String preset,
            Function<TreeMap<Integer, double[]>, TreeMap<Integer, double[]>> against) {
        TreeMap<Integer, double[]> own = presets.getOrDefault(preset, new TreeMap<>());
        TreeMap<Integer, double[]> other = against.apply(own);
        Paired paired = Paired.of(data, TRIED.size());
        return Claim.of(
                id, Claim.Source.TRIAL, says,
                TRIED.stream().map(r -> paired.difference("r = " + r, values(own, r), values(other, r))).toList(), 2);
    }

    /// NaN everywhere for a rank that was not measured: it leaves the claim open.
    private double[] values(TreeMap<Integer, double[]> byRank, int rank) {
        double[] none = new double[data.images().size()];
        Arrays.fill(none, Double.NaN);
        return byRank.getOrDefault(rank, none);
    }

    private Claim modes() {
        TreeMap<Integer, double[]> own = presets.getOrDefault("default", new TreeMap<>());
        List<Comparison> one =
                own.containsKey(3) && own.containsKey(20)
                        ? List.of(Paired.of(data, 1).difference("r = 3 minus r = 20", own.get(3), own.get(20)))
                        : List.of();
        return Claim.of(
                "more modes do not help", Claim.Source.TRIAL,
                "as published, rank 20 points less than rank 3 (1.80 against 1.90)", one, 2);
    }
}
