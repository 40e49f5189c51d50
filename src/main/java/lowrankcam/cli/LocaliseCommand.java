package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.LowRankOptions;
import lowrankcam.cam.Methods;
import lowrankcam.dataset.MuraDataset;
import lowrankcam.dataset.MuraImage;
import lowrankcam.dataset.Split;
import lowrankcam.experiment.LocalisationStudy;
import lowrankcam.format.FormatException;
import lowrankcam.format.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `localise`: do maps lie on findings whose place is known?
@Command(
        name = "localise",
        description = {
            "Compares maps of the abnormal class with ground-truth masks (as phantoms writes them).",
            "Prints the share of a map's energy inside the mask over the mask's share of the area: 1 is chance."
        },
        footer = {"", "Example: lowrank-cam localise phantoms --limit 50"},
        mixinStandardHelpOptions = true)
final class LocaliseCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;

    @Parameters(paramLabel = "DATASET", description = "Folder that holds MURA-v1.1 and masks.")
    private Path dataset;

    @Option(
            names = {"-r", "--rank"},
            paramLabel = "N",
            split = ",",
            description = "Ranks of LowRank-CAM (default: 1,3,10,40).")
    private List<Integer> ranks = List.of(1, 3, 10, 40);

    @Option(names = "--limit", paramLabel = "N", description = "At most this many images (default: all).")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--study", paramLabel = "PART", description = "Only this body part (default: all).")
    private String study;

    @Override
    public Integer call() throws IOException {
        if (limit < 1) {
            throw new UsageException("--limit: expected at least 1, found " + limit);
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        MuraDataset data = MuraDataset.open(dataset);
        List<MuraImage> images =
                data.select(Split.VALID, PhantomsCommand.Parts.parse(study)).stream()
                        .filter(MuraImage::abnormal).limit(limit).toList();
        if (images.isEmpty()) {
            throw new FormatException(
                    dataset, FormatException.NO_OFFSET, "validation images", "abnormal ones", "none");
        }
        try (ModelOptions.Ready ready = modelOptions.open(err)) {
            ProgressLine progress = new ProgressLine(err, "localise", modelOptions.quiet());
            LocalisationStudy measure =
                    new LocalisationStudy(ready.loaded().model(), ready.preprocessing(), progress::report);
            int target = ready.loaded().model().head().classOf("abnormal");
            Map<String, LocalisationStudy.Result> results = measure.run(data, images, methods(), target);
            progress.close();
            out.printf(Locale.ROOT, "%-30s %5s %8s %8s %13s %5s%n", "method", "n", "median", "mean", "above chance", "flat");
            results.forEach((name, result) -> out.print(row(name, result)));
            measure.unreadable().forEach(e -> err.println("lowrank-cam: left out: " + e.getMessage()));
            if (!measure.unreadable().isEmpty()) {
                return ExitCode.FAILED;
            }
        }
        return ExitCode.DONE;
    }

    private Map<String, CamMethod> methods() {
        Map<String, CamMethod> methods = new LinkedHashMap<>();
        for (String id : List.of("cam", "eigencam")) {
            methods.put(id, Methods.create(id, LowRankOptions.of(LowRankOptions.Preset.DEFAULT, 1)));
        }
        for (LowRankOptions.Preset preset : LowRankOptions.Preset.values()) {
            for (int rank : ranks) {
                methods.put(
                        "lowrankcam " + preset.id() + " r=" + rank,
                        Methods.create("lowrankcam", LowRankOptions.of(preset, rank)));
            }
        }
        return methods;
    }

    private static String row(String name, LocalisationStudy.Result result) {
        return String.format(
                Locale.ROOT, "%-30s %5d %8.2f %8.2f %12.0f%% %5d%n", name, result.ratios().length, result.median(),
                result.mean(), 100 * result.aboveChance(), result.flat());
    }
}
