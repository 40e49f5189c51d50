package lowrankcam.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// A fixed team of threads that splits numbered work items; the caller is one of them.
///
/// Items are independent outputs, so results do not depend on the number of threads or on who takes which item.
/// Waiting threads spin for a moment, since the next layer follows within microseconds, and then park.
/// One caller at a time.
public final class Workers implements AutoCloseable {

    /// Spins before a waiting thread parks: tens of microseconds.
    private static final int SPINS = 20_000;

    private static final Job NONE = new Job(0, _ -> {}, 0);

    private final Thread[] helpers;
    private volatile Job job = NONE;
    private volatile boolean closed;

    /// @param threads size of the team, the caller included; at least 1
    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
        }
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = Thread.ofPlatform().daemon().name("worker-" + (i + 1)).unstarted(this::help);
            helpers[i].start();
        }
    }

    public int threads() {
        return helpers.length + 1;
    }

    /// Calls `body` once with each of 0 … items-1 and returns when all are done.
    ///
    /// An exception of the body is thrown here after the other threads have stopped.
    public void run(int items, IntConsumer body) {
        if (helpers.length == 0 || items <= 1) {
            for (int i = 0; i < items; i++) {
                body.accept(i);
            }
            return;
        }
        Job mine = new Job(items, body, helpers.length);
        job = mine;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        mine.work();
        while (mine.helping.get() != 0) {
            Thread.onSpinWait();
        }
        switch (mine.failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private void help() {
        Job seen = NONE;
        while (!closed) {
            Job next = job;
            for (int spins = 0; next == seen && !closed; next = job) {
                if (++spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            if (next != seen) {
                seen = next;
                next.work();
                next.helping.decrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    private static final class Job {
        private final int items;
        private final IntConsumer body;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger helping;
        private volatile Throwable failure;

        Job(int items, IntConsumer body, int helpers) {
            this.items = items;
            this.body = body;
            this.helping = new AtomicInteger(helpers);
        }

        void work() {
            try {
                for (int i = next.getAndIncrement(); i < items && failure == null; i = next.getAndIncrement()) {
                    body.accept(i);
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
    }
}
