package lowrankcam.serve;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import lowrankcam.explain.ExplainListener;
import lowrankcam.format.Json;
import tools.jackson.databind.node.ArrayNode;

/// Images that wait for their pages, in the order in which they came, the one that is worked on, and the last ones that are finished.
final class Jobs {

    /// A page that does not ask for so long has gone; one in the background asks once a minute.
    private static final long GONE_NANOS = TimeUnit.MINUTES.toNanos(3);

    private final PageMaker maker;
    private final int keep;
    private final Room room;
    private final Function<Throwable, String> words;
    private final LongSupplier clock;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Deque<Job> finished = new ArrayDeque<>();
    private final Map<UUID, Long> seen = new LinkedHashMap<>();
    private Job current;

    /// @param room  given back by whoever waits no longer
    /// @param words one line for an error
    /// @param clock nanoseconds
    Jobs(PageMaker maker, int keep, Room room, Function<Throwable, String> words, LongSupplier clock) {
        this.maker = maker;
        this.keep = keep;
        this.room = room;
        this.words = words;
        this.clock = clock;
    }

    synchronized Job add(UUID client, Path name, byte[] image) {
        seen.put(client, clock.getAsLong());
        Job job = new Job(client, name, image);
        waiting.add(job);
        notifyAll();
        return job;
    }

    /// The jobs of a page, oldest first. It is there, then.
    synchronized ArrayNode of(UUID client) {
        if (seen.containsKey(client)) {
            seen.put(client, clock.getAsLong());
        }
        ArrayNode list = Json.object().putArray("jobs");
        finished.stream().filter(job -> job.client().equals(client)).forEach(job -> list.add(job.json(0)));
        int before = 0;
        if (current != null) {
            before++;
            if (current.client().equals(client)) {
                list.add(current.json(0));
            }
        }
        for (Job job : waiting) {
            if (job.client().equals(client)) {
                list.add(job.json(before));
            }
            before++;
        }
        return list;
    }

    synchronized Optional<byte[]> page(String id) {
        return finished.stream().filter(job -> job.id().equals(id)).map(Job::state)
                .filter(Job.Done.class::isInstance).map(state -> ((Job.Done) state).page()).findFirst();
    }

    /// Forgets a job and its page; one that is worked on ends before its next map.
    ///
    /// @return whether there was one
    synchronized boolean remove(String id) {
        if (current != null && current.id().equals(id)) {
            current = null;
            return true;
        }
        return cancel(waiting.stream().filter(job -> job.id().equals(id)).toList())
                || finished.removeIf(job -> job.id().equals(id));
    }

    /// A page goes: what waits for it is cancelled. What is finished stays, in case it comes back.
    synchronized void leave(UUID client) {
        cancel(waiting.stream().filter(job -> job.client().equals(client)).toList());
    }

    private boolean cancel(List<Job> jobs) {
        jobs.forEach(job -> room.leave(job.image().length));
        return waiting.removeAll(jobs);
    }

    /// Cancels what waits for pages that have not asked for long, and forgets pages that nothing is held for.
    synchronized void forgetTheGone() {
        long now = clock.getAsLong();
        cancel(waiting.stream().filter(job -> now - seen.get(job.client()) > GONE_NANOS).toList());
        List<Job> held = new ArrayList<>(waiting);
        held.addAll(finished);
        if (current != null) {
            held.add(current);
        }
        seen.keySet().removeIf(client -> held.stream().noneMatch(job -> job.client().equals(client)));
    }

    /// Works until the thread is interrupted.
    void work() {
        try {
            while (true) {
                work(next());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Job next() throws InterruptedException {
        while (true) {
            forgetTheGone();
            Job job = waiting.poll();
            if (job != null) {
                current = job;
                job.state(new Job.Working("", 0));
                return job;
            }
            wait();
        }
    }

    private void work(Job job) {
        int size = job.image().length;
        Job.State end;
        try {
            String page = maker.page(job.name(), job.image(), new Listener(job));
            end = new Job.Done(page.getBytes(StandardCharsets.UTF_8));
        } catch (Throwable e) {
            // Whatever it is, the next image is another one.
            end = new Job.Failed(words.apply(e));
        }
        finish(job, end);
        room.leave(size);
    }

    private synchronized void finish(Job job, Job.State end) {
        job.state(end);
        if (current == job) {
            current = null;
            finished.add(job);
            if (finished.size() > keep) {
                finished.remove();
            }
        }
    }

    /// Shows how far a job is, and ends it if nobody wants it any more.
    private final class Listener implements ExplainListener {

        private final Job job;
        private int expected;
        private int after;
        private String what = "";

        Listener(Job job) {
            this.job = job;
        }

        @Override
        public void say(String line) {
            synchronized (Jobs.this) {
                job.note(line);
            }
        }

        @Override
        public void image(Path image, int passes) {
            expected = passes;
            after = passes;
        }

        @Override
        public void begin(String map, int passesAfter) {
            synchronized (Jobs.this) {
                if (current != job) {
                    throw new CancellationException();
                }
                what = map;
                show(after);
                after = passesAfter;
            }
        }

        @Override
        public void report(int done, int total) {
            synchronized (Jobs.this) {
                show(after + total - done);
            }
        }

        private void show(int left) {
            job.state(new Job.Working(what, expected == 0 ? 0 : Math.clamp(1 - (double) left / expected, 0, 1)));
        }
    }
}
