package lowrankcam.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import lowrankcam.evaluation.Measure;
import lowrankcam.evaluation.MethodTable;
import lowrankcam.evaluation.RankTable;
import lowrankcam.evaluation.RunData;
import lowrankcam.format.AtomicFile;
import lowrankcam.image.Canvas;

/// `ranks.md`, `report.html` and the plot of the paper's Figure 2 (`figure2.svg`, `figure2.png`) of a rank sweep.
final class RankReport {

    private final RunData data;
    private final RankTable table;
    private final RunWords words;

    RankReport(RunData data, RankTable table) {
        this.data = data;
        this.table = table;
        this.words = new RunWords(data);
    }

    void write(Path folder) throws IOException {
        LineChart chart = writeFigure(folder.resolve("figure2"));
        AtomicFile.write(folder.resolve("ranks.md"), markdown());
        page(chart).write(folder.resolve("report.html"));
    }

    /// Draws the figure into two files.
    ///
    /// @param stem of both, without `.svg` and `.png`
    LineChart writeFigure(Path stem) throws IOException {
        LineChart chart = chart(RankTable.Row::insertion, RankTable.Row::kept);
        AtomicFile.write(stem.resolveSibling(stem.getFileName() + ".svg"), chart.svg());
        Canvas pixels = new Canvas(LineChart.WIDTH, LineChart.HEIGHT, Palette.GROUND, Palette.TEXT);
        chart.draw(pixels);
        pixels.write(stem.resolveSibling(stem.getFileName() + ".png"));
        return chart;
    }

    private LineChart chart(
            Function<RankTable.Row, MethodTable.Cell> insertion, Function<RankTable.Row, MethodTable.Cell> kept) {
        double[] ranks = table.rows().stream().mapToDouble(RankTable.Row::rank).toArray();
        return new LineChart(
                "rank r", "mean over " + images() + " images", ranks,
                List.of(line("insertion AUC", insertion), line("1 - deletion AUC", kept)),
                table.chosen() == 0 ? Double.NaN : table.chosen());
    }

    private int images() {
        return table.rows().stream().mapToInt(RankTable.Row::images).max().orElse(0);
    }

    private LineChart.Line line(String name, Function<RankTable.Row, MethodTable.Cell> cell) {
        List<MethodTable.Cell> cells = table.rows().stream().map(cell).toList();
        return new LineChart.Line(
                name, cells.stream().mapToDouble(MethodTable.Cell::value).toArray(),
                cells.stream().mapToDouble(c -> c.interval().low()).toArray(),
                cells.stream().mapToDouble(c -> c.interval().high()).toArray());
    }

    static final List<String> HEAD =
            List.of("rank", "n", "insertion AUC ↑", "1 - deletion AUC ↑", "insertion, normalised",
                    "1 - deletion, normalised", "chosen in resamples", "degenerate");

    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (RankTable.Row row : table.rows()) {
            rows.add(List.of(
                    row.rank() + (row.rank() == table.chosen() ? " (chosen)" : ""), String.valueOf(row.images()),
                    cell(row.insertion()), cell(row.kept()), cell(row.insertionNormalised()),
                    cell(row.keptNormalised()), String.format(Locale.ROOT, "%.0f %%", 100 * row.share()),
                    String.valueOf(row.degenerate())));
        }
        return rows;
    }

    private static String cell(MethodTable.Cell cell) {
        return TableText.number(cell.value(), 4) + "\n" + TableText.number(cell.interval().low(), 4) + " to "
                + TableText.number(cell.interval().high(), 4);
    }

    String rule() {
        String maximised =
                switch (table.rule()) {
                    case SUM -> "mean insertion AUC + 1 - mean deletion AUC";
                    case INSERTION -> "mean insertion AUC";
                    case DELETION -> "1 - mean deletion AUC";
                };
        return "Preset " + RunWords.text(data.settings(), "preset") + ". Chosen rank: " + table.chosen()
                + ", which maximises " + maximised
                + " (the lowest of equals). Chosen in resamples: how often the same rule takes a rank when the images are "
                + "drawn again; where that is spread over many ranks, the data do not decide. Normalised: the score of the "
                + "blank image counts as 0 and that of the image as 1; where the two are close the quotient is large, and the "
                + "mean follows few images.";
    }

    /// What the rule looks at, of one image.
    private String maximised() {
        return switch (table.rule()) {
            case SUM -> "insertion + 1 - deletion";
            case INSERTION -> "insertion AUC";
            case DELETION -> "1 - deletion AUC";
        };
    }

    private String markdown() {
        Markdown page = new Markdown().heading(1, "Rank of LowRank-CAM");
        words.origin().forEach(page::words);
        return page.paragraph("![Insertion and deletion against rank](figure2.svg)").table(HEAD, rows())
                .words(rule()).heading(2, "Choices").words(words.metrics()).words(words.intervals())
                .toString();
    }

    private SetPage page(LineChart chart) {
        SetPage page = new SetPage("Ranks compared on a data set", "Rank of LowRank-CAM");
        page.verdict(ResultWords.of(data, table)).heading("Insertion and deletion against rank").chart(chart, "");
        int chosen = -1;
        for (int i = 0; i < table.rows().size(); i++) {
            chosen = table.rows().get(i).rank() == table.chosen() ? i : chosen;
        }
        page.table("Means of each rank, each with its interval below it", HEAD, rows(), chosen).words(rule());
        page.terms(MeasureWords.pairs(List.of(Measure.INSERTION, Measure.DELETION)));
        page.heading("Normalised areas").chart(chart(RankTable.Row::insertionNormalised, RankTable.Row::keptNormalised), "");
        cases(page);
        page.heading("Data, model, choices");
        words.origin().forEach(page::words);
        return page.words(words.metrics()).words(words.intervals());
    }

    /// Where the chosen rank does worst and best.
    private void cases(SetPage page) {
        Cases cases =
                new Cases(
                        data, String.valueOf(table.chosen()),
                        record -> table.rule().of(record.value("insertion"), record.value("deletion")), Measure.Better.HIGH);
        if (cases.any()) {
            page.heading("Worst and best cases");
            page.table(
                    "Images on which rank " + table.chosen() + " does worst and best by what the choice maximises", Cases.head(maximised()),
                    cases.rows(1, 4), -1);
        }
    }
}
