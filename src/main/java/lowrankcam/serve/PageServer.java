package lowrankcam.serve;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import lowrankcam.format.UsageException;

/// A page for images and the pages that come of them, for browsers on this machine.
///
/// It listens on 127.0.0.1 only, and answers those who know its address, of which a part is random. Slow clients are cut off,
/// connections are counted.
public final class PageServer implements AutoCloseable {

    /// Settings of the JDK's server, which has no others: seconds for a request and for an answer, open connections, bytes of headers. Those of
    /// the command line come first.
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "sun.net.httpserver.maxReqTime", "60",
                    "sun.net.httpserver.maxRspTime", "60",
                    "sun.net.httpserver.maxReqHeaderSize", "32768",
                    "sun.net.httpserver.nodelay", "true",
                    "jdk.httpserver.maxConnections", "64");

    private final HttpServer http;
    private final Guard guard;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Thread worker;

    private PageServer(HttpServer http) {
        this.http = http;
        this.guard = Guard.of(http.getAddress().getPort());
    }

    /// Takes a port of this machine, and lets browsers wait.
    ///
    /// @param port 0 for any that is free
    /// @throws UsageException if it cannot be had
    public static PageServer bind(int port) throws IOException {
        SETTINGS.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
        InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try {
            return new PageServer(HttpServer.create(new InetSocketAddress(here, port), 0));
        } catch (BindException e) {
            throw new UsageException("--port: expected one that is free, or 0 for any; found " + port + " (" + e.getMessage() + ")");
        }
    }

    /// The address of the page. Whoever has it may use the server.
    public URI address() {
        return URI.create(guard.origin() + "/" + guard.token() + "/");
    }

    /// Begins to answer.
    ///
    /// @param words one line for an error of the maker
    public void start(PageMaker maker, Limits limits, Function<Throwable, String> words) {
        Room room = new Room(Limits.MOST_IMAGES, (long) Limits.MOST_UPLOADS * limits.upload());
        Jobs jobs = new Jobs(maker, limits.keep(), room, words, System::nanoTime);
        worker = Thread.ofPlatform().daemon().name("pages").start(jobs::work);
        http.createContext("/", new Requests(guard, limits, jobs, room, words));
        http.setExecutor(threads);
        http.start();
    }

    /// Works until the calling thread is interrupted, or the program ends.
    public void await() throws InterruptedException {
        worker.join();
    }

    /// Ends at once; images and pages are forgotten.
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        if (worker != null) {
            worker.interrupt();
        }
    }
}
