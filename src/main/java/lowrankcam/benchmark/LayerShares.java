package lowrankcam.benchmark;

import java.util.List;
import lowrankcam.kernel.Numerics;

/// How near to the most that a core can multiply each kind of layer comes, on one thread.
///
/// @param numerics of the pass
/// @param peak     multiply-adds in registers, timed before each pass
/// @param groups   layers of one kind, each layer of the network in one group
/// @param all      all layers
public record LayerShares(Numerics numerics, Timed peak, List<Timed> groups, Timed all) {

    /// Work and its times.
    ///
    /// @param layers       how many
    /// @param multiplyAdds of direct sums; none in pools
    /// @param timing       of all of them, pass by pass
    public record Timed(String name, int layers, long multiplyAdds, Timing timing) {

        /// GFLOP/s, two for each multiply-add, by the median.
        double rate() {
            return gigaflops(timing.median());
        }

        /// The same by the shortest time.
        double bestRate() {
            return gigaflops(timing.min());
        }

        private double gigaflops(double millis) {
            return 2e-6 * multiplyAdds / millis;
        }
    }

    /// Of the peak, by medians.
    double share(Timed group) {
        return group.rate() / peak.rate();
    }

    /// The shortest time against the highest reading of the peak.
    double bestShare(Timed group) {
        return group.bestRate() / peak.bestRate();
    }

    /// Milliseconds more than the multiply-adds would take at the peak, by medians.
    double beyond(Timed group) {
        return group.timing().median() - 2e-6 * group.multiplyAdds() / peak.rate();
    }
}
