package lowrankcam.phantom;

import java.util.List;
import lowrankcam.dataset.BodyPart;
import lowrankcam.format.UsageException;

/// What to synthesise.
///
/// @param patients      number of patients, one study each
/// @param seed          the same options give the same pixels everywhere
/// @param parts         body parts, dealt to the patients in turn
/// @param positiveShare share of abnormal studies in each split
/// @param validShare    share of patients in the validation split
/// @param minViews      fewest images of a study
/// @param maxViews      most images of a study
/// @param marking       whose images carry a side marker
public record PhantomOptions(
        int patients,
        long seed,
        List<BodyPart> parts,
        double positiveShare,
        double validShare,
        int minViews,
        int maxViews,
        Marking marking) {

    /// Whose images carry a side marker, a lead letter in some corner, twice as large where not all do. Nothing else in an image depends on it.
    public enum Marking {
        ALL,
        /// All, but as large as those that mean something.
        ALL_LARGE,
        /// Those of abnormal studies: a shortcut for whoever learns from them.
        ABNORMAL,
        /// Those of normal studies.
        NORMAL,
        NONE;

        /// Letters that mean something are twice as large, so that a network sees them at its own resolution.
        double size() {
            return this == ALL ? 1 : 2;
        }

        boolean marks(boolean abnormal) {
            return this == ALL || this == ALL_LARGE || this == (abnormal ? ABNORMAL : NORMAL);
        }
    }

    public PhantomOptions {
        parts = parts.stream().distinct().sorted().toList();
        check(patients >= 1 && patients <= 99_999, "--patients: expected 1 to 99999, found " + patients);
        check(!parts.isEmpty(), "at least one body part is needed");
        check(positiveShare >= 0 && positiveShare <= 1, "positiveShare must be 0 to 1, not " + positiveShare);
        check(validShare >= 0 && validShare <= 1, "validShare must be 0 to 1, not " + validShare);
        check(minViews >= 1 && maxViews >= minViews && maxViews <= 99,
                "views must satisfy 1 <= min <= max <= 99, not " + minViews + " to " + maxViews);
    }

    /// With a marker on every image.
    public PhantomOptions(
            int patients, long seed, List<BodyPart> parts, double positiveShare, double validShare, int minViews, int maxViews) {
        this(patients, seed, parts, positiveShare, validShare, minViews, maxViews, Marking.ALL);
    }

    /// Every body part, half of the studies abnormal, a fifth of the patients for validation, 1 to 3 views.
    public static PhantomOptions of(int patients, long seed) {
        return new PhantomOptions(patients, seed, List.of(BodyPart.values()), 0.5, 0.2, 1, 3);
    }

    /// The same with these body parts only.
    public PhantomOptions withParts(List<BodyPart> some) {
        return new PhantomOptions(patients, seed, some, positiveShare, validShare, minViews, maxViews, marking);
    }

    /// The same with markers on these images only.
    public PhantomOptions with(Marking other) {
        return new PhantomOptions(patients, seed, parts, positiveShare, validShare, minViews, maxViews, other);
    }

    /// The same with a single body part.
    public PhantomOptions withPart(BodyPart part) {
        return withParts(List.of(part));
    }

    private static void check(boolean good, String message) {
        if (!good) {
            throw new UsageException(message);
        }
    }
}
