package lowrankcam.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import lowrankcam.kernel.Workers;
import lowrankcam.nn.WaveSize;

/// How much faster a pass can be on more threads, from counts alone: every item takes as long as it has operations, threads are equally
/// fast, and waits and memory cost nothing. A real machine stays below.
public final class ThreadModel {

    /// What a number of threads can reach.
    ///
    /// @param threads size of the team
    /// @param speedUp times as fast as one thread, at most
    /// @param idle    share of the threads' time that is waiting for the last item of a wave
    /// @param starved waves with fewer items than threads
    public record Reach(int threads, double speedUp, double idle, int starved) {}

    private static final int WAITS = 2000;

    private ThreadModel() {}

    /// Milliseconds from handing out an item to each thread until all are done, when the items are nothing.
    public static Timing wait(Workers workers) {
        return Timing.of(WAITS, WAITS, () -> workers.run(workers.threads(), _ -> {}));
    }

    /// @param waves in any order; at least one
    public static Reach of(List<WaveSize> waves, int threads) {
        double alone = 0;
        double together = 0;
        int starved = 0;
        for (WaveSize wave : waves) {
            alone += wave.operations();
            together += longest(wave, threads);
            if (wave.items() < threads) {
                starved++;
            }
        }
        return new Reach(threads, alone / together, 1 - alone / (together * threads), starved);
    }

    /// When the last thread ends: each item in turn goes to the thread that is free first.
    private static double longest(WaveSize wave, int threads) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int t = 0; t < threads; t++) {
            free.add(0.0);
        }
        double last = 0;
        for (double item : itemsOf(wave)) {
            double end = free.remove() + item;
            free.add(end);
            last = Math.max(last, end);
        }
        return last;
    }

    /// The operations of each item, layer after layer; the items of a layer are taken to be alike.
    private static double[] itemsOf(WaveSize wave) {
        double[] items = new double[wave.items()];
        int at = 0;
        for (WaveSize.Part part : wave.parts()) {
            Arrays.fill(items, at, at + part.items(), (double) part.operations() / part.items());
            at += part.items();
        }
        return items;
    }
}
