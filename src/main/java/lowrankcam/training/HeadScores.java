package lowrankcam.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import lowrankcam.dataset.BodyPart;
import lowrankcam.dataset.MuraImage;
import lowrankcam.metric.BinaryScores;

/// How well a head tells normal from abnormal.
final class HeadScores {

    private HeadScores() {}

    /// Adds the scores per image, per study and, of several body parts, per image of each; nothing if there are no images.
    ///
    /// @param split begins the names
    static void put(Map<String, BinaryScores> scores, String split, Features features, HeadFile head) {
        if (features.size() == 0) {
            return;
        }
        double[] probabilities = head.probabilities(features.rows());
        List<List<Integer>> images = IntStream.range(0, features.size()).mapToObj(List::of).toList();
        scores.put(split + " images", of(images, probabilities, features));
        Map<String, List<Integer>> studies = new LinkedHashMap<>();
        for (int i = 0; i < features.size(); i++) {
            studies.computeIfAbsent(features.studies().get(i), _ -> new ArrayList<>()).add(i);
        }
        scores.put(split + " studies", of(List.copyOf(studies.values()), probabilities, features));
        TreeSet<BodyPart> parts = new TreeSet<>(features.images().stream().map(MuraImage::part).toList());
        for (BodyPart part : parts.size() > 1 ? parts : new TreeSet<BodyPart>()) {
            scores.put(
                    split + " " + part.name().toLowerCase(Locale.ROOT),
                    of(images.stream().filter(i -> features.images().get(i.getFirst()).part() == part).toList(), probabilities, features));
        }
    }

    /// @param cases indices of the images of each; their probabilities are averaged
    private static BinaryScores of(List<List<Integer>> cases, double[] probabilities, Features features) {
        double[] means = new double[cases.size()];
        boolean[] truth = new boolean[cases.size()];
        for (int i = 0; i < means.length; i++) {
            means[i] = cases.get(i).stream().mapToDouble(image -> probabilities[image]).average().orElseThrow();
            truth[i] = features.images().get(cases.get(i).getFirst()).abnormal();
        }
        return BinaryScores.of(means, truth);
    }
}
