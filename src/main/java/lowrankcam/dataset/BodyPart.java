package lowrankcam.dataset;

import java.util.Locale;
import java.util.Optional;

/// The seven upper-extremity study types of MURA.
public enum BodyPart {
    ELBOW, FINGER, FOREARM, HAND, HUMERUS, SHOULDER, WRIST;

    private static final String PREFIX = "XR_";

    /// Folder name, for example `XR_ELBOW`.
    public String folder() {
        return PREFIX + name();
    }

    /// The name on the command line, for example `elbow`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Accepts `elbow`, `ELBOW`, `xr_elbow`, `XR_ELBOW`.
    public static Optional<BodyPart> parse(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        String bare = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        for (BodyPart part : values()) {
            if (part.name().equals(bare)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }
}
