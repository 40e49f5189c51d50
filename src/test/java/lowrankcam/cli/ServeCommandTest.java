package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import lowrankcam.dicom.DicomFile;
import lowrankcam.dicom.Tag;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import lowrankcam.image.Caution;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `serve` from its one line of output to its end.
class ServeCommandTest {

    private static final Path SAMPLE = Goldens.file("dicom/made-private.dcm");

    private final HttpClient http = HttpClient.newHttpClient();
    private final UUID client = UUID.randomUUID();

    private String ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private JsonNode upload(URI address, String name, byte[] image) throws IOException, InterruptedException {
        String sent = ask(HttpRequest.newBuilder(address.resolve("jobs?client=" + client + "&name=" + name))
                .POST(HttpRequest.BodyPublishers.ofByteArray(image)));
        String id = Json.value(sent).orElseThrow().get("id").asString();
        while (true) {
            for (JsonNode job : Json.value(ask(HttpRequest.newBuilder(address.resolve("jobs?client=" + client)))).orElseThrow()) {
                if (job.get("id").asString().equals(id) && "done failed".contains(job.get("state").asString())) {
                    return job;
                }
            }
            Thread.sleep(20);
        }
    }

    /// A DICOM file becomes a page that says nothing of whose it is; a file that cannot be decoded gets a line; the program ends as it
    /// should.
    @Test
    void onePrintedAddressLeadsToPagesThatNameNobody() throws Exception {
        StringWriter err = new StringWriter();
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread program;
        try (PipedReader out = new PipedReader(); PrintWriter in = new PrintWriter(new PipedWriter(out), true)) {
            program = Thread.ofPlatform().start(() -> code.complete(runAndClose(
                    new String[] {"serve", "-m", "lowrankcam", "--keep", "2"}, in, new PrintWriter(err, true))));
            StringBuilder line = new StringBuilder();
            for (int c = out.read(); c != '\n' && c >= 0; c = out.read()) {
                line.append((char) c);
            }
            assertTrue(line.toString().strip().matches("http://127\\.0\\.0\\.1:[0-9]+/[A-Za-z0-9_-]{32}/"), line + err.toString());
            URI address = URI.create(line.toString().strip());
            assertTrue(ask(HttpRequest.newBuilder(address)).contains(Caution.TEXT));

            byte[] dicom = Files.readAllBytes(SAMPLE);
            JsonNode job = upload(address, "anonymous.dcm", dicom);
            assertEquals("done", job.get("state").asString(), job.toString());
            String page = ask(HttpRequest.newBuilder(address.resolve("results/" + job.get("id").asString())));
            assertTrue(page.contains("<h1><bdi>anonymous.dcm</bdi></h1>"));
            List<String> secrets = List.of(
                    "Mustermann", "Erika", "PAT-4711", "19640812", "ACC0815", DicomFile.read(SAMPLE, dicom).data().text(Tag.STUDY_INSTANCE_UID));
            for (String secret : secrets) {
                assertTrue(secret.length() >= 5 && new String(dicom, StandardCharsets.ISO_8859_1).contains(secret), secret);
                assertFalse((page + job + err).contains(secret), secret);
            }
            JsonNode failed = upload(address, "j2k.dcm", Files.readAllBytes(Goldens.file("dicom/coded-j2k.dcm")));
            assertEquals("failed", failed.get("state").asString());
            assertTrue(failed.get("message").asString().startsWith("j2k.dcm"), failed.toString());
            program.interrupt();
            assertEquals(0, code.get());
            program.join();
        }
        assertTrue(err.toString().contains("whoever has it may use it"), err.toString());
        http.shutdownNow();
    }

    /// Whoever reads what the program prints sees its end.
    private static int runAndClose(String[] args, PrintWriter out, PrintWriter err) {
        try (out) {
            return Main.run(args, out, err);
        }
    }

    @Test
    void wrongUsageIsSaidBeforeAnythingIsLoaded() throws IOException {
        assertUsage("--identifiers: not with serve", "serve", "--identifiers");
        assertUsage("--port: expected 0 to 65535, found 70000", "serve", "--port", 70_000);
        assertUsage("--max-upload: expected 1 to 512, found 0", "serve", "--max-upload", 0);
        assertUsage("--keep: expected 1 to 1000, found 0", "serve", "--keep", 0);
        assertUsage("nonsense", "serve", "-m", "nonsense");
        assertUsage("--frame all: expected with explain", "serve", "--frame", "all");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertUsage("--port: expected one that is free, or 0 for any; found " + taken.getLocalPort(), "serve", "--port", taken.getLocalPort());
        }
    }

    private static void assertUsage(String message, Object... args) {
        CliRuns.Ran ran = run(args);
        assertEquals(2, ran.code(), ran.err());
        assertTrue(ran.err().contains(message), ran.err());
        assertEquals("", ran.out());
    }
}
