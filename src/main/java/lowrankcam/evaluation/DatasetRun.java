package lowrankcam.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import lowrankcam.cam.Progress;
import lowrankcam.dataset.ImageSet;
import lowrankcam.dataset.LabelledImage;
import tools.jackson.databind.node.ObjectNode;

/// An experiment on a data set from its beginning, or from where it was left, to its files.
///
/// @param program name and version
/// @param model   which network
/// @param images  of the data set, those of other shards included
/// @param shard   which of these
/// @param plan    what is computed
public record DatasetRun(String program, RunModel model, ImageSet images, Shard shard, RunPlan plan) {

    private ObjectNode settings() {
        RunSettings settings =
                new RunSettings(
                        program, model.facts(plan.layer()), images.kind(), images.selection().text(), images.missing(),
                        shard);
        return switch (plan) {
            case EvaluationPlan evaluation -> settings.of(evaluation);
            case RankPlan ranks -> settings.of(ranks);
        };
    }

    /// Makes the folder of a run that goes on later, or holds the one that is there to these settings.
    ///
    /// @param those the images, or none for a run that is left out
    public void begin(Path folder, List<LabelledImage> those) throws IOException {
        RunFolder.open(folder, settings(), RunSettings.identify(those)).close();
    }

    /// Makes the records that are missing and writes all files.
    ///
    /// @param name for the listener
    /// @throws lowrankcam.format.UsageException  if the head has no such class
    /// @throws lowrankcam.format.FormatException if the folder holds another run, or an image's label is no class of the head
    public void run(String name, Path output, RunOutput files, RunListener listener) throws IOException {
        model.requireClasses(plan.metrics().classRule(), images.images());
        try (RunFolder folder = RunFolder.open(output, settings(), RunSettings.identify(images.images()))) {
            RunData data = folder.data();
            int missing = data.missing();
            int all = (int) IntStream.range(0, data.images().size()).filter(data.shard()::contains).count() * data.methods().size();
            listener.started(name, output, all - missing, all);
            if (missing > 0) {
                RunMachines.add(output, model, images);
                ExperimentRun run = new ExperimentRun(folder, listener::records);
                run.run(task(files.pictures(output), (pass, passes) -> listener.passes(pass, passes, run.secondsLeft())));
            }
            files.write(output, data);
            listener.ended(RunOutcome.of(data, images));
        }
    }

    private ExperimentRun.ImageTask task(MapKeeper keeper, Progress progress) {
        return switch (plan) {
            case EvaluationPlan evaluation ->
                    new Evaluation(model.network(), model.input(), evaluation, images.images(), keeper, progress);
            case RankPlan ranks -> new RankSweep(model.network(), model.input(), ranks, images.images());
        };
    }
}
