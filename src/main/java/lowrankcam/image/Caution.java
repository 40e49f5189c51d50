package lowrankcam.image;

/// What stands beside every map: what it shows, and what it does not.
public final class Caution {

    /// One line.
    public static final String TEXT =
            "Maps highlight what moved a score. They prove neither cause nor place. Not for diagnosis.";

    /// What there is room for on a picture.
    public static final String SHORT = "Not for diagnosis.";

    private Caution() {}
}
