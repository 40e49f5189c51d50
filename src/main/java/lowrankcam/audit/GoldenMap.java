package lowrankcam.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.MethodChoice;
import lowrankcam.model.Target;

/// A golden map's name, taken apart:
/// `[<layer>.][<head>.]<method>[.<variant>][.r<rank>][.probability][.class<c>[-<other>]]`.
///
/// @param layer   empty for methods that look at none
/// @param head    one of [#HEADS], or empty where it plays no part
/// @param variant as the golden's script calls it, or empty
/// @param rank    digits, or empty
record GoldenMap(String layer, String head, String method, String variant, String rank, Target target) {

    /// Heads of the golden folder that maps are made with.
    static final List<String> HEADS = List.of("linear", "two-layer", "sigmoid", "one-output");

    /// Names of variants in the goldens, where they differ from ours.
    private static final Map<String, String> VARIANTS =
            Map.of(
                    "no-division", "difference", "official-normalised", "official", "plain", "softmax",
                    "pgc-eps", "pytorch-grad-cam");

    static GoldenMap of(String text) {
        List<String> parts = new ArrayList<>(List.of(text.split("\\.")));
        String[] classes = parts.getLast().startsWith("class") ? parts.removeLast().substring(5).split("-") : new String[] {"0"};
        int c = Integer.parseInt(classes[0]);
        String layer = parts.getFirst().startsWith("Mixed_") ? parts.removeFirst() : "";
        String head = HEADS.contains(parts.getFirst()) ? parts.removeFirst() : "";
        Target target = classes.length == 2 ? Target.contrast(c, Integer.parseInt(classes[1])) : Target.logit(c);
        // Occlusion's own variant has the name of a target.
        if (parts.getLast().equals("probability") && !parts.getFirst().equals("occlusion")) {
            target = Target.probability(c);
            parts.removeLast();
        }
        String rank = parts.getLast().matches("r[0-9]+") ? parts.removeLast().substring(1) : "";
        return new GoldenMap(layer, head, parts.getFirst(), parts.size() > 1 ? parts.getLast() : "", rank, target);
    }

    boolean isOf(String wantedLayer, String wantedHead) {
        return layer.equals(wantedLayer) && (head.isEmpty() || head.equals(wantedHead));
    }

    MethodChoice choice() {
        return choice("");
    }

    /// @param settings `:name=value` for each parameter to set
    MethodChoice choice(String settings) {
        String ours = VARIANTS.getOrDefault(variant, variant);
        if (method.equals("eigengradcam")) {
            ours = variant.equals("centred") ? "pytorch-grad-cam" : variant;
        }
        return MethodChoice.of(
                method + (ours.isEmpty() ? "" : ":" + ours) + (rank.isEmpty() ? "" : ":rank=" + rank) + settings);
    }

    /// Largest difference over the golden's largest magnitude; of a golden of zeros any difference is infinite.
    static double difference(double[] golden, double[] found) {
        if (golden.length != found.length) {
            throw new AssertionError("map of " + found.length + " values, golden of " + golden.length);
        }
        double largest = Arrays.stream(golden).map(Math::abs).max().orElse(0);
        double off = 0;
        for (int p = 0; p < golden.length; p++) {
            off = Math.max(off, Double.isNaN(found[p]) ? Double.POSITIVE_INFINITY : Math.abs(golden[p] - found[p]));
        }
        return off == 0 ? 0 : off / largest;
    }
}
