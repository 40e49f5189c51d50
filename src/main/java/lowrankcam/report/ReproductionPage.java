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
        new RankReport(runs.ranks(), ranks).writeFigure(folder.resolve(PREFIX + "figure2"));
        MethodTable table = MethodTable.of(runs.table());
        MethodTable thirteen = MethodTable.of(runs.thirteen());
        MethodTable findings = MethodTable.of(runs.findings());
        AtomicFile.write(
                folder.resolve(PREFIX + "adcc.svg"),
                chart(table, Measure.ADCC, "ADCC %, mean and 95 %, n = " + largest(table)));
        AtomicFile.write(
                folder.resolve(PREFIX + "energy.svg"),
                chart(
                        findings, Measure.ENERGY_POSITIVE,
                        "energy / area, positive part, mean and 95 %, n = " + largest(findings)));
        Markdown page = new Markdown().heading(1, "Reproduction: Table 1 and Figure 2 on phantoms");
        opening(page);
        claimsOf(page);
        tables(page, table, thirteen);
        speed(page, runs.isWithoutSlow() ? table : thirteen);
        figure2(page, ranks);
        findings(page, findings);
        pictures(page, folder);
        closing(page);
        Path file = folder.resolve("REPRODUCTION.md");
        AtomicFile.write(file, page.toString());
        return file;
    }

    /// Images of the row that has most.
    private static int largest(MethodTable table) {
        return table.rows().stream().mapToInt(MethodTable.Row::images).max().orElse(0);
    }

    private static String chart(MethodTable table, Measure measure, String title) {
        return new IntervalChart(
                title,
                table.rows().stream().map(row -> {
                    MethodTable.Cell cell = row.cells().get(measure);
                    return new IntervalChart.Row(
                            row.method(), cell.value(), cell.interval().low(), cell.interval().high(),
                            row.method().equals(table.reference())
                                    ? IntervalChart.Mark.SUBJECT
                                    : IntervalChart.Mark.PLAIN);
                }).toList()).svg();
    }

    private void opening(Markdown page) {
        boolean byDefault = runs.settings().path("model").asString("").equals("default");
        page.paragraph(ReproductionWords.what(byDefault)).paragraph(facts());
        page.paragraph("Made by one command, which continues where it was if interrupted:");
        String numerics = runs.table().settings().path("model").path("numerics").asString("direct");
        page.paragraph(
                "```\n" + ReproductionPlan.command(runs.settings()) + (byDefault ? "" : " -w ...")
                        + (numerics.equals("direct") ? "" : " --numerics " + numerics) + "\n```");
        int missing = runs.all().stream().mapToInt(RunData::missing).sum();
        if (missing > 0) {
            page.paragraph("**Unfinished:** " + missing + " records are missing; give the command again.");
        }
        page.paragraph(ReproductionWords.MURA).paragraph("```\n" + ReproductionWords.MURA_COMMANDS + "\n```");
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

    private void claimsOf(Markdown page) {
        page.heading(2, "What the paper says, and what comes out here");
        page.paragraph(summary(Claim.Source.PAPER, "Of the paper's claims tested here"));
        page.table(ReproductionTables.CLAIMS, ReproductionTables.claims(claims.from(Claim.Source.PAPER)));
        page.paragraph(ReproductionWords.VERDICTS);
    }

    private String summary(Claim.Source source, String begin) {
        return begin + ", " + ReproductionTables.count(
                claims.count(source, Verdict.HOLDS), claims.count(source, Verdict.FAILS),
                claims.count(source, Verdict.UNDECIDED)) + ".";
    }

    private void tables(Markdown page, MethodTable table, MethodTable thirteen) {
        page.heading(2, "Table 1");
        page.paragraph(ReproductionWords.twoSamples(runs.table().images().size(), runs.thirteen().images().size()));
        page.table(ReproductionTables.methodsHead(table), ReproductionTables.methods(table, paper));
        page.paragraph("![ADCC with intervals](" + PREFIX + "adcc.svg)");
        if (!runs.isWithoutSlow()) {
            page.paragraph("All thirteen methods on the few:");
            page.table(ReproductionTables.methodsHead(thirteen), ReproductionTables.methods(thirteen, paper));
        }
        page.paragraph(ReproductionWords.BESIDE);
        page.table(ReproductionTables.besideHead(), ReproductionTables.beside(thirteen, paper));
        page.paragraph(ReproductionWords.ADCC);
    }

    private void speed(Markdown page, MethodTable table) throws IOException {
        page.heading(2, "Passes and time");
        page.table(ReproductionTables.SPEED, ReproductionTables.speed(runs.timed(), table, paper));
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

    private void figure2(Markdown page, RankTable table) {
        RankReport report = new RankReport(runs.ranks(), table);
        page.heading(2, "Figure 2").paragraph("![Insertion and deletion against rank](" + PREFIX + "figure2.svg)");
        page.table(RankReport.HEAD, report.rows()).paragraph(report.rule());
    }

    private void findings(Markdown page, MethodTable table) {
        page.heading(2, "Does it point at the finding?");
        page.paragraph(ReproductionWords.PLACE);
        page.paragraph(summary(Claim.Source.TRIAL, "Of what the trial found"));
        page.table(ReproductionTables.CLAIMS, ReproductionTables.claims(claims.from(Claim.Source.TRIAL)));
        page.paragraph("LowRank-CAM's presets by rank, energy over area of the positive part:");
        page.table(ReproductionTables.presetsHead(table), ReproductionTables.presets(table));
        page.paragraph("Everything:");
        page.table(ReproductionTables.PLACE, ReproductionTables.place(table));
        page.paragraph("![Energy over area with intervals](" + PREFIX + "energy.svg)");
    }

    /// Maps of the first phantom with a finding.
    private void pictures(Markdown page, Path folder) throws IOException {
        page.heading(2, "Pictures");
        Optional<KeptMapsSheet> methods = sheet(Runs.THIRTEEN, runs.thirteen(), runs.thirteen().columns());
        if (methods.isPresent()) {
            methods.get().write(folder.resolve(PREFIX + "methods.png"), 5);
            page.paragraph("All methods on a phantom with a finding, class as predicted; a grey one is degenerate:");
            page.paragraph("![Maps of all methods](" + PREFIX + "methods.png)");
        } else if (!runs.isWithoutSlow()) {
            page.paragraph("No image of the small sample has a finding, so there are no pictures of all methods.");
        }
        List<String> presets =
                runs.findings().columns().stream().filter(c -> LocalisationClaims.Preset.of(c).isPresent()).toList();
        int perRow = Math.max(2, presets.size() / LocalisationClaims.PRESETS.size());
        List<String> columns = new ArrayList<>(COMPARED.subList(0, Math.min(perRow - 1, COMPARED.size())));
        columns.addAll(presets);
        Optional<KeptMapsSheet> ranks = sheet(Runs.FINDINGS, runs.findings(), columns);
        if (ranks.isPresent()) {
            ranks.get().write(folder.resolve(PREFIX + "presets.png"), perRow);
            page.paragraph("LowRank-CAM's presets by rank below other methods, class abnormal:");
            page.paragraph("![Maps of presets and ranks](" + PREFIX + "presets.png)");
        }
    }

    private Optional<KeptMapsSheet> sheet(String name, RunData data, List<String> columns) throws IOException {
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
        sheet.maps(run, data, index.get(), columns);
        return sheet.tiles() > 1 ? Optional.of(sheet) : Optional.empty();
    }

    private void closing(Markdown page) {
        page.heading(2, "Every comparison");
        page.paragraph("Turned so that positive speaks for the claim; also in `claims.csv`, with the family's intervals.");
        page.table(ReproductionTables.COMPARISONS, ReproductionTables.comparisons(claims.list()));
        page.heading(2, "Data, model, choices");
        for (RunData data : runs.all()) {
            RunWords words = new RunWords(data);
            page.paragraph(
                    "- " + data.experiment() + ", class " + data.settings().path("metrics").path("classRule").asString("")
                            + ", " + data.columns().size() + " columns. " + Markdown.plain(words.origin().getFirst()));
        }
        RunWords words = new RunWords(runs.table());
        page.words(words.origin().get(1)).words("Of the first run. " + words.metrics()).paragraph(ReproductionWords.INTERVALS + " " + words.resampling());
    }
}
