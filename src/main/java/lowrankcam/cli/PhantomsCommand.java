package lowrankcam.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lowrankcam.dataset.BodyPart;
import lowrankcam.phantom.PhantomOptions;
import lowrankcam.phantom.Phantoms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `phantoms`: a synthetic data set.
@Command(
        name = "phantoms",
        description = "Writes synthetic limb radiographs in MURA layout, with masks of the findings.",
        footer = {
            "",
            "Example: lowrank-cam phantoms --patients 100 --seed 1 -o phantoms",
            "",
            "Images are computed, not taken from anybody. The same seed gives the same pixels."
        },
        mixinStandardHelpOptions = true)
final class PhantomsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(names = "--patients", paramLabel = "N", description = "Patients, one study each (default: ${DEFAULT-VALUE}).")
    private int patients = 100;

    @Option(names = "--seed", paramLabel = "S", description = "Any whole number (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--study",
            paramLabel = "PART",
            split = ",",
            converter = BodyPartConverter.class,
            description = "elbow, finger, forearm, hand, humerus, shoulder, wrist, or some of them (default: all).")
    private List<BodyPart> studies = List.of();

    @Option(
            names = "--markers",
            paramLabel = "WHOSE",
            converter = Choices.Markings.class,
            completionCandidates = Choices.Markings.class,
            description = {
                "Whose images carry a side marker: all, all-large, abnormal, normal or none (default: all). But for all they",
                "are twice as large, and their masks are written to the folder markers."
            })
    private PhantomOptions.Marking markers = PhantomOptions.Marking.ALL;

    @Option(
            names = {"-o", "--output-dir"},
            paramLabel = "DIR",
            required = true,
            description = "Gets the folders MURA-v1.1 and masks.")
    private Path output;

    @Option(names = {"-q", "--quiet"}, description = "No progress on standard error.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        PhantomOptions options = PhantomOptions.of(patients, seed).with(markers);
        if (!studies.isEmpty()) {
            options = options.withParts(studies);
        }
        ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), "phantoms", quiet);
        Phantoms.Summary summary = Phantoms.write(output, options, progress::report);
        progress.close();
        spec.commandLine().getOut().printf(
                Locale.ROOT, "%d studies, %d images, %d masks in %s%n", summary.studies(), summary.images(), summary.masks(), output);
        return ExitCode.DONE;
    }
}
