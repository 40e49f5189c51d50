package lowrankcam.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.experiment.Merge;
import lowrankcam.experiment.MethodTable;
import lowrankcam.experiment.RankTable;
import lowrankcam.experiment.RunData;
import lowrankcam.experiment.Timing;
import lowrankcam.format.AtomicFile;
import tools.jackson.databind.JsonNode;

/// `REPRODUCTION.md`: the paper's experiments on phantoms, what holds and what does not. Every number and every verdict
/// follows from the runs; the words around them do not depend on what comes out.
///
/// @param runs  folder with the runs `fast`, `table1`, `curves`, `place` and `ranks`
public record ReproductionReport(Path runs) {

    /// What to ask `evaluate` for in the run `place`.
    public static String placeMethods() {
        return ReproductionPlace.methods();
    }

    /// Writes the page and its pictures.
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("reproduction"));
        Files.copy(
                runs.resolve("ranks/figure2.svg"), folder.resolve("reproduction/figure2.svg"),
                StandardCopyOption.REPLACE_EXISTING);
        RunData table = RunData.read(runs.resolve("table1"));
        List<String> columns = table.columns();
        int half = (columns.size() + 1) / 2;
        Path pictures = runs.resolve("table1").resolve(Merge.PICTURES);
        List<Integer> shown = List.of(0, 1, 2);
        new PictureGrid(pictures, shown, columns.subList(0, half)).write(folder.resolve("reproduction/maps-1.png"));
        new PictureGrid(pictures, shown, columns.subList(half, columns.size()))
                .write(folder.resolve("reproduction/maps-2.png"));
        AtomicFile.write(folder.resolve("REPRODUCTION.md"), text());
    }

    String text() throws IOException {
        RunData fast = RunData.read(runs.resolve("fast"));
        RunData table = RunData.read(runs.resolve("table1"));
        RunData curves = RunData.read(runs.resolve("curves"));
        RunData place = RunData.read(runs.resolve("place"));
        RunData ranks = RunData.read(runs.resolve("ranks"));
        Markdown page = new Markdown();
        opening(page, table);
        MethodTable thirteen = MethodTable.of(table);
        RankTable sweep = RankTable.of(ranks);
        page.heading(2, "What the paper claims and what holds here");
        page.table(ReproductionClaims.HEAD, new ReproductionClaims(thirteen, Timing.of(table), sweep).rows());
        page.paragraph("Verdicts follow from 95 % bootstrap intervals of paired differences over the "
                + table.images().size() + " images of the second table below (the first and the ranks: see their n).");
        methods(page, "Table 1: thirteen methods, n = " + table.images().size(), table,
                "As many images as the paper's AIn column, whose values are multiples of 1/16, is consistent with.");
        methods(page, "The nine methods with one network pass, n = " + fast.images().size(), fast,
                "The whole validation split: narrower intervals.");
        methods(page, "Insertion, deletion and ROAD, n = " + curves.images().size(), curves,
                "On two classes the score of a blank image bounds both areas; the normalised ones take it as 0.");
        page.heading(2, "Figure 2: the rank, n = " + ranks.images().size());
        page.paragraph("![Insertion and 1 - deletion against rank](reproduction/figure2.svg)");
        RankReport rankReport = new RankReport(ranks, sweep);
        page.table(RankReport.HEAD, rankReport.rows()).paragraph(rankReport.rule());
        place(page, place);
        page.heading(2, "Maps of all methods").paragraph("Three images of the table above; a map that is flat is not painted.");
        page.paragraph("![Maps](reproduction/maps-1.png)").paragraph("![Maps](reproduction/maps-2.png)");
        machine(page, table);
        return page.toString();
    }

    private static void opening(Markdown page, RunData table) {
        page.heading(1, "The paper's experiments on phantoms");
        page.paragraph("Made by `lowrank-cam reproduce`, which computes everything below from nothing but this repository. "
                + "Nothing here was edited by hand.");
        page.paragraph("**These are not the paper's numbers and cannot be.** The paper's images are from MURA, which may not "
                + "be passed on, and its classifier was trained on them and is not public. Here the images are computed "
                + "radiographs of the humerus with findings whose place is known, and the classifier is the default "
                + "model, whose body was trained on photographs and whose head was fitted on such phantoms. What agrees with "
                + "the paper supports it a little; what does not may be due to data and model. Nobody should "
                + "choose a method for patients by this page.");
        page.paragraph("With MURA on disk and a head of your own (`train-head`), the same tables are made by");
        page.paragraph("```\nlowrank-cam train-head MURA-v1.1 --study elbow -o elbow.safetensors\n"
                + "lowrank-cam evaluate MURA-v1.1 --study elbow --head elbow.safetensors -m table1 --limit 16 -o table1\n"
                + "lowrank-cam tune-rank MURA-v1.1 --study wrist --head wrist.safetensors --samples 10 -o ranks\n```");
        new RunWords(table).origin().forEach(page::paragraph);
    }

    private static void methods(Markdown page, String title, RunData data, String remark) {
        MethodTable table = MethodTable.of(data);
        TableText text = new TableText(table, Timing.of(data));
        page.heading(2, title).paragraph(remark).table(text.head(), text.rows());
        page.paragraph("Minus LowRank-CAM, paired; a star marks intervals that exclude 0.");
        page.table(text.differenceHead(), text.differenceRows());
    }

    private static void place(Markdown page, RunData data) {
        ReproductionPlace place = new ReproductionPlace(data);
        page.heading(2, "Does it point at the finding? n = " + data.images().size());
        page.paragraph("Maps of the class abnormal on all abnormal images of the validation split. Energy / area: share of the "
                + "map's energy inside the finding over the finding's share of the area; 1 is chance. Maps without a "
                + "ReLU are scaled from their minimum, which spreads some of their energy over the background.");
        page.table(List.of("claim of an earlier small trial", "verdict"), place.claims());
        page.table(ReproductionPlace.HEAD, place.rows());
        page.paragraph("Mean with interval, and median over the images. A star marks differences whose interval excludes 0. "
                + "A name without a rank is that of rank 10.");
    }

    private void machine(Markdown page, RunData table) throws IOException {
        page.heading(2, "How it was measured");
        List<String> machines = new ArrayList<>();
        Path file = runs.resolve("table1/machines.json");
        if (Files.exists(file)) {
            for (JsonNode machine : lowrankcam.format.Json.read(file).path("machines")) {
                machines.add(machine.path("processors").asInt(0) + " processors, " + machine.path("threads").asInt(0)
                        + " threads, Java " + machine.path("java").asString("") + ", kernels "
                        + machine.path("kernels").asString(""));
            }
        }
        page.paragraph("Times: " + String.join("; ", machines) + ". Median over the images (quartiles) of the shared network "
                + "pass plus the method's own work; metrics are outside. Other programs ran on the machine at the same time.");
        RunWords words = new RunWords(table);
        page.paragraph(words.metrics()).paragraph(words.intervals());
    }
}
