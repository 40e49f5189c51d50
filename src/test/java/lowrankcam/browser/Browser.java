package lowrankcam.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Chromium without a window, with a folder of its own that goes with it.
///
/// It is looked for in the environment variable `LOWRANKCAM_BROWSER`, then by its usual names on the PATH. Where there is none
/// tests say so; with the system property `lowrankcam.browser=required`, as in the profile `browser`, they fail.
public final class Browser implements AutoCloseable {

    private static final String VARIABLE = "LOWRANKCAM_BROWSER";
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final int SECONDS = 60;

    private final Process process;
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    private Browser(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /// Where a browser is.
    public static Optional<Path> find() {
        String given = System.getenv(VARIABLE);
        if (given != null && !given.isBlank()) {
            return Optional.of(Path.of(given));
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return NAMES.stream()
                .flatMap(name -> Stream.of(path.split(java.io.File.pathSeparator)).map(part -> Path.of(part, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Whether tests must have one.
    public static boolean isRequired() {
        return "required".equals(System.getProperty("lowrankcam.browser"));
    }

    public static Browser start(Path program) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("lowrank-cam-browser");
        Process process =
                new ProcessBuilder(
                                program.toString(), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
                                "--disable-background-networking", "--disable-dev-shm-usage", "--remote-debugging-port=0",
                                "--user-data-dir=" + folder, "about:blank")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        Path told = folder.resolve("DevToolsActivePort");
        for (int i = 0; i < SECONDS * 20 && process.isAlive(); i++) {
            List<String> lines = Files.exists(told) ? Files.readAllLines(told) : List.of();
            if (lines.size() >= 2) {
                return new Browser(process, folder, Integer.parseInt(lines.getFirst()));
            }
            Thread.sleep(50);
        }
        process.destroyForcibly();
        throw new IOException(program + " did not start: " + Files.readString(folder.resolve("log")));
    }

    /// A new page that shows nothing yet.
    public BrowserPage page() throws IOException, InterruptedException {
        HttpRequest ask =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
                        .PUT(HttpRequest.BodyPublishers.noBody()).build();
        String answer = http.send(ask, HttpResponse.BodyHandlers.ofString()).body();
        String address = lowrankcam.format.Json.value(answer).orElseThrow().get("webSocketDebuggerUrl").asString();
        return new BrowserPage(http, URI.create(address));
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        http.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
