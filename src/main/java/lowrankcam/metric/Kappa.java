package lowrankcam.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Agreement beyond chance, from judgements as words: 1 if all agree, 0 if no more than chance would have it.
///
/// Not defined, NaN, where nothing was judged, or where everybody always says the same: chance alone agrees then.
public final class Kappa {

    private Kappa() {}

    /// Of two readers. J. Cohen, "A coefficient of agreement for nominal scales", 1960.
    ///
    /// @param one   judgements of one reader
    /// @param other of the other, of the same things in the same order
    public static double cohen(List<String> one, List<String> other) {
        if (one.size() != other.size()) {
            throw new IllegalArgumentException(one.size() + " judgements against " + other.size());
        }
        double n = one.size();
        double same = 0;
        Map<String, Integer> first = new LinkedHashMap<>();
        Map<String, Integer> second = new LinkedHashMap<>();
        for (int i = 0; i < n; i++) {
            same += one.get(i).equals(other.get(i)) ? 1 : 0;
            first.merge(one.get(i), 1, Integer::sum);
            second.merge(other.get(i), 1, Integer::sum);
        }
        double chance = 0;
        for (Map.Entry<String, Integer> word : first.entrySet()) {
            chance += word.getValue() * second.getOrDefault(word.getKey(), 0) / (n * n);
        }
        return beyond(same / n, chance);
    }

    /// Of any number of readers. J. L. Fleiss, "Measuring nominal scale agreement among many raters", 1971.
    ///
    /// @param judgements of each thing, by as many readers, two or more
    public static double fleiss(List<List<String>> judgements) {
        double things = judgements.size();
        double chance = 0;
        Map<String, Integer> all = new LinkedHashMap<>();
        judgements.forEach(words -> words.forEach(word -> all.merge(word, 1, Integer::sum)));
        double total = all.values().stream().mapToInt(Integer::intValue).sum();
        for (int count : all.values()) {
            chance += count / total * (count / total);
        }
        return beyond(things == 0 ? Double.NaN : agreement(judgements), chance);
    }

    /// The share of pairs of readers that agree, a mean over the things.
    ///
    /// @param judgements as above
    public static double agreement(List<List<String>> judgements) {
        double sum = 0;
        for (List<String> words : judgements) {
            int readers = words.size();
            if (readers < 2 || readers != judgements.getFirst().size()) {
                throw new IllegalArgumentException("readers: expected as many for each, two or more, found " + readers);
            }
            Map<String, Integer> counts = new LinkedHashMap<>();
            words.forEach(word -> counts.merge(word, 1, Integer::sum));
            double pairs = counts.values().stream().mapToDouble(count -> count * (count - 1.0)).sum();
            sum += pairs / (readers * (readers - 1.0));
        }
        return sum / judgements.size();
    }

    private static double beyond(double observed, double chance) {
        return chance < 1 ? (observed - chance) / (1 - chance) : Double.NaN;
    }
}
