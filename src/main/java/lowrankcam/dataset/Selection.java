package lowrankcam.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import lowrankcam.format.UsageException;
import lowrankcam.random.SplitMix;

/// Which images of a data set are meant. Empty lists stand for no restriction.
///
/// A limit draws a sample: all images that the other restrictions leave are numbered in their listed order, the
/// numbers are shuffled (Fisher and Yates, from the last down, with SplitMix64 keyed by the seed), the first
/// `limit` are kept and go back into listed order. The same list, limit and seed give the same images on every
/// machine and in every Java release; a larger limit adds images and exchanges none. Classes are not balanced.
///
/// @param parts  body parts; MURA only
/// @param splits train or valid; MURA only
/// @param labels classes
/// @param limit  most images
/// @param seed   of the sample
public record Selection(List<BodyPart> parts, List<Split> splits, List<String> labels, int limit, long seed) {

    /// Everything.
    public static final Selection ALL = new Selection(List.of(), List.of(), List.of(), Integer.MAX_VALUE, 1);

    public Selection {
        parts = parts.stream().distinct().sorted().toList();
        splits = splits.stream().distinct().sorted().toList();
        labels = labels.stream().distinct().sorted().toList();
        if (limit < 1) {
            throw new UsageException("limit: expected at least 1, found " + limit);
        }
    }

    public Selection withPart(Optional<BodyPart> part) {
        return new Selection(part.stream().toList(), splits, labels, limit, seed);
    }

    public Selection withSplit(Optional<Split> split) {
        return new Selection(parts, split.stream().toList(), labels, limit, seed);
    }

    public Selection withLabels(List<String> names) {
        return new Selection(parts, splits, names, limit, seed);
    }

    public Selection withLimit(int most, long ofSeed) {
        return new Selection(parts, splits, labels, most, ofSeed);
    }

    /// The sample of a list, in the list's order.
    public <T> List<T> sample(List<T> listed) {
        int n = listed.size();
        if (limit >= n) {
            return List.copyOf(listed);
        }
        int[] numbers = new int[n];
        Arrays.setAll(numbers, i -> i);
        SplitMix random = SplitMix.of(seed);
        for (int i = n - 1; i > 0; i--) {
            int j = random.below(i + 1);
            int other = numbers[j];
            numbers[j] = numbers[i];
            numbers[i] = other;
        }
        int[] kept = Arrays.copyOf(numbers, limit);
        Arrays.sort(kept);
        List<T> sample = new ArrayList<>();
        for (int number : kept) {
            sample.add(listed.get(number));
        }
        return List.copyOf(sample);
    }

    /// In words, for results: `part elbow, split valid, label abnormal, 16 at most, seed 1`, or `all`.
    public String text() {
        List<String> words = new ArrayList<>();
        add(words, "part", parts.stream().map(p -> p.name().toLowerCase(Locale.ROOT)).toList());
        add(words, "split", splits.stream().map(Split::folder).toList());
        add(words, "label", labels);
        if (limit < Integer.MAX_VALUE) {
            words.add(limit + " at most, seed " + seed);
        }
        return words.isEmpty() ? "all" : String.join(", ", words);
    }

    private static void add(List<String> words, String what, List<String> names) {
        if (!names.isEmpty()) {
            words.add(what + ' ' + names.stream().collect(Collectors.joining(" or ")));
        }
    }
}
