package lowrankcam.dataset;

import java.util.Locale;

/// The two published parts of MURA; its test set is not public.
public enum Split {
    TRAIN, VALID;

    /// Folder name and file name prefix: `train` or `valid`.
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
