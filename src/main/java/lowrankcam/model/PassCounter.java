package lowrankcam.model;

import java.util.concurrent.atomic.AtomicLong;

/// Counts what was really run: network passes, head passes, backward passes; and the work of forward passes, decompositions and
/// masked heads. Safe for many threads.
public final class PassCounter {

    private final AtomicLong network = new AtomicLong();
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong backward = new AtomicLong();
    private final AtomicLong multiplyAdds = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong spared = new AtomicLong();

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

    /// What steps did, by the bounds of their loops.
    ///
    /// @param multiplyAdds one for each product that enters a sum
    /// @param bytes        of what a step reads and writes, each value once
    public record Work(long multiplyAdds, long bytes) {
        public Work minus(Work before) {
            return new Work(multiplyAdds - before.multiplyAdds, bytes - before.bytes);
        }

        public Work plus(Work other) {
            return new Work(multiplyAdds + other.multiplyAdds, bytes + other.bytes);
        }
    }

    /// Counts a step: once behind it, never within its loops.
    public void count(Work work) {
        multiplyAdds.addAndGet(work.multiplyAdds);
        bytes.addAndGet(work.bytes);
    }

    public Work work() {
        return new Work(multiplyAdds.get(), bytes.get());
    }

    /// Counts multiply-adds of a pass that were not done because their results were known from another image. They are part of
    /// [#work] all the same: a pass is a pass.
    public void countSpared(long multiplyAdds) {
        spared.addAndGet(multiplyAdds);
    }

    public long spared() {
        return spared.get();
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
