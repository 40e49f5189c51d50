package lowrankcam.stability;

import lowrankcam.cam.CamMap;

/// A map after one change.
///
/// @param kind        what was changed
/// @param what        in which way: `draw 1`, `left`, `quality 75`, `rank 8`, `Mixed_7c`
/// @param similarity  to the map without the change
/// @param probability of the class after the change
/// @param map         the map itself, or null if features were not finite
public record MapChange(Kind kind, String what, Similarity similarity, double probability, CamMap map) {

    /// What was changed.
    public enum Kind {
        /// Noise on the picture.
        NOISE,
        /// The picture, by one pixel.
        SHIFT,
        /// The picture, as JPEG leaves it.
        JPEG,
        /// The number of modes.
        RANK,
        /// What weighs a mask: logits for probabilities, or the reverse.
        WEIGHTS,
        /// The network's weights, cascading.
        RANDOMISED
    }
}
