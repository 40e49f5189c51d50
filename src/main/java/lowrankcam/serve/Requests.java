package lowrankcam.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.Printable;
import lowrankcam.image.PictureReader;
import lowrankcam.page.Page;

/// Answers requests: the page that images are dropped into, what it asks, and the pages of images.
final class Requests implements HttpHandler {

    private static final String RESULTS = "results/";
    private static final String JOBS = "jobs";

    private final Guard guard;
    private final Limits limits;
    private final Jobs jobs;
    private final Room room;
    private final Function<Throwable, String> words;
    private final Answer dropPage;

    Requests(Guard guard, Limits limits, Jobs jobs, Room room, Function<Throwable, String> words) {
        this.guard = guard;
        this.limits = limits;
        this.jobs = jobs;
        this.room = room;
        this.words = words;
        Page page = DropPage.of(limits);
        this.dropPage =
                Answer.page(page.html().getBytes(StandardCharsets.UTF_8), page.policy() + "; frame-ancestors 'none'");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange).send(exchange);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String rest;
        try {
            rest = guard.rest(exchange.getRequestHeaders(), exchange.getRequestURI().getPath());
        } catch (Refusal e) {
            return e.answer();
        }
        try {
            return answer(exchange, rest);
        } catch (Refusal e) {
            readOn(exchange);
            return e.answer();
        } catch (RuntimeException | OutOfMemoryError e) {
            return Answer.message(500, words.apply(e));
        }
    }

    /// Takes what is still sent, for no more than a minute: browsers read no answer before.
    private static void readOn(HttpExchange exchange) {
        try {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // It has ended before its end; whoever sent it may still read.
        }
    }

    private Answer answer(HttpExchange exchange, String rest) throws IOException, Refusal {
        String method = exchange.getRequestMethod();
        if (rest.isEmpty()) {
            return only("GET", method, () -> dropPage);
        }
        Query query = Query.of(exchange.getRequestURI().getRawQuery());
        if (rest.equals(JOBS)) {
            return switch (method) {
                case "GET" -> Answer.json(Answer.OK, jobs.of(query.client()));
                case "POST" -> upload(exchange, query);
                default -> notAllowed("GET, POST");
            };
        }
        if (rest.startsWith(JOBS + "/")) {
            String id = rest.substring(JOBS.length() + 1);
            return only("DELETE", method, () -> {
                if (!jobs.remove(id)) {
                    throw new Refusal(404, "no such image; it may have been deleted");
                }
                return Answer.nothing();
            });
        }
        if (rest.equals("leave")) {
            return only("POST", method, () -> {
                jobs.leave(query.client());
                return Answer.nothing();
            });
        }
        if (rest.startsWith(RESULTS)) {
            return only("GET", method, () -> result(rest.substring(RESULTS.length())));
        }
        throw new Refusal(404, "nothing here; the address that was printed leads to the page");
    }

    /// What answers a method.
    private interface Reply {
        Answer get() throws Refusal;
    }

    private static Answer only(String allowed, String method, Reply reply) throws Refusal {
        return method.equals(allowed) ? reply.get() : notAllowed(allowed);
    }

    private static Answer notAllowed(String allowed) {
        return Answer.message(405, "expected " + allowed).with("Allow", allowed);
    }

    /// A page of an image may do nothing but show itself: it has an origin of its own, from which nothing here can be asked.
    private Answer result(String id) throws Refusal {
        byte[] page = jobs.page(id).orElseThrow(() ->
                new Refusal(404, "no such page; the last " + limits.keep() + " are kept, until they are deleted or the program ends"));
        return Answer.page(page, "sandbox allow-scripts; frame-ancestors " + guard.origin());
    }

    private Answer upload(HttpExchange exchange, Query query) throws IOException, Refusal {
        var client = query.client();
        Path name = query.name();
        int length = length(exchange);
        jobs.forgetTheGone();
        room.take(length);
        boolean taken = false;
        try {
            byte[] image = read(exchange, length);
            check(name, image);
            String id = jobs.add(client, name, image).id();
            taken = true;
            return Answer.json(202, Json.object().put("id", id));
        } finally {
            if (!taken) {
                room.leave(length);
            }
        }
    }

    private int length(HttpExchange exchange) throws Refusal {
        String stated = exchange.getRequestHeaders().getFirst("Content-Length");
        if (stated == null) {
            throw new Refusal(411, "Content-Length: expected the number of bytes");
        }
        // The server has refused what is no number.
        long length = Long.parseLong(stated);
        if (length > limits.upload()) {
            throw new Refusal(
                    413, "file: expected at most " + limits.upload() + " bytes (--max-upload), found " + length);
        }
        return (int) length;
    }

    private static byte[] read(HttpExchange exchange, int length) throws Refusal {
        try {
            return exchange.getRequestBody().readNBytes(length);
        } catch (IOException _) {
            throw new Refusal(400, "upload: expected " + length + " bytes, found its end before");
        }
    }

    /// Says at once what would be found out when it is its turn; and refuses what would take too much memory.
    private static void check(Path name, byte[] image) throws Refusal {
        try {
            PictureReader.Size size = PictureReader.size(name, image);
            if ((long) size.width() * size.height() > Limits.MOST_PIXELS) {
                throw new Refusal(
                        413, Printable.line(name.toString()) + ": image size: expected at most " + Limits.MOST_PIXELS / 1_000_000 + " megapixels here, found " + size
                                + "; explain takes up to 100");
            }
        } catch (FormatException e) {
            throw new Refusal(422, e.getMessage());
        }
    }
}
