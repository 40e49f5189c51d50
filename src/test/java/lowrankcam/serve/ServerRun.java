package lowrankcam.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import lowrankcam.format.Json;
import lowrankcam.image.PngWriter;
import tools.jackson.databind.JsonNode;

/// A server with a maker that a test chooses, and those who ask it.
final class ServerRun implements AutoCloseable {

    static final Limits LIMITS = new Limits(1 << 20, 3);
    static final UUID CLIENT = UUID.randomUUID();

    final PageServer server;
    final HttpClient http = HttpClient.newHttpClient();

    ServerRun(PageMaker maker) throws IOException {
        this(maker, LIMITS);
    }

    ServerRun(PageMaker maker, Limits limits) throws IOException {
        server = PageServer.bind(0);
        server.start(maker, limits, error -> "words: " + error.getMessage());
    }

    /// A picture of one level.
    static byte[] png(int level) {
        byte[] grey = new byte[40 * 40];
        java.util.Arrays.fill(grey, (byte) level);
        return PngWriter.encode(40, 40, 1, grey);
    }

    HttpRequest.Builder request(String rest) {
        return HttpRequest.newBuilder(URI.create(server.address() + rest));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String rest) throws Exception {
        return send(request(rest));
    }

    HttpResponse<String> post(UUID client, String name, byte[] image) throws Exception {
        String query = "?client=" + client + "&name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        return send(request("jobs" + query).POST(HttpRequest.BodyPublishers.ofByteArray(image)));
    }

    /// Sends an image that is taken.
    String upload(UUID client, String name, byte[] image) throws Exception {
        HttpResponse<String> answer = post(client, name, image);
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return json(answer).get("id").asString();
    }

    int delete(String id) throws Exception {
        return send(request("jobs/" + id).DELETE()).statusCode();
    }

    JsonNode jobs(UUID client) throws Exception {
        return json(get("jobs?client=" + client));
    }

    /// What is said of a job once it has come to its end.
    JsonNode finished(UUID client, String id) throws Exception {
        while (true) {
            for (JsonNode job : jobs(client)) {
                if (job.get("id").asString().equals(id) && "done failed".contains(job.get("state").asString())) {
                    return job;
                }
            }
            Thread.sleep(2);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.value(answer.body()).orElseThrow();
    }

    static String message(HttpResponse<String> answer) {
        return json(answer).get("message").asString();
    }

    String host() {
        return server.address().getAuthority();
    }

    /// Sends bytes as they are, and nothing after them; everything that comes back.
    String raw(String head, byte[] body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        server.close();
        http.shutdownNow();
    }
}
