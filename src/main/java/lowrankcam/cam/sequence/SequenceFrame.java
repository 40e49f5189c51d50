package lowrankcam.cam.sequence;

import java.util.List;
import lowrankcam.cam.CamMap;

/// One frame of a sequence, as the tracker and as the method alone sees it.
///
/// @param map         the smoothed map, its modes in the order of the tracks
/// @param independent the map that LowRank-CAM makes of this frame alone
/// @param scale       where the display begins and ends
/// @param tracks      which track each mode of [#map] belongs to; numbers are never used twice
/// @param step        what changed since the frame before
public record SequenceFrame(CamMap map, CamMap independent, Scale scale, List<Integer> tracks, Step step) {

    /// Values shown as 0 and as 1, which several frames share.
    public record Scale(double low, double high) {

        /// Moved by a share η towards the extremes of a map.
        Scale towards(Scale other, double share) {
            return new Scale(
                    Math.fma(share, other.low - low, low), Math.fma(share, other.high - high, high));
        }

        static Scale of(double[] map) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double value : map) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
            return new Scale(low, high);
        }
    }

    /// How a frame follows the one before.
    public enum Start {
        /// There is none before.
        FIRST,
        /// Another scene: nothing is carried over.
        CUT,
        /// The same scene.
        CONTINUED
    }

    /// What changed since the frame before.
    ///
    /// @param start         how this frame follows
    /// @param leadingCosine what decides on a cut; NaN for the first frame
    /// @param largestAngle  largest principal angle between the modes' spaces, in degrees; NaN for the first frame
    /// @param tracked       changes in the smoothed result, none where nothing is carried over
    /// @param independent   changes in the results of single frames
    public record Step(
            Start start, double leadingCosine, double largestAngle, Changes tracked, Changes independent) {

        Step with(Changes ofTracks) {
            return new Step(start, leadingCosine, largestAngle, ofTracks, independent);
        }
    }

    /// Changes of modes from one frame to the next. Only modes that go on can change order or sign.
    ///
    /// @param modes  modes compared
    /// @param orders modes that go on in another place
    /// @param signs  modes that go on with the other half as their mask
    /// @param news   modes without a predecessor like them
    public record Changes(int modes, int orders, int signs, int news) {

        static final Changes NONE = new Changes(0, 0, 0, 0);
    }
}
