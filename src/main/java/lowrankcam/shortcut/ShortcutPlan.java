package lowrankcam.shortcut;

import java.util.List;
import lowrankcam.dataset.BodyPart;
import lowrankcam.format.EnumNames;
import lowrankcam.format.UsageException;
import lowrankcam.phantom.PhantomOptions;
import lowrankcam.phantom.PhantomOptions.Marking;

/// How many phantoms, and of what. Half of them are abnormal, each is of a patient of its own.
///
/// @param training phantoms to learn from
/// @param test     phantoms to try on
/// @param part     what they show
/// @param seed     of all of them
public record ShortcutPlan(int training, int test, BodyPart part, long seed) {

    /// Fewer leave nobody for cross-validation.
    private static final int FEWEST_TRAINING = 8;
    private static final int MOST = 10_000;

    public static final ShortcutPlan USUAL = new ShortcutPlan(40, 16, BodyPart.HUMERUS, 1);

    public ShortcutPlan {
        check("--training", training, FEWEST_TRAINING);
        check("--test", test, 2);
    }

    private static void check(String name, int value, int least) {
        if (value < least || value > MOST) {
            throw new UsageException(name + ": expected " + least + " to " + MOST + ", found " + value);
        }
    }

    /// `humerus`.
    public String partName() {
        return EnumNames.id(part);
    }

    PhantomOptions phantoms(Marking marking) {
        int all = training + test;
        return new PhantomOptions(all, seed, List.of(part), 0.5, (double) test / all, 1, 1, marking);
    }
}
