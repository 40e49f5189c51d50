package lowrankcam.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lowrankcam.dataset.BodyPart;
import lowrankcam.dataset.MuraDataset;
import lowrankcam.dataset.MuraImage;
import lowrankcam.dataset.Split;
import lowrankcam.format.FormatException;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.InceptionModel;
import lowrankcam.metric.BinaryScores;
import lowrankcam.weights.SafetensorsWriter;

/// Fits a linear head on the pooled features of a frozen body: normal against abnormal, on a folder in MURA layout.
///
/// One network pass for each image. The head has two outputs with opposite weights, `±(w·x + b)/2`, so that their
/// softmax is the logistic model and neither class carries the other's offset.
///
/// Memory: the features, 4 n K bytes (0.33 GB for 40 000 images with 2048 features), and what [LogisticRegression] needs.
public final class HeadTraining {

    /// The classes, in order of their index.
    public static final List<String> LABELS = List.of("normal", "abnormal");

    private final InceptionModel model;
    private final Preprocessing preprocessing;
    private final Progress progress;

    /// Told about images done.
    public interface Progress {
        void report(int done, int total);
    }

    /// What came out.
    ///
    /// @param head    the head's file
    /// @param steps   Newton steps
    /// @param scores  by name: training and validation, per image and per study
    /// @param unreadable why images were left out, one each
    public record Result(
            SafetensorsWriter head, int steps, Map<String, BinaryScores> scores, List<FormatException> unreadable) {}

    /// Images that could be read, and in the same order their pooled features, and what is equal for the views of a study: its
    /// UID in DICOM files, its folder otherwise.
    private record Features(List<MuraImage> images, float[][] rows, List<String> studies) {}

    public HeadTraining(InceptionModel model, Preprocessing preprocessing, Progress progress) {
        this.model = model;
        this.preprocessing = preprocessing;
        this.progress = progress;
    }

    /// Runs all images once and fits the head on the training split.
    ///
    /// @param part   only this body part, or all
    /// @param lambda strength of the L2 penalty
    /// Images that cannot be read are left out.
    ///
    /// @throws FormatException if an image has features that are not finite, or a split or class is empty
    public Result train(MuraDataset data, Optional<BodyPart> part, double lambda) throws IOException {
        List<MuraImage> train = data.select(Split.TRAIN, part);
        List<MuraImage> valid = data.select(Split.VALID, part);
        requireBothClasses(data, train);
        List<FormatException> unreadable = new ArrayList<>();
        Features fitted = features(train, 0, train.size() + valid.size(), unreadable);
        Features held = features(valid, train.size(), train.size() + valid.size(), unreadable);
        requireBothClasses(data, fitted.images());
        LogisticRegression fit = LogisticRegression.fit(fitted.rows(), labels(fitted.images()), lambda);
        Map<String, BinaryScores> scores = new LinkedHashMap<>();
        score(scores, "training", fitted, fit);
        if (!held.images().isEmpty()) {
            score(scores, "validation", held, fit);
        }
        return new Result(head(fit), fit.steps(), scores, unreadable);
    }

    private static void requireBothClasses(MuraDataset data, List<MuraImage> train) throws FormatException {
        long positive = train.stream().filter(MuraImage::abnormal).count();
        if (positive == 0 || positive == train.size()) {
            throw new FormatException(
                    data.base(), FormatException.NO_OFFSET, "training images", "normal and abnormal ones",
                    (train.size() - positive) + " normal and " + positive + " abnormal");
        }
    }

    private Features features(List<MuraImage> images, int before, int total, List<FormatException> unreadable)
            throws FormatException {
        List<MuraImage> read = new ArrayList<>();
        List<float[]> rows = new ArrayList<>();
        List<String> studies = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            MuraImage image = images.get(i);
            progress.report(before + i + 1, total);
            Preprocessing.Seen seen;
            try {
                seen = preprocessing.read(image.file(), model.kernels().resample());
            } catch (FormatException e) {
                unreadable.add(e);
                continue;
            }
            float[] pooled = model.forward(seen.tensor(), model.lastLayer()).pooled();
            requireFinite(image, pooled);
            read.add(image);
            rows.add(pooled);
            String study = seen.picture().origin().rendering().study();
            studies.add(study.isEmpty() ? image.studyKey() : study + ' ' + image.abnormal());
        }
        return new Features(read, rows.toArray(float[][]::new), studies);
    }

    private static void requireFinite(MuraImage image, float[] features) throws FormatException {
        for (int k = 0; k < features.length; k++) {
            if (!Float.isFinite(features[k])) {
                throw new FormatException(
                        image.file(), FormatException.NO_OFFSET, "pooled feature " + k, "a finite number",
                        String.valueOf(features[k]));
            }
        }
    }

    private static boolean[] labels(List<MuraImage> images) {
        boolean[] labels = new boolean[images.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = images.get(i).abnormal();
        }
        return labels;
    }

    private static void score(
            Map<String, BinaryScores> scores, String split, Features features, LogisticRegression fit) {
        List<MuraImage> images = features.images();
        double[] probabilities = new double[images.size()];
        Map<String, List<Integer>> studies = new LinkedHashMap<>();
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = 1 / (1 + StrictMath.exp(-fit.score(features.rows()[i])));
            studies.computeIfAbsent(features.studies().get(i), _ -> new ArrayList<>()).add(i);
        }
        scores.put(split + " images", BinaryScores.of(probabilities, labels(images)));
        double[] means = new double[studies.size()];
        boolean[] truth = new boolean[studies.size()];
        int s = 0;
        for (List<Integer> views : studies.values()) {
            means[s] = views.stream().mapToDouble(i -> probabilities[i]).average().orElseThrow();
            truth[s++] = images.get(views.getFirst()).abnormal();
        }
        scores.put(split + " studies", BinaryScores.of(means, truth));
    }

    private static SafetensorsWriter head(LogisticRegression fit) {
        int features = fit.weights().length;
        float[] weights = new float[2 * features];
        for (int k = 0; k < features; k++) {
            weights[k] = (float) (-fit.weights()[k] / 2);
            weights[features + k] = (float) (fit.weights()[k] / 2);
        }
        float half = (float) (fit.bias() / 2);
        return new SafetensorsWriter()
                .metadata("labels", "[\"" + String.join("\", \"", LABELS) + "\"]")
                .metadata("activation", "softmax")
                .tensor("fc.weight", List.of(2, features), weights)
                .tensor("fc.bias", List.of(2), new float[] {-half, half});
    }
}
