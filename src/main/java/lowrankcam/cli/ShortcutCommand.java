package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import lowrankcam.dataset.BodyPart;
import lowrankcam.image.Caution;
import lowrankcam.inception.LoadedModel;
import lowrankcam.inception.ModelLoader;
import lowrankcam.report.ShortcutPage;
import lowrankcam.shortcut.ShortcutPlan;
import lowrankcam.shortcut.ShortcutResult;
import lowrankcam.shortcut.ShortcutRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `shortcut`: a head that learnt a marker, and its maps.
@Command(
        name = "shortcut",
        description = {
            "Shows on phantoms how a head learns a side marker in place of the findings, and which maps reveal it.",
            "Fits one head where only the abnormal carry a marker and one where all do, tries both, and measures their maps."
        },
        footer = {
            "",
            "Example: lowrank-cam shortcut demonstration",
            "",
            "Writes index.html, one page for a lecture, shortcut.json, pictures, both heads and the phantoms. See docs/TRUST.md.",
            "",
            Caution.TEXT
        },
        mixinStandardHelpOptions = true)
final class ShortcutCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private ModelOptions modelOptions;

    @Parameters(paramLabel = "DIRECTORY", description = "Where all goes; new or empty.")
    private Path folder;

    @Option(names = "--training", paramLabel = "N", description = "Phantoms to learn from (default: ${DEFAULT-VALUE}).")
    private int training = ShortcutPlan.USUAL.training();

    @Option(names = "--test", paramLabel = "N", description = "Phantoms to try on (default: ${DEFAULT-VALUE}).")
    private int test = ShortcutPlan.USUAL.test();

    @Option(
            names = "--study",
            paramLabel = "PART",
            converter = BodyPartConverter.class,
            description = "What they show: elbow, finger, forearm, hand, humerus, shoulder or wrist (default: humerus).")
    private BodyPart part = ShortcutPlan.USUAL.part();

    @Option(names = "--seed", paramLabel = "S", description = "Of the phantoms (default: ${DEFAULT-VALUE}).")
    private long seed = ShortcutPlan.USUAL.seed();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ShortcutPlan plan = new ShortcutPlan(training, test, part, seed);
        try (LoadedModel model = modelOptions.open(err, ModelLoader.HeadUse.NONE)) {
            ProgressLine progress = new ProgressLine(err, "features", modelOptions.quiet());
            ShortcutResult result = new ShortcutRun(model, folder, plan, progress::report).run();
            progress.close();
            new ShortcutPage(result).write(folder);
            print(result, out);
        }
        return ExitCode.DONE;
    }

    private void print(ShortcutResult result, PrintWriter out) {
        out.printf(Locale.ROOT, "%-30s %10s %10s%n", "right, where markers are", "shortcut", "control");
        for (ShortcutResult.Accuracy accuracy : result.accuracies()) {
            out.printf(
                    Locale.ROOT, "%-30s %9.0f%% %9.0f%%%n", accuracy.markers(), 100 * accuracy.shortcut(), 100 * accuracy.control());
        }
        out.printf(Locale.ROOT, "%n%-30s %10s %10s %10s %10s%n", "energy over area", "marker", "finding", "marker", "finding");
        for (ShortcutResult.Energy energy : result.methods()) {
            out.printf(
                    Locale.ROOT, "%-30s %10.2f %10.2f %10.2f %10.2f%n", energy.method(), energy.shortcutMarker(),
                    energy.shortcutFinding(), energy.controlMarker(), energy.controlFinding());
        }
        out.println();
        out.println("open " + folder.resolve("index.html"));
    }
}
