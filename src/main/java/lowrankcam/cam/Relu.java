package lowrankcam.cam;

/// What happens to the negative values of a finished map.
public enum Relu {
    /// They stay.
    NONE,
    /// They become 0.
    AT_THE_END;

    /// Applies the choice and records it.
    public CamMap applyTo(CamMap map) {
        return switch (this) {
            case NONE -> map.choice("relu", "none");
            case AT_THE_END -> map.rectify().choice("relu", "at the end");
        };
    }
}
