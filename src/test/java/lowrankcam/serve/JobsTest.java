package lowrankcam.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lowrankcam.explain.ExplainListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The queue, with a maker that waits for the test at each step.
class JobsTest {

    private static final int SIZE = 10;
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    /// What the maker is told to do next, and what it has got.
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final AtomicLong clock = new AtomicLong();
    private final Room room = new Room(4, 4 * SIZE);
    private final Jobs jobs = new Jobs(this::page, 2, room, error -> "words: " + error.getMessage(), clock::get);
    private Thread worker;

    private interface Step {
        /// @return a page, or null if more steps come
        String take(ExplainListener listener);
    }

    private String page(Path name, byte[] image, ExplainListener listener) {
        begun.add(name.toString());
        try {
            for (String page = null; ; ) {
                page = steps.take().take(listener);
                begun.add("step");
                if (page != null) {
                    return page;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        worker = Thread.ofPlatform().daemon().start(jobs::work);
    }

    @AfterEach
    void stop() throws InterruptedException {
        worker.interrupt();
        worker.join();
    }

    private String add(UUID client, String name) throws Refusal {
        room.take(SIZE);
        return jobs.add(client, Path.of(name), new byte[SIZE]).id();
    }

    private void awaitBegun(String name) throws InterruptedException {
        assertEquals(name, begun.take());
    }

    private void make(String page) throws InterruptedException {
        steps.add(_ -> page);
        awaitBegun("step");
    }

    /// `name state before`, of all jobs of a client.
    private List<String> states(UUID client) {
        List<String> states = new ArrayList<>();
        for (JsonNode job : jobs.of(client)) {
            states.add(job.get("name").asString() + " " + job.get("state").asString()
                    + (job.has("before") ? " " + job.get("before").asInt() : ""));
        }
        return states;
    }

    /// Nothing is held any more: as many as at first can come.
    private void assertRoomIsFree() throws Refusal {
        for (int i = 0; i < 4; i++) {
            room.take(SIZE);
        }
        assertThrows(Refusal.class, () -> room.take(0));
        for (int i = 0; i < 4; i++) {
            room.leave(SIZE);
        }
    }

    @Test
    void imagesAreWorkedOnOneAtATimeInTheirOrderAndEachClientSeesItsOwn() throws Exception {
        String first = add(ONE, "1");
        awaitBegun("1");
        add(TWO, "2");
        add(ONE, "3");
        assertEquals(List.of("1 working", "3 waiting 2"), states(ONE));
        assertEquals(List.of("2 waiting 1"), states(TWO));
        assertTrue(begun.isEmpty());
        make("page 1");
        awaitBegun("2");
        assertEquals(List.of("1 done", "3 waiting 1"), states(ONE));
        assertEquals("page 1", new String(jobs.page(first).orElseThrow(), StandardCharsets.UTF_8));
        make("page 2");
        awaitBegun("3");
        make("page 3");
        add(TWO, "4");
        awaitBegun("4");
        assertEquals(List.of("3 done"), states(ONE), "two are kept, of all clients");
        assertEquals(List.of("2 done", "4 working"), states(TWO));
        assertTrue(jobs.page(first).isEmpty());
        make("");
    }

    @Test
    void progressIsTheShareOfPassesThatAreDone() throws Exception {
        add(ONE, "1");
        awaitBegun("1");
        steps.add(listener -> {
            listener.image(Path.of("1"), 300);
            listener.begin("scorecam-class-0", 100);
            listener.say("1: doubtful");
            return null;
        });
        awaitBegun("step");
        assertWorking("scorecam-class-0", 0);
        steps.add(listener -> {
            listener.report(50, 200);
            return null;
        });
        awaitBegun("step");
        assertWorking("scorecam-class-0", 50 / 300.0);
        steps.add(listener -> {
            listener.begin("rise-class-0", 0);
            return null;
        });
        awaitBegun("step");
        assertWorking("rise-class-0", 200 / 300.0);
        assertEquals("[\"1: doubtful\"]", jobs.of(ONE).get(0).get("notes").toString());
        make("");
    }

    private void assertWorking(String what, double share) {
        JsonNode job = jobs.of(ONE).get(0);
        assertEquals(what, job.get("what").asString());
        assertEquals(share, job.get("share").asDouble(), 1e-12);
    }

    @Test
    void whatFailsIsSaidAndTheNextIsMade() throws Exception {
        add(ONE, "1");
        awaitBegun("1");
        steps.add(_ -> {
            throw new IllegalStateException("no page");
        });
        add(ONE, "2");
        awaitBegun("2");
        steps.add(_ -> {
            throw new OutOfMemoryError("full");
        });
        add(ONE, "3");
        awaitBegun("3");
        assertEquals("words: no page", jobs.of(ONE).get(0).get("message").asString());
        assertEquals("words: full", jobs.of(ONE).get(1).get("message").asString());
        assertEquals(List.of("1 failed", "2 failed", "3 working"), states(ONE));
        String failed = jobs.of(ONE).get(0).get("id").asString();
        assertTrue(jobs.page(failed).isEmpty());
        assertTrue(jobs.remove(failed));
        assertEquals(List.of("2 failed", "3 working"), states(ONE));
        make("");
    }

    @Test
    void aClientThatLeavesTakesWhatWaitsWithIt() throws Exception {
        add(ONE, "1");
        awaitBegun("1");
        add(ONE, "2");
        add(TWO, "3");
        jobs.leave(ONE);
        assertEquals(List.of("1 working"), states(ONE));
        assertEquals(List.of("3 waiting 1"), states(TWO));
        make("page");
        awaitBegun("3");
        assertEquals(List.of("1 done"), states(ONE));
        make("");
    }

    @Test
    void aClientThatDoesNotAskAnyMoreIsTakenToHaveGone() throws Exception {
        add(ONE, "1");
        awaitBegun("1");
        add(TWO, "2");
        add(ONE, "3");
        clock.addAndGet(TimeUnit.MINUTES.toNanos(2));
        jobs.of(TWO);
        clock.addAndGet(TimeUnit.MINUTES.toNanos(2));
        make("page");
        awaitBegun("2");
        assertEquals(List.of("1 done"), states(ONE));
        make("page");
        add(ONE, "4");
        awaitBegun("4");
        make("");
    }

    @Test
    void whatIsDeletedIsForgottenWhereverItIs() throws Exception {
        String first = add(ONE, "1");
        awaitBegun("1");
        String second = add(ONE, "2");
        String third = add(ONE, "3");
        assertTrue(jobs.remove(second));
        assertEquals(List.of("1 working", "3 waiting 1"), states(ONE));
        assertTrue(jobs.remove(first), "it ends before its next map");
        assertEquals(List.of("3 waiting 0"), states(ONE));
        steps.add(listener -> {
            listener.begin("cam-class-0", 0);
            return "a page that nobody sees";
        });
        awaitBegun("3");
        make("page 3");
        String fourth = add(ONE, "4");
        awaitBegun("4");
        assertEquals(List.of("3 done", "4 working"), states(ONE));
        assertTrue(jobs.remove(third));
        assertTrue(jobs.page(third).isEmpty());
        assertEquals(false, jobs.remove(third));
        make("page 4");
        while (jobs.page(fourth).isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void everyWayOutGivesItsRoomBack() throws Exception {
        String first = add(ONE, "1");
        awaitBegun("1");
        String second = add(ONE, "2");
        add(TWO, "3");
        add(ONE, "4");
        assertThrows(Refusal.class, () -> room.take(1));
        jobs.remove(second);
        jobs.leave(TWO);
        jobs.remove(first);
        steps.add(_ -> {
            throw new IllegalStateException();
        });
        awaitBegun("4");
        make("page");
        add(ONE, "5");
        awaitBegun("5");
        make("page");
        while (!states(ONE).equals(List.of("4 done", "5 done"))) {
            Thread.onSpinWait();
        }
        worker.interrupt();
        worker.join();
        assertRoomIsFree();
    }

    @Test
    void bytesAreCountedBeforeTheyCome() throws Refusal {
        Room small = new Room(100, 100);
        small.take(60);
        assertThrows(Refusal.class, () -> small.take(41));
        small.take(40);
        small.leave(60);
        small.take(60);
    }
}
