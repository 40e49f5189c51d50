package lowrankcam.inception;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// How the names in a file differ from those that were expected, in a few words instead of all names.
final class NameDifference {

    /// Names that are written out.
    private static final int SHOWN = 4;

    private NameDifference() {}

    /// @param wanted  all names that were expected
    /// @param missing those of them that are not there
    /// @param unused  what is there instead
    static String words(Set<String> wanted, List<String> missing, List<String> unused) {
        List<String> words = new ArrayList<>();
        if (!missing.isEmpty()) {
            String prefix = prefix(missing, unused);
            if (!prefix.isEmpty()) {
                String all = missing.size() == wanted.size() ? "all names" : "the " + missing.size() + " missing names";
                return all + " are there with '" + prefix + "' before them";
            }
            words.add("missing: " + missing(wanted, missing));
        }
        if (!unused.isEmpty()) {
            words.add("not used: " + (unused.size() <= SHOWN ? String.join(", ", unused) : grouped(unused)));
        }
        return String.join("; ", words);
    }

    /// What stands before every missing name in the file, or nothing.
    private static String prefix(List<String> missing, List<String> unused) {
        String first = missing.getFirst();
        return unused.stream()
                .filter(name -> name.endsWith(first))
                .map(name -> name.substring(0, name.length() - first.length()))
                .filter(prefix -> Set.copyOf(unused).containsAll(missing.stream().map(prefix::concat).toList()))
                .findFirst().orElse("");
    }

    /// Kinds and blocks of which nothing is there go by one word.
    private static String missing(Set<String> wanted, List<String> missing) {
        List<String> rest = new ArrayList<>(missing);
        List<String> words = new ArrayList<>();
        takeWhole(wanted, rest, NameDifference::kind, words);
        takeWhole(wanted, rest, NameDifference::block, words);
        rest.stream().limit(SHOWN).forEach(words::add);
        return String.join(", ", words) + (rest.size() > SHOWN ? " and " + (rest.size() - SHOWN) + " more" : "");
    }

    private static void takeWhole(
            Set<String> wanted, List<String> rest, UnaryOperator<String> group, List<String> words) {
        Map<String, Long> all = wanted.stream().collect(Collectors.groupingBy(group, Collectors.counting()));
        Map<String, Long> gone =
                rest.stream().collect(Collectors.groupingBy(group, LinkedHashMap::new, Collectors.counting()));
        gone.forEach((name, count) -> {
            if (count > SHOWN && count.equals(all.get(name))) {
                words.add("all " + count + " of '" + name + "'");
                rest.removeIf(each -> group.apply(each).equals(name));
            }
        });
    }

    /// `.bn.running_mean`, `/kernel`.
    private static String kind(String name) {
        int last = Math.max(name.lastIndexOf('.'), name.lastIndexOf('/'));
        return name.substring(Math.max(0, Math.max(name.lastIndexOf('.', last - 1), Math.min(last, name.lastIndexOf('/')))));
    }

    /// `Mixed_7c`, `conv2d_3`.
    private static String block(String name) {
        return name.split("[./]", 2)[0];
    }

    private static String grouped(List<String> names) {
        Map<String, Long> groups =
                names.stream().collect(Collectors.groupingBy(NameDifference::block, LinkedHashMap::new, Collectors.counting()));
        String words = groups.entrySet().stream().limit(SHOWN)
                .map(group -> group.getValue() + " of " + group.getKey()).collect(Collectors.joining(", "));
        return names.size() + " names, " + words + (groups.size() > SHOWN ? ", ..." : "");
    }
}
