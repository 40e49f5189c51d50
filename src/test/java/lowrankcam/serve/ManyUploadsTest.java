package lowrankcam.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Many images one after the other, and from many at once.
class ManyUploadsTest {

    private static final int IMAGES = 300;

    /// What the server was given and what came of it can be collected, but for the pages that are kept.
    @Test
    void nothingOfThreeHundredImagesIsHeldButThePagesThatAreKept() throws Exception {
        List<WeakReference<byte[]>> images = Collections.synchronizedList(new ArrayList<>());
        List<String> ids = new ArrayList<>();
        try (ServerRun run = new ServerRun((name, image, listener) -> {
            images.add(new WeakReference<>(image));
            return "<p>" + name + "x".repeat(1 << 20);
        })) {
            long before = 0;
            for (int i = 0; i < IMAGES; i++) {
                String id = run.upload(ServerRun.CLIENT, i + ".png", ServerRun.png(i % 256));
                run.finished(ServerRun.CLIENT, id);
                ids.add(id);
                if (i == 20) {
                    before = usedMegabytes();
                }
            }
            long after = usedMegabytes();
            assertTrue(after - before < 20, "used " + before + " MB after 20 images, " + after + " MB after " + IMAGES);
            assertEquals(List.of(), images.stream().filter(image -> image.get() != null).toList());
            for (int i = 0; i < IMAGES; i++) {
                assertEquals(i < IMAGES - 3 ? 404 : 200, run.get("results/" + ids.get(i)).statusCode());
            }
        }
    }

    private static long usedMegabytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    @Test
    void whoComesWhenAllPlacesAreTakenIsToldSoAndHasOneLater() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        UUID other = UUID.randomUUID();
        try (ServerRun run = new ServerRun((name, image, listener) -> {
            await(go);
            return "";
        }, new Limits(1 << 20, 100))) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < Limits.MOST_IMAGES; i++) {
                ids.add(run.upload(ServerRun.CLIENT, i + ".png", ServerRun.png(i)));
            }
            HttpResponse<String> full = run.post(other, "late.png", ServerRun.png(1));
            assertEquals(503, full.statusCode());
            assertEquals("too many images are waiting; try again when some are finished", ServerRun.message(full));
            go.countDown();
            run.finished(ServerRun.CLIENT, ids.getLast());
            while (run.post(other, "late.png", ServerRun.png(1)).statusCode() == 503) {
                Thread.onSpinWait();
            }
            assertEquals(Limits.MOST_IMAGES, run.jobs(ServerRun.CLIENT).size());
            assertEquals(1, run.jobs(other).size());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nobody opened the latch");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Each gets what it sent, whoever else sends at the same time.
    @Test
    void twoClientsAtOnceGetEachItsOwn() throws Exception {
        try (ServerRun run = new ServerRun((name, image, listener) -> name + " " + java.util.Arrays.hashCode(image), new Limits(1 << 20, 100))) {
            List<Throwable> wrong = Collections.synchronizedList(new ArrayList<>());
            List<Thread> clients = new ArrayList<>();
            for (int c = 0; c < 2; c++) {
                String prefix = "client" + c + "-";
                int level = 100 * c;
                clients.add(Thread.ofPlatform().start(() -> {
                    UUID client = UUID.randomUUID();
                    try {
                        for (int i = 0; i < 25; i++) {
                            byte[] image = ServerRun.png(level + i);
                            String id = run.upload(client, prefix + i + ".png", image);
                            run.finished(client, id);
                            assertEquals(prefix + i + ".png " + java.util.Arrays.hashCode(image), run.get("results/" + id).body());
                        }
                        assertEquals(25, run.jobs(client).size());
                    } catch (Throwable e) {
                        wrong.add(e);
                    }
                }));
            }
            for (Thread client : clients) {
                client.join();
            }
            assertEquals(List.of(), wrong);
        }
    }
}
