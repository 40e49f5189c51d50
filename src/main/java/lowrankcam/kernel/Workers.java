package lowrankcam.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// A fixed team of threads that splits numbered work items; the caller is one of them.
///
/// Each thread starts with its own contiguous share of the items and, when that is done, takes items from the far end
/// of the others' shares. A caller that numbers its items in the order in which they lie in memory thus lets
/// a thread find in its own caches what it wrote in the layer before.
///
/// Items are independent outputs, so results do not depend on the number of threads or on who takes which item.
/// Waiting threads spin for a moment, since the next layer follows within microseconds, and then park. Running a job
/// allocates nothing. One caller at a time.
public final class Workers implements AutoCloseable {

    /// Spins before a waiting thread parks: some hundred microseconds.
    private static final int SPINS = 20_000;

    /// Longs from one thread's share to the next: shares lie in cache lines of their own.
    private static final int STRIDE = 16;

    private final Thread[] helpers;
    /// For thread t at `t · STRIDE`: the items left to it, first in the upper and end in the lower half.
    private final AtomicLongArray shares;
    private final AtomicInteger busy = new AtomicInteger();
    private Task task;
    private volatile Throwable failure;
    private volatile int job;
    private volatile boolean closed;

    /// @param threads size of the team, the caller included; at least 1
    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, found " + threads);
        }
        shares = new AtomicLongArray((threads + 1) * STRIDE);
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            int self = i + 1;
            helpers[i] = Thread.ofPlatform().daemon().name("worker-" + self).unstarted(() -> help(self));
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
        run(new Task() {
            @Override
            public int items() {
                return items;
            }

            @Override
            public void run(int item, int thread) {
                body.accept(item);
            }
        });
    }

    /// Does all items of a task and returns when they are done.
    ///
    /// An exception of the task is thrown here after the other threads have stopped.
    public void run(Task task) {
        int items = task.items();
        if (helpers.length == 0 || items <= 1) {
            for (int i = 0; i < items; i++) {
                task.run(i, 0);
            }
            return;
        }
        int threads = threads();
        for (int t = 0; t < threads; t++) {
            long first = (long) items * t / threads;
            long end = (long) items * (t + 1) / threads;
            shares.setPlain(t * STRIDE, first << 32 | end);
        }
        this.task = task;
        failure = null;
        busy.set(helpers.length);
        job++;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        work(0);
        for (int spins = 0; busy.get() != 0; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        this.task = null;
        rethrow(failure);
    }

    private static void rethrow(Throwable failure) {
        // A switch over types would have a class generated for it in every start.
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    private void help(int self) {
        int seen = 0;
        while (!closed) {
            for (int spins = 0; job == seen && !closed; ) {
                if (++spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            if (job != seen) {
                seen = job;
                work(self);
                busy.decrementAndGet();
            }
        }
    }

    private void work(int self) {
        try {
            for (int item = first(self); item >= 0 && failure == null; item = first(self)) {
                task.run(item, self);
            }
            for (int other = 1; other < threads(); other++) {
                int victim = (self + other) % threads();
                for (int item = last(victim); item >= 0 && failure == null; item = last(victim)) {
                    task.run(item, self);
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /// Takes the first item left to a thread, or -1.
    private int first(int thread) {
        int at = thread * STRIDE;
        while (true) {
            long share = shares.get(at);
            int first = (int) (share >>> 32);
            if (first >= (int) share) {
                return -1;
            }
            if (shares.compareAndSet(at, share, share + (1L << 32))) {
                return first;
            }
        }
    }

    /// Takes the last item left to a thread, or -1.
    private int last(int thread) {
        int at = thread * STRIDE;
        while (true) {
            long share = shares.get(at);
            int end = (int) share;
            if ((int) (share >>> 32) >= end) {
                return -1;
            }
            if (shares.compareAndSet(at, share, share - 1)) {
                return end - 1;
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
}
