package lowrankcam.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lowrankcam.model.TrainingFeatures;

/// What makes the scores of an image doubtful, in words.
public final class ScoreFlags {

    private ScoreFlags() {}

    /// Flags of the picture, then that of a head that has seen nothing like it.
    ///
    /// @param distance from the head's training images, or null
    public static List<String> of(ImageFacts image, TrainingFeatures.Distance distance) {
        List<String> flags = new ArrayList<>(image.flagIds());
        if (distance != null) {
            flags.addAll(distance.flags());
        }
        return flags;
    }

    /// A line to stand below the scores, with its line feed, or nothing if there is nothing to say.
    ///
    /// @param distance from the head's training images, or null
    public static String line(TrainingFeatures.Distance distance) {
        if (distance == null || !distance.isUnlike()) {
            return "";
        }
        return String.format(
                Locale.ROOT, "  %s: features %.2f times as far off as those of 99 %% of them; the scores mean nothing%n",
                TrainingFeatures.Distance.UNLIKE, distance.distance() / distance.limit());
    }
}
