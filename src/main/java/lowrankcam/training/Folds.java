package lowrankcam.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Which part of the images is held out when: every image once, the images of a patient together.
///
/// Patients are sorted by label and body part, those that agree in both stay in listed order, and dealt to the folds in turn.
///
/// @param count number of folds
/// @param of    for each image its fold
record Folds(int count, int[] of) {

    static final int USUAL = 5;

    private record Kind(boolean abnormal, int part) {}

    /// Five folds, or as many as there are patients of the rarer label; nothing if that is one. A patient with any abnormal
    /// image counts as abnormal.
    static Optional<Folds> of(Features features) {
        Map<String, Kind> patients = new LinkedHashMap<>();
        for (int i = 0; i < features.size(); i++) {
            Kind kind = new Kind(features.images().get(i).abnormal(), features.images().get(i).part().ordinal());
            patients.merge(
                    features.patients().get(i), kind, (a, b) -> new Kind(a.abnormal() || b.abnormal(), a.part()));
        }
        int abnormal = (int) patients.values().stream().filter(Kind::abnormal).count();
        int count = Math.min(USUAL, Math.min(abnormal, patients.size() - abnormal));
        if (count < 2) {
            return Optional.empty();
        }
        List<String> order = new ArrayList<>(patients.keySet());
        order.sort(Comparator.<String, Boolean>comparing(patient -> patients.get(patient).abnormal())
                .thenComparingInt(patient -> patients.get(patient).part()));
        Map<String, Integer> folds = new LinkedHashMap<>();
        order.forEach(patient -> folds.put(patient, folds.size() % count));
        return Optional.of(new Folds(count, features.patients().stream().mapToInt(folds::get).toArray()));
    }

    /// Indices of the images of a fold.
    List<Integer> held(int fold) {
        return IntStream.range(0, of.length).filter(i -> of[i] == fold).boxed().toList();
    }

    /// Indices of all others.
    List<Integer> others(int fold) {
        return IntStream.range(0, of.length).filter(i -> of[i] != fold).boxed().toList();
    }
}
