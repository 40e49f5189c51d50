package lowrankcam.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import lowrankcam.evaluation.Measure;
import lowrankcam.evaluation.MethodTable;
import lowrankcam.evaluation.RankTable;
import lowrankcam.evaluation.ResultRecord;
import lowrankcam.evaluation.RunData;
import lowrankcam.evaluation.RunImage;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Json;
import lowrankcam.published.PublishedTable;
import lowrankcam.published.TableReader;
import lowrankcam.reproduction.Claim;
import lowrankcam.reproduction.Claims;
import lowrankcam.reproduction.LocalisationClaims;
import lowrankcam.reproduction.ReproductionPlan;
import lowrankcam.reproduction.Runs;
import lowrankcam.reproduction.Verdict;
import tools.jackson.databind.JsonNode;

/// The reproduction report: `REPRODUCTION.md` and its pictures in `images`, ready to lie in a folder of documents. Every
/// verdict and every number follows from the records of the runs.
public final class ReproductionPage {

    private static final String TITLE = "Reproduction: Table 1 and Figure 2 on phantoms";
    private static final String PREFIX = "images/reproduction-";
    private static final int PICTURE_SIDE = 150;
    /// Beside the image, above the presets.
    private static final List<String> COMPARED = List.of("cam", "eigencam", "gradcam", "gradcam++", "ablationcam");

    private final Runs runs;
    private final PublishedTable paper;
    private final Claims claims;

    /// @param runs   finished or not
    /// @param paper  its Table 1
    /// @param claims of these runs
    private ReproductionPage(Runs runs, PublishedTable paper, Claims claims) {
        this.runs = runs;
        this.paper = paper;
        this.claims = claims;
    }

    /// Writes the verdicts, the page and its pictures into the folder of a reproduction.
    ///
    /// @return the page
    public static Path write(Path reproduction) throws IOException {
        Runs runs = Runs.read(reproduction);
        PublishedTable paper = TableReader.paper();
        Claims claims = Claims.of(runs, paper);
        AtomicFile.write(reproduction.resolve("claims.csv"), claims.csv());
        return new ReproductionPage(runs, paper, claims).page(reproduction.resolve("page"));
    }

    /// Writes page and pictures.
    ///
    /// @return the page
    private Path page(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        RankTable ranks = RankTable.of(runs.ranks());
        MethodTable table = MethodTable.of(runs.table());
        MethodTable thirteen = MethodTable.of(runs.thirteen());
        MethodTable findings = MethodTable.of(runs.findings());
        Markdown markdown = new Markdown().heading(1, TITLE);
        SetPage html = new SetPage("The paper’s experiments, repeated", TITLE);
        Document page = Document.both(markdown, html);
        html.heading("What this is");
        opening(page);
        claimsOf(page);
        tables(page, table, thirteen, folder);
        speed(page, runs.isWithoutSlow() ? table : thirteen);
        figure2(page, ranks, folder);
        findings(page, findings, folder);
        pictures(page, folder);
        cases(html);
        closing(page);
        Path file = folder.resolve("REPRODUCTION.md");
        AtomicFile.write(file, markdown.toString());
        html.write(folder.resolve("REPRODUCTION.html"));
        return file;
    }

    /// Images of the row that has most.
    private static int largest(MethodTable table) {
        return table.rows().stream().mapToInt(MethodTable.Row::images).max().orElse(0);
    }

    /// Shows a chart that is a file beside the page.
    private static void chart(Document page, Path folder, String name, MethodTable table, Measure measure, String title)
            throws IOException {
        IntervalChart chart =
                new IntervalChart(
                        title + ", mean and 95 %, n = " + largest(table),
                        table.rows().stream().map(row -> {
                            MethodTable.Cell cell = row.cells().get(measure);
                            return new IntervalChart.Row(
                                    row.method(), cell.value(), cell.interval().low(), cell.interval().high(),
                                    row.method().equals(table.reference())
                                            ? IntervalChart.Mark.SUBJECT
                                            : IntervalChart.Mark.PLAIN);
                        }).toList());
        AtomicFile.write(folder.resolve(PREFIX + name), chart.svg());
        page.chart(chart, PREFIX + name);
    }

    private void opening(Document page) {
        page.verdict(summary(Claim.Source.PAPER, "Of the paper's claims tested here") + " "
                + summary(Claim.Source.TRIAL, "Of what an earlier trial found about findings"));
        boolean byDefault = runs.settings().path("model").asString("").equals("default");
        page.paragraph(ReproductionWords.what(byDefault, ReproductionPlan.parts(runs.settings()))).paragraph(facts());
        page.paragraph("Made by one command, which continues where it was if interrupted:");
        String numerics = runs.table().settings().path("model").path("numerics").asString("direct");
        page.code(
                ReproductionPlan.command(runs.settings()) + (byDefault ? "" : " -w ...")
                        + (numerics.equals("direct") ? "" : " --numerics " + numerics));
        int missing = runs.all().stream().mapToInt(RunData::missing).sum();
        if (missing > 0) {
            page.paragraph("**Unfinished:** " + missing + " records are missing; give the command again.");
        }
        page.paragraph(ReproductionWords.MURA).code(ReproductionWords.MURA_COMMANDS);
    }

    /// How good the classifier is on these images, and how little there is to lose.
    private String facts() {
        int right = 0;
        int images = 0;
        double score = 0;
        double blank = 0;
        for (RunImage image : runs.table().images()) {
            ResultRecord record = runs.table().record(image.path(), "lowrankcam");
            if (record != null && record.failure().isEmpty()) {
                images++;
                right += record.facts().getOrDefault("classLabel", "").equals(image.label()) ? 1 : 0;
                score += record.value("imageScore");
                blank += record.value("blankScore");
            }
        }
        if (images == 0) {
            return "Table 1 has no records yet.";
        }
        return String.format(
                Locale.ROOT,
                "The model is right on %d of the %d phantoms of Table 1. Its score of the class it predicts is %.3f on average, "
                        + "and %.3f is what the blank image scores for the same class: AD of a map that hides everything is measured "
                        + "from there.",
                right, images, score / images, blank / images);
    }

    private void claimsOf(Document page) {
        page.heading("What the paper says, and what comes out here");
        page.paragraph(summary(Claim.Source.PAPER, "Of the paper's claims tested here"));
        page.table("The paper’s claims", ReproductionTables.CLAIMS, ReproductionTables.claims(claims.from(Claim.Source.PAPER)));
        page.paragraph(ReproductionWords.VERDICTS);
        if (!claims.from(Claim.Source.PRESET).isEmpty()) {
            page.heading("LowRank-CAM's other presets").paragraph(summary(Claim.Source.PRESET, "Of what would recommend one of them"));
            page.table("Presets", ReproductionTables.CLAIMS, ReproductionTables.claims(claims.from(Claim.Source.PRESET)));
        }
    }

    private String summary(Claim.Source source, String begin) {
        return begin + ", " + ReproductionTables.count(
                claims.count(source, Verdict.HOLDS), claims.count(source, Verdict.FAILS),
                claims.count(source, Verdict.UNDECIDED)) + ".";
    }

    private void tables(Document page, MethodTable table, MethodTable thirteen, Path folder) throws IOException {
        page.heading("Table 1");
        page.paragraph(ReproductionWords.twoSamples(runs.table().images().size(), runs.thirteen().images().size()));
        page.table("Methods with one network pass: means, each with its interval below it", ReproductionTables.methodsHead(table), ReproductionTables.methods(table, paper));
        chart(page, folder, "adcc.svg", table, Measure.ADCC, "ADCC %");
        if (!runs.isWithoutSlow()) {
            page.paragraph("All thirteen methods on the few:");
            page.table("All thirteen methods: means, each with its interval below it", ReproductionTables.methodsHead(thirteen), ReproductionTables.methods(thirteen, paper));
        }
        page.paragraph(ReproductionWords.BESIDE);
        page.table("Means here beside the printed ones", ReproductionTables.besideHead(), ReproductionTables.beside(thirteen, paper));
        page.paragraph(ReproductionWords.ADCC);
    }

    private void speed(Document page, MethodTable table) throws IOException {
        page.heading("Passes and time");
        page.table("Passes and time of a map", ReproductionTables.SPEED, ReproductionTables.speed(runs.timed(), table, paper));
        page.paragraph(ReproductionWords.TIME + " " + machine());
    }

    /// Where the times were taken.
    private String machine() throws IOException {
        String run = runs.isWithoutSlow() ? Runs.TABLE : Runs.THIRTEEN;
        Path file = runs.folder().resolve(run).resolve("machines.json");
        if (!Files.exists(file)) {
            return "";
        }
        StringBuilder words = new StringBuilder("Machine:");
        for (JsonNode machine : Json.read(file).path("machines")) {
            words.append(words.length() > 8 ? "; " : " ").append(machine.path("cpu").asString("unknown processor"))
                    .append(", ").append(machine.path("processors").asInt(0)).append(" processors, ")
                    .append(machine.path("threads").asInt(0)).append(" threads, kernels ")
                    .append(machine.path("kernels").asString("")).append(", Java ")
                    .append(machine.path("java").asString(""));
        }
        return words.append('.').toString();
    }

    private void figure2(Document page, RankTable table, Path folder) throws IOException {
        RankReport report = new RankReport(runs.ranks(), table);
        page.heading("Figure 2").chart(report.writeFigure(folder.resolve(PREFIX + "figure2")), PREFIX + "figure2.svg");
        page.table("Means of each rank, each with its interval below it", RankReport.HEAD, report.rows()).paragraph(report.rule());
    }

    private void findings(Document page, MethodTable table, Path folder) throws IOException {
        page.heading("Does it point at the finding?");
        page.paragraph(ReproductionWords.PLACE);
        page.paragraph(summary(Claim.Source.TRIAL, "Of what the trial found"));
        page.table("What an earlier trial found", ReproductionTables.CLAIMS, ReproductionTables.claims(claims.from(Claim.Source.TRIAL)));
        page.paragraph("LowRank-CAM's presets by rank, energy over area of the positive part:");
        page.table("Energy over area, positive part, by preset and rank", ReproductionTables.presetsHead(table), ReproductionTables.presets(table));
        page.paragraph("Everything:");
        page.table("Maps held against the places of findings", ReproductionTables.PLACE, ReproductionTables.place(table));
        chart(page, folder, "energy.svg", table, Measure.ENERGY_POSITIVE, "energy / area, positive part");
    }

    /// Maps of the first phantom with a finding.
    private void pictures(Document page, Path folder) throws IOException {
        page.heading("Pictures");
        Optional<KeptMapsSheet> methods = sheet(Runs.THIRTEEN, runs.thirteen(), runs.thirteen().methods());
        if (methods.isPresent()) {
            methods.get().write(folder.resolve(PREFIX + "methods.png"), 5);
            page.paragraph("All methods on a phantom with a finding, class as predicted; a grey one is degenerate:");
            page.picture(folder, PREFIX + "methods.png", "Maps of all methods");
        } else if (!runs.isWithoutSlow()) {
            page.paragraph("No image of the small sample has a finding, so there are no pictures of all methods.");
        }
        List<String> presets =
                runs.findings().methods().stream().filter(c -> LocalisationClaims.Preset.of(c).isPresent()).toList();
        int perRow = Math.max(2, presets.size() / LocalisationClaims.PRESETS.size());
        List<String> names = new ArrayList<>(COMPARED.subList(0, Math.min(perRow - 1, COMPARED.size())));
        names.addAll(presets);
        Optional<KeptMapsSheet> ranks = sheet(Runs.FINDINGS, runs.findings(), names);
        if (ranks.isPresent()) {
            ranks.get().write(folder.resolve(PREFIX + "presets.png"), perRow);
            page.paragraph("LowRank-CAM's presets by rank below other methods, class abnormal:");
            page.picture(folder, PREFIX + "presets.png", "Maps of presets and ranks");
        }
    }

    private Optional<KeptMapsSheet> sheet(String name, RunData data, List<String> names) throws IOException {
        Path run = runs.folder().resolve(name);
        Optional<Integer> index =
                IntStream.range(0, data.images().size()).boxed()
                        .filter(i -> !data.images().get(i).maskSha256().isEmpty()).findFirst();
        if (index.isEmpty()) {
            return Optional.empty();
        }
        String path = data.images().get(index.get()).path();
        Path phantoms = runs.folder().resolve(Runs.PHANTOMS);
        KeptMapsSheet sheet =
                new KeptMapsSheet().image(
                        phantoms.resolve("MURA-v1.1").resolve(path), phantoms.resolve("masks").resolve(path), PICTURE_SIDE);
        sheet.maps(run, data, index.get(), names);
        return sheet.tiles() > 1 ? Optional.of(sheet) : Optional.empty();
    }

    private void cases(SetPage page) {
        Cases cases = new Cases(runs.table(), "lowrankcam", record -> record.value("adcc"), Measure.Better.HIGH);
        if (cases.any()) {
            page.heading("Worst and best cases");
            page.table("Phantoms of Table 1 on which lowrankcam does worst and best by ADCC %", Cases.head("ADCC %"), cases.rows(100, 2), -1);
        }
    }

    private void closing(Document page) {
        page.heading("Every comparison");
        page.paragraph("Turned so that positive speaks for the claim; also in `claims.csv`, with the family's intervals.");
        page.table("Every comparison behind a verdict", ReproductionTables.COMPARISONS, ReproductionTables.comparisons(claims.list()));
        page.heading("Data, model, choices");
        for (RunData data : runs.all()) {
            RunWords words = new RunWords(data);
            page.item(
                    data.experiment() + ", class " + data.settings().path("metrics").path("classRule").asString("")
                            + ", " + data.methods().size() + " methods. " + words.origin().getFirst());
        }
        RunWords words = new RunWords(runs.table());
        page.words(words.origin().get(1)).words("Of the first run. " + words.metrics()).paragraph(ReproductionWords.INTERVALS + " " + words.resampling());
    }
}
