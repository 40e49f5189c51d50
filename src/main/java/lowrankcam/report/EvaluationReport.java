package lowrankcam.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lowrankcam.evaluation.Measure;
import lowrankcam.evaluation.Merge;
import lowrankcam.evaluation.MethodTable;
import lowrankcam.evaluation.RunData;
import lowrankcam.evaluation.RunImage;
import lowrankcam.evaluation.Timing;
import lowrankcam.format.AtomicFile;
import lowrankcam.image.Caution;
import lowrankcam.page.Markup;

/// `table.md` and `report.html` of an evaluation: the table of methods with times, differences from the reference, charts,
/// pictures of the first images' maps, and every choice.
final class EvaluationReport {

    private static final String TIME =
            "Time: median over the images (quartiles) of the shared network pass plus the method's own work, wall clock, "
                    + "one call each, after a warm-up; reading and scaling the picture, upsampling the map and all metrics "
                    + "are outside of it. It is the only thing here that differs from run to run.";

    private static final String READING =
            "ADCC is that of the means, as in the paper; mean ADCC is the mean over images. A degenerate map (flat or not "
                    + "finite) is counted, and is in the means: with coherency 0, and with no energy in the finding. n beside a value: images in its mean, where "
                    + "that is fewer than in the row.";

    private static final String STAR = 
            "A star marks intervals that exclude 0, on six images or more. Paired: the same resamples for both methods.";

    private final RunData data;
    private final MethodTable table;
    private final TableText text;
    private final RunWords words;

    EvaluationReport(RunData data, MethodTable table) {
        this.data = data;
        this.table = table;
        this.text = new TableText(table, Timing.of(data));
        this.words = new RunWords(data);
    }

    void write(Path folder) throws IOException {
        AtomicFile.write(folder.resolve("table.md"), markdown());
        page(folder.resolve(Merge.PICTURES)).write(folder.resolve("report.html"));
    }

    String markdown() {
        Markdown page = new Markdown().heading(1, "Class activation maps compared");
        page.paragraph(Caution.TEXT);
        words.origin().forEach(page::words);
        page.table(text.head(), Markdown.plain(text.rows()));
        text.failures().forEach(page::words);
        page.paragraph(READING).paragraph(TIME);
        if (!table.reference().isEmpty()) {
            page.heading(2, Markdown.plain("Differences from " + table.reference()));
            page.table(Markdown.plain(List.of(text.differenceHead())).getFirst(), Markdown.plain(text.differenceRows()))
                    .paragraph(STAR);
        }
        return page.heading(2, "Choices").words(words.metrics()).words(words.intervals()).toString();
    }

    private SetPage page(Path pictures) throws IOException {
        SetPage page = new SetPage("Methods compared on a data set", "Class activation maps compared");
        page.verdict(ResultWords.of(data, table));
        page.heading("Means over the images");
        page.table("Means, each with its interval below it", text.head(), text.rows(), text.subject());
        text.failures().forEach(page::words);
        page.paragraph(READING).paragraph(TIME).terms(MeasureWords.pairs(table.measures()));
        page.heading("Means with intervals");
        text.measuresWithIntervals().forEach(measure -> page.chart(chart(measure, TableText.title(measure), table.rows()), ""));
        if (!table.reference().isEmpty()) {
            page.heading("Differences from " + table.reference());
            page.table("Paired differences, each with its interval below it", text.differenceHead(), text.differenceRows(), -1);
            page.words(STAR);
        }
        cases(page);
        pictures(page, pictures);
        page.heading("Data, model, choices");
        words.origin().forEach(page::words);
        return page.words(words.metrics()).words(words.intervals());
    }

    /// Where the method that the table is about does worst and best.
    private void cases(SetPage page) {
        Optional<Measure> deciding = ResultWords.deciding(table);
        if (deciding.isEmpty() || data.methods().isEmpty()) {
            return;
        }
        // The harmonic mean of the means has no value for an image; its mean has.
        Measure measure = deciding.get() == Measure.ADCC ? Measure.MEAN_ADCC : deciding.get();
        String method = table.reference().isEmpty() ? data.methods().getFirst() : table.reference();
        Cases cases = new Cases(data, method, record -> record.value(measure.value()), measure.better());
        if (cases.any()) {
            String title = measure == Measure.MEAN_ADCC ? "ADCC %" : measure.title();
            page.heading("Worst and best cases");
            page.table("Images on which " + method + " does worst and best by " + title, Cases.head(title), cases.rows(measure.shown(1), TableText.decimals(measure)), -1);
        }
    }

    private IntervalChart chart(Measure measure, String title, List<MethodTable.Row> rows) {
        List<IntervalChart.Row> lines = new ArrayList<>();
        for (MethodTable.Row row : rows) {
            MethodTable.Cell cell = row.cells().get(measure);
            lines.add(
                    new IntervalChart.Row(
                            row.method(), cell.value(), cell.interval().low(), cell.interval().high(),
                            row.method().equals(table.reference())
                                    ? IntervalChart.Mark.SUBJECT
                                    : IntervalChart.Mark.PLAIN));
        }
        return new IntervalChart(title, lines);
    }

    /// Maps of the first images: no more are looked for than the run keeps.
    private void pictures(SetPage page, Path folder) throws IOException {
        int kept = Math.min(data.images().size(), data.settings().path("pictures").asInt(0));
        boolean begun = false;
        for (int i = 0; i < kept && Files.isDirectory(folder); i++) {
            List<Markup> figures = figures(i, folder);
            if (!figures.isEmpty()) {
                if (!begun) {
                    page.heading("Maps");
                    page.words("What the network sees, in grey, under each map. A finding whose place is known is outlined; a map that stays grey is flat.");
                    begun = true;
                }
                page.subheading(title(data.images().get(i))).pictures(figures);
            }
        }
    }

    private List<Markup> figures(int index, Path folder) throws IOException {
        String path = data.images().get(index).path();
        List<Markup> figures = new ArrayList<>();
        add(figures, folder.resolve(MapPictures.plain(index)), "image", "image " + path);
        add(figures, folder.resolve(MapPictures.finding(index)), "finding", "finding on image " + path);
        for (String method : data.methods()) {
            add(figures, folder.resolve(MapPictures.name(index, method)), method, method + " on image " + path);
        }
        return figures;
    }

    private static void add(List<Markup> figures, Path file, String caption, String words) throws IOException {
        if (Files.exists(file)) {
            figures.add(SetPage.figure(file, words, caption));
        }
    }

    /// The image, its class in the data set, and the class that its maps explain with its score.
    private Markup title(RunImage image) {
        String label = image.label().isEmpty() ? "" : ", " + Markup.name(image.label()).html();
        String explained =
                data.methods().stream().map(method -> data.record(image.path(), method))
                        .filter(record -> record != null && record.failure().isEmpty()).findFirst()
                        .map(record -> "; explained: " + Markup.name(Cases.explained(record)).html() + ", score " + Cases.score(record))
                        .orElse("");
        return new Markup(Markup.name(image.path()).html() + label + explained);
    }
}
