package lowrankcam.model;

import java.util.concurrent.atomic.AtomicLong;

/// Counts what was really run: network passes, head passes, backward passes. Safe for many threads.
public final class PassCounter {

    private final AtomicLong network = new AtomicLong();
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong backward = new AtomicLong();

    /// Counts at one moment.
    ///
    /// @param network  passes from the image to the last layer
    /// @param head     passes from the target layer to the scores
    /// @param backward passes from the scores back to the target layer
    public record Passes(long network, long head, long backward) {
        public Passes minus(Passes before) {
            return new Passes(network - before.network, head - before.head, backward - before.backward);
        }

        public Passes plus(Passes other) {
            return new Passes(network + other.network, head + other.head, backward + other.backward);
        }
    }

    public void countNetwork() {
        network.incrementAndGet();
    }

    public void countHead() {
        head.incrementAndGet();
    }

    public void countBackward() {
        backward.incrementAndGet();
    }

    public Passes now() {
        return new Passes(network.get(), head.get(), backward.get());
    }
}
