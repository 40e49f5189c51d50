package lowrankcam.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.evaluation.Measure;
import lowrankcam.evaluation.Merge;
import lowrankcam.evaluation.MethodTable;
import lowrankcam.evaluation.RunData;
import lowrankcam.evaluation.RunImage;
import lowrankcam.evaluation.Timing;
import lowrankcam.format.AtomicFile;
import lowrankcam.image.Caution;

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

    private static final String STAR = "A star marks intervals that exclude 0. Paired: the same resamples for both methods.";

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
        AtomicFile.write(folder.resolve("report.html"), html(folder.resolve(Merge.PICTURES)));
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

    private String html(Path pictures) throws IOException {
        Html page = new Html("Class activation maps compared");
        page.paragraph(Caution.TEXT);
        words.origin().forEach(page::paragraph);
        page.table(text.head(), text.rows(), text.subject());
        text.failures().forEach(page::paragraph);
        page.paragraph(READING).paragraph(TIME);
        page.heading("Means with intervals");
        for (Measure measure : text.measuresWithIntervals()) {
            page.element(chart(measure, TableText.title(measure), table.rows()).svg());
        }
        if (!table.reference().isEmpty()) {
            page.heading("Differences from " + table.reference());
            page.table(text.differenceHead(), text.differenceRows(), -1).paragraph(STAR);
        }
        pictures(page, pictures);
        return page.heading("Choices").paragraph(words.metrics()).paragraph(words.intervals()).toString();
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
    private void pictures(Html page, Path folder) throws IOException {
        int kept = Math.min(data.images().size(), data.settings().path("pictures").asInt(0));
        for (int i = 0; i < kept && Files.isDirectory(folder); i++) {
            RunImage image = data.images().get(i);
            boolean begun = false;
            for (String method : data.columns()) {
                Path file = folder.resolve(MapPictures.name(i, method));
                if (Files.exists(file)) {
                    if (!begun) {
                        page.heading(image.path() + (image.label().isEmpty() ? "" : " (" + image.label() + ")"));
                        begun = true;
                    }
                    page.picture(Files.readAllBytes(file), method);
                }
            }
        }
    }
}
