package lowrankcam.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lowrankcam.evaluation.Measure;
import lowrankcam.evaluation.MethodTable;
import lowrankcam.evaluation.RunData;
import lowrankcam.evaluation.Timing;
import lowrankcam.published.PublishedTable;
import lowrankcam.published.TableColumn;
import lowrankcam.reproduction.Claim;
import lowrankcam.reproduction.Comparison;
import lowrankcam.reproduction.LocalisationClaims;

/// Tables of the reproduction report.
final class ReproductionTables {

    /// The paper's names of the methods.
    private static final Map<String, String> PRINTED =
            Map.ofEntries(
                    Map.entry("cam", "CAM"), Map.entry("gradcam", "Grad-CAM"), Map.entry("gradcam++", "Grad-CAM++"),
                    Map.entry("xgradcam", "XGrad-CAM"), Map.entry("ablationcam", "Ablation-CAM"),
                    Map.entry("eigencam", "Eigen-CAM"), Map.entry("scorecam", "Score-CAM"),
                    Map.entry("scorecam++", "Score-CAM++"), Map.entry("fimf", "FIMF-Score-CAM"),
                    Map.entry("gscorecam", "gScore-CAM"), Map.entry("groupcam", "Group-CAM"),
                    Map.entry("reciprocam", "Recipro-CAM"), Map.entry("lowrankcam", "LowRank-CAM"));

    /// The shares of the paper's table; a measure's id is its column's name.
    private static final List<Measure> SHARES =
            List.of(
                    Measure.AVERAGE_DROP, Measure.AVERAGE_INCREASE, Measure.COHERENCY, Measure.COMPLEXITY, Measure.ADCC);

    static final List<String> CLAIMS = List.of("claim", "what comes out here", "verdict");
    static final List<String> COMPARISONS = List.of("claim", "comparison", "mean", "95 %", "n", "verdict");
    static final List<String> SPEED =
            List.of("method", "n", "network passes", "head passes", "backward passes", "ms an image (quartiles)",
                    "times LowRank-CAM", "printed s");
    static final List<String> PLACE =
            List.of("map", "n", "energy / area", "95 %", "positive part", "95 %", "pointing %", "95 %", "degenerate");

    private ReproductionTables() {}

    static List<List<String>> claims(List<Claim> claims) {
        return claims.stream()
                .map(claim -> List.of(claim.says(), claim.found(), "**" + claim.verdict().words() + "**")).toList();
    }

    static List<List<String>> comparisons(List<Claim> claims) {
        List<List<String>> rows = new ArrayList<>();
        for (Claim claim : claims) {
            for (Comparison c : claim.comparisons()) {
                int decimals = Math.abs(c.value()) < 0.1 ? 4 : 2;
                rows.add(List.of(
                        claim.id(), c.what(), TableText.number(c.value(), decimals),
                        TableText.number(c.interval().low(), decimals) + " to "
                                + TableText.number(c.interval().high(), decimals),
                        String.valueOf(c.images()), c.verdict().words()));
            }
        }
        return rows;
    }

    static List<String> methodsHead(MethodTable table) {
        List<String> head = new ArrayList<>(List.of("method", "n"));
        shown(table).forEach(measure -> head.add(TableText.title(measure)));
        head.addAll(List.of("printed ADCC", "degenerate"));
        return head;
    }

    /// Means with intervals, and the paper's ADCC beside ours.
    static List<List<String>> methods(MethodTable table, PublishedTable paper) {
        return table.rows().stream().map(row -> {
            List<String> cells = new ArrayList<>(List.of(row.method(), String.valueOf(row.images())));
            shown(table).forEach(m -> cells.add(TableText.cell(m, row.cells().get(m), row.images())));
            cells.add(printed(paper, row.method(), TableColumn.ADCC));
            cells.add(String.valueOf(row.degenerate()));
            return cells;
        }).toList();
    }

    static List<String> besideHead() {
        List<String> head = new ArrayList<>(List.of("method"));
        SHARES.forEach(measure -> head.addAll(List.of(TableText.title(measure), "printed")));
        return head;
    }

    /// Means alone, each with the paper's number behind it.
    static List<List<String>> beside(MethodTable table, PublishedTable paper) {
        return table.rows().stream().map(row -> {
            List<String> cells = new ArrayList<>(List.of(row.method()));
            for (Measure measure : SHARES) {
                cells.add(TableText.number(row.cells().get(measure).value(), 2));
                cells.add(printed(paper, row.method(), TableColumn.valueOf(measure.id().toUpperCase(Locale.ROOT))));
            }
            return cells;
        }).toList();
    }

    private static List<Measure> shown(MethodTable table) {
        return table.measures().stream().filter(m -> !m.isCount()).toList();
    }

    static List<List<String>> speed(RunData data, MethodTable table, PublishedTable paper) {
        Map<String, Timing> times = Timing.of(data).stream().collect(Collectors.toMap(Timing::method, t -> t));
        double own = times.containsKey("lowrankcam") ? times.get("lowrankcam").median() : Double.NaN;
        return table.rows().stream().map(row -> {
            Timing time = times.get(row.method());
            List<String> cells = new ArrayList<>(List.of(row.method(), String.valueOf(row.images())));
            for (Measure m : List.of(Measure.NETWORK_PASSES, Measure.HEAD_PASSES, Measure.BACKWARD_PASSES)) {
                cells.add(TableText.cell(m, row.cells().get(m), row.images()));
            }
            cells.add(TableText.number(time.median(), 1) + "\n" + TableText.number(time.low(), 1) + " to "
                    + TableText.number(time.high(), 1));
            double ratio = time.median() / own;
            cells.add(TableText.number(ratio, ratio < 10 ? 2 : 0));
            cells.add(printed(paper, row.method(), TableColumn.TIME));
            return cells;
        }).toList();
    }

    static List<List<String>> place(MethodTable table) {
        return table.rows().stream().map(row -> {
            List<String> cells = new ArrayList<>(List.of(row.method(), String.valueOf(row.images())));
            for (Measure m : List.of(Measure.ENERGY, Measure.ENERGY_POSITIVE, Measure.POINTING)) {
                MethodTable.Cell cell = row.cells().get(m);
                int decimals = m == Measure.POINTING ? 0 : 2;
                String fewer = cell.images() < row.images() ? ", n=" + cell.images() : "";
                cells.add(TableText.number(cell.value(), decimals) + fewer);
                cells.add(TableText.number(cell.interval().low(), decimals) + " to "
                        + TableText.number(cell.interval().high(), decimals));
            }
            cells.add(String.valueOf(row.degenerate()));
            return cells;
        }).toList();
    }

    static List<String> presetsHead(MethodTable table) {
        List<String> head = new ArrayList<>(List.of("preset"));
        ranks(table).forEach(rank -> head.add("r = " + rank));
        return head;
    }

    /// A row for each preset, a column for each rank.
    static List<List<String>> presets(MethodTable table) {
        List<List<String>> rows = new ArrayList<>();
        for (String name : LocalisationClaims.PRESETS) {
            List<String> cells = new ArrayList<>(List.of(name));
            for (int rank : ranks(table)) {
                cells.add(table.rows().stream()
                        .filter(row -> LocalisationClaims.Preset.of(row.method())
                                .equals(Optional.of(new LocalisationClaims.Preset(name, rank))))
                        .map(row -> TableText.cell(
                                Measure.ENERGY_POSITIVE, row.cells().get(Measure.ENERGY_POSITIVE), row.images()))
                        .findFirst().orElse(""));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static List<Integer> ranks(MethodTable table) {
        return table.rows().stream().flatMap(row -> LocalisationClaims.Preset.of(row.method()).stream())
                .map(LocalisationClaims.Preset::rank).distinct().sorted().toList();
    }

    private static String printed(PublishedTable paper, String method, TableColumn column) {
        return paper.rows().stream().filter(row -> row.method().equals(PRINTED.getOrDefault(method, method))).findFirst()
                .flatMap(row -> row.cell(column)).map(PublishedTable.Cell::text).orElse("");
    }

    /// `5 hold here, 2 do not, 1 is undecided`.
    static String count(long holds, long fails, long undecided) {
        return String.format(
                Locale.ROOT, "%d %s here, %d %s not, %d %s undecided", holds, holds == 1 ? "holds" : "hold", fails,
                fails == 1 ? "does" : "do", undecided, undecided == 1 ? "is" : "are");
    }
}
