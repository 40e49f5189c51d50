package lowrankcam.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import lowrankcam.format.UsageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is answered, and what browsers are told to do with an answer.
class GuardTest {

    private ServerRun run;

    @BeforeEach
    void start() throws IOException {
        run = new ServerRun((name, image, listener) -> "<p>" + name);
    }

    @AfterEach
    void stop() {
        run.close();
    }

    private String statusUnder(String hosts) throws IOException {
        String answer = run.raw("GET " + run.server.address().getPath() + " HTTP/1.1\r\n" + hosts + "\r\n", new byte[0]);
        return answer.substring(0, answer.indexOf('\r'));
    }

    /// A name of another site that leads to this machine is what DNS rebinding is made of.
    @Test
    void onlyItsOwnHostIsAnswered() throws IOException {
        String own = "Host: " + run.host() + "\r\n";
        assertEquals("HTTP/1.1 200 OK", statusUnder(own));
        int port = run.server.address().getPort();
        for (String hosts : List.of("", "Host: evil.example:" + port + "\r\n", "Host: localhost:" + port + "\r\n", "Host: 127.0.0.1\r\n",
                "Host: " + run.host() + ".evil.example\r\n", own + "Host: evil.example\r\n", own + own)) {
            assertEquals("HTTP/1.1 403 Forbidden", statusUnder(hosts), hosts);
        }
    }

    @Test
    void pagesOfOtherOriginsAreRefused() throws Exception {
        String own = "http://" + run.host();
        assertEquals(200, run.send(run.request("").header("Origin", own)).statusCode());
        for (String origin : List.of("http://evil.example", "null", "https://" + run.host(), "http://127.0.0.1:1", own + ".evil.example")) {
            HttpResponse<String> answer = run.send(run.request("").header("Origin", origin));
            assertEquals(403, answer.statusCode(), origin);
            assertTrue(ServerRun.message(answer).startsWith("Origin: expected " + own), answer.body());
        }
        for (String site : List.of("same-origin", "none")) {
            assertEquals(200, run.send(run.request("").header("Sec-Fetch-Site", site)).statusCode());
        }
        for (String site : List.of("cross-site", "same-site")) {
            assertEquals(403, run.send(run.request("").header("Sec-Fetch-Site", site)).statusCode());
            assertEquals(403, run.send(run.request("").header("Sec-Fetch-Site", site).header("Sec-Fetch-Mode", "no-cors")).statusCode());
            assertEquals(200, run.send(run.request("").header("Sec-Fetch-Site", site).header("Sec-Fetch-Mode", "navigate")).statusCode());
        }
    }

    @Test
    void whoDoesNotKnowTheTokenFindsNothing() throws Exception {
        String path = run.server.address().getPath();
        assertTrue(path.matches("/[A-Za-z0-9_-]{32}/"), path);
        for (String other : List.of("/", "/" + "A".repeat(32) + "/", path.substring(0, path.length() - 2) + "/", path.substring(0, 33),
                "/x" + path, "/.." + path, path.toUpperCase(java.util.Locale.ROOT) + "jobs")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + run.host() + other));
            assertEquals(404, run.send(request).statusCode(), other);
        }
        try (ServerRun second = new ServerRun((name, image, listener) -> "")) {
            assertNotEquals(path, second.server.address().getPath());
        }
    }

    @Test
    void itListensToThisMachineOnly() {
        assertEquals("127.0.0.1", run.server.address().getHost());
        // Another address of the same machine.
        assertThrows(ConnectException.class, () -> new Socket(InetAddress.getByName("127.0.0.2"), run.server.address().getPort()).close());
    }

    @Test
    void otherMethodsAreRefusedWithThoseThatThereAre() throws Exception {
        assertAllowed("GET", run.send(run.request("").POST(HttpRequest.BodyPublishers.ofString("x"))));
        assertAllowed("GET, POST", run.send(run.request("jobs?client=" + ServerRun.CLIENT).method("PUT", HttpRequest.BodyPublishers.ofString("x"))));
        assertAllowed("GET, POST", run.send(run.request("jobs").method("OPTIONS", HttpRequest.BodyPublishers.noBody())));
        assertAllowed("DELETE", run.get("jobs/1"));
        assertAllowed("POST", run.get("leave?client=" + ServerRun.CLIENT));
        assertAllowed("GET", run.send(run.request("results/1").DELETE()));
    }

    private static void assertAllowed(String methods, HttpResponse<String> answer) {
        assertEquals(405, answer.statusCode());
        assertEquals(methods, answer.headers().firstValue("Allow").orElse(""));
    }

    @Test
    void everyAnswerHasTheHeadersOfOneThatNobodyElseMayUse() throws Exception {
        String id = run.upload(ServerRun.CLIENT, "a.png", ServerRun.png(1));
        run.finished(ServerRun.CLIENT, id);
        HttpRequest.Builder outside = HttpRequest.newBuilder(URI.create("http://" + run.host() + "/"));
        for (HttpResponse<String> answer : List.of(run.get(""), run.get("jobs?client=" + ServerRun.CLIENT), run.get("results/" + id), run.get("x"),
                run.send(outside), run.send(run.request("leave?client=" + ServerRun.CLIENT).POST(HttpRequest.BodyPublishers.noBody())))) {
            String where = answer.uri() + " " + answer.headers().map();
            assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""), where);
            assertEquals("no-referrer", answer.headers().firstValue("Referrer-Policy").orElse(""), where);
            assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""), where);
            assertEquals("same-origin", answer.headers().firstValue("Cross-Origin-Resource-Policy").orElse(""), where);
            String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
            assertTrue(policy.contains("frame-ancestors") && !policy.contains("unsafe"), where);
            assertTrue(answer.headers().firstValue("Access-Control-Allow-Origin").isEmpty(), where);
        }
        assertTrue(policy(run.get("")).startsWith("default-src 'none';") && policy(run.get("")).endsWith("frame-ancestors 'none'"));
        assertEquals("sandbox allow-scripts; frame-ancestors http://" + run.host(), policy(run.get("results/" + id)));
    }

    private static String policy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Security-Policy").orElse("");
    }

    @Test
    void aPortInUseIsRefusedInOneLine() {
        UsageException error = assertThrows(UsageException.class, () -> PageServer.bind(run.server.address().getPort()));
        assertTrue(error.getMessage().startsWith("--port: expected one that is free, or 0 for any; found " + run.server.address().getPort()),
                error.getMessage());
    }
}
