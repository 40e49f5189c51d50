package lowrankcam.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import lowrankcam.dataset.BodyPart;
import lowrankcam.dataset.MuraDataset;
import lowrankcam.dataset.MuraImage;
import lowrankcam.dataset.Split;
import lowrankcam.format.FormatException;
import lowrankcam.format.UsageException;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.Workers;
import lowrankcam.metric.BinaryScores;
import lowrankcam.model.TrainingFeatures;
import lowrankcam.weights.SafetensorsWriter;

/// Fits a linear head on the pooled features of a frozen body: normal against abnormal, on folders in MURA layout.
///
/// One network pass for each image. Where there are patients enough, [Folds] hold some of them out in turn: that chooses the
/// penalty, and the temperature by which the log-odds are divided before they are written, so that the head's probabilities are
/// calibrated for whoever reads it; and it says how far from the others a training image may lie.
///
/// Memory: the features, 4 n K bytes (0.33 GB for 40 000 images with 2048 features), and what [LogisticRegression] needs.
///
/// @param model         its head does not matter
/// @param preprocessing how pictures become the model's input
/// @param workers       the model's threads
/// @param cache         keeps features from run to run
/// @param progress      told about images done
public record HeadTraining(
        InceptionModel model, Preprocessing preprocessing, Workers workers, FeatureCache cache, Progress progress) {

    /// Told about images done.
    public interface Progress {
        /// @param kept how many of those done had their features kept, which takes no time to speak of
        void report(int done, int kept, int total);
    }

    /// What a head is fitted on, and tried on.
    ///
    /// @param data     its training splits are fitted, its validation splits scored
    /// @param patients only the first patients of each of these, by name, as many as this
    /// @param test     other data sets, scored as a whole
    /// @param parts    only these body parts, or all if there are none
    /// @param lambda   strength of the L2 penalty, or nothing: chosen by cross-validation
    public record Request(
            List<MuraDataset> data, int patients, List<MuraDataset> test, Set<BodyPart> parts, OptionalDouble lambda) {}

    /// What came out.
    ///
    /// @param head       the head's file
    /// @param steps      Newton steps of the last fit
    /// @param choice     how the penalty was chosen, and the temperature
    /// @param scores     by name: training, validation and test, per image and per study, then per body part
    /// @param unreadable why images were left out, one each
    public record Result(
            SafetensorsWriter head, int steps, PenaltyChoice choice, Map<String, BinaryScores> scores,
            List<FormatException> unreadable) {}

    /// Runs all images once, fits the head and scores it. Images that cannot be read are left out.
    ///
    /// @throws FormatException if an image has features that are not finite, or a split or class is empty
    /// @throws UsageException  if there are too few patients to choose a penalty
    public Result train(Request request) throws IOException {
        List<List<MuraImage>> train = select(request.data(), request.patients(), request.parts(), Set.of(Split.TRAIN));
        List<List<MuraImage>> valid = select(request.data(), request.patients(), request.parts(), Set.of(Split.VALID));
        List<List<MuraImage>> test = select(request.test(), Integer.MAX_VALUE, request.parts(), Set.of(Split.values()));
        Path base = request.data().getFirst().base();
        requireBothClasses(base, train.stream().flatMap(List::stream).toList());
        FeatureRun run =
                new FeatureRun(model, preprocessing, workers, cache, progress, count(train) + count(valid) + count(test));
        Features fitted = features(run, train);
        Features held = features(run, valid);
        Features tried = features(run, test);
        requireBothClasses(base, fitted.images());
        Optional<Folds> folds = Folds.of(fitted);
        PenaltyChoice choice = PenaltyChoice.of(fitted, folds, request.lambda(), workers);
        LogisticFit fit = LogisticRegression.fit(fitted.rows(), fitted.abnormal(), choice.lambda(), workers);
        TrainingFeatures place = folds.isEmpty() ? null : TrainingSubspace.of(fitted, folds.get(), workers);
        HeadFile head = HeadFile.of(fit, choice, fitted, place);
        Map<String, BinaryScores> scores = new LinkedHashMap<>();
        HeadScores.put(scores, "training", fitted, head);
        HeadScores.put(scores, "validation", held, head);
        HeadScores.put(scores, "test", tried, head);
        return new Result(head.write(), fit.steps(), choice, scores, run.unreadable());
    }

    private static List<List<MuraImage>> select(
            List<MuraDataset> data, int patients, Set<BodyPart> parts, Set<Split> splits) {
        List<List<MuraImage>> selected = new ArrayList<>();
        for (MuraDataset set : data) {
            Set<String> first =
                    set.images().stream().map(MuraImage::patient).distinct().sorted().limit(patients)
                            .collect(Collectors.toSet());
            selected.add(set.images().stream()
                    .filter(image -> splits.contains(image.split()) && first.contains(image.patient())
                            && (parts.isEmpty() || parts.contains(image.part())))
                    .toList());
        }
        return selected;
    }

    private static int count(List<List<MuraImage>> images) {
        return images.stream().mapToInt(List::size).sum();
    }

    private static Features features(FeatureRun run, List<List<MuraImage>> sets) throws IOException {
        List<Features> parts = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            parts.add(run.of(sets.get(i), i));
        }
        return Features.joined(parts);
    }

    private static void requireBothClasses(Path base, List<MuraImage> train) throws FormatException {
        long positive = train.stream().filter(MuraImage::abnormal).count();
        if (positive == 0 || positive == train.size()) {
            throw new FormatException(
                    base, FormatException.NO_OFFSET, "training images", "normal and abnormal ones",
                    (train.size() - positive) + " normal and " + positive + " abnormal");
        }
    }
}
