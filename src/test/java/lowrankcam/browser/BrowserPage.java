package lowrankcam.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One page of a browser, driven by the DevTools protocol over the JDK's own WebSocket. Keeps every complaint of the page and
/// every request that it makes.
public final class BrowserPage implements AutoCloseable {

    private static final int SECONDS = 60;

    private final WebSocket socket;
    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    BrowserPage(HttpClient http, URI address) throws IOException {
        socket = http.newWebSocketBuilder().buildAsync(address, new Listener()).join();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Json.object());
        }
    }

    /// Opens an address and waits until its scripts have done their work.
    ///
    /// @param ready JavaScript that is true then
    public BrowserPage open(URI address, String ready) throws IOException {
        send("Page.navigate", Json.object().put("url", address.toString()));
        waitFor("document.readyState === 'complete' && location.href !== 'about:blank' && (" + ready + ")");
        return this;
    }

    /// Loads the page anew and waits until its scripts have done their work.
    ///
    /// @param ready JavaScript that is true then
    public void reload(String ready) throws IOException {
        value("window.isOld = true");
        send("Page.reload", Json.object());
        waitFor("!window.isOld && document.readyState === 'complete' && (" + ready + ")");
    }

    /// Asks the page until the answer is yes.
    public void waitFor(String condition) throws IOException {
        String ask = "new Promise((done) => { const ask = () => { let yes = false; try { yes = Boolean(" + condition
                + "); } catch (e) { yes = false; } if (yes) { done(true); } else { setTimeout(ask, 20); } }; ask(); })";
        for (int i = 0; i < 3; i++) {
            try {
                value(ask);
                return;
            } catch (IOException e) {
                // The page that was asked has gone: the one that came is asked.
                String message = String.valueOf(e.getMessage());
                if (i == 2 || !(message.contains("ontext") || message.contains("navigated"))) {
                    throw e;
                }
            }
        }
    }

    /// What an expression is, as JSON; promises are waited for.
    public JsonNode value(String expression) throws IOException {
        ObjectNode ask = Json.object().put("expression", expression).put("awaitPromise", true).put("returnByValue", true);
        JsonNode answer = send("Runtime.evaluate", ask);
        if (answer.has("exceptionDetails")) {
            throw new IOException(expression + ": " + answer.get("exceptionDetails"));
        }
        JsonNode result = answer.get("result");
        return result.has("value") ? result.get("value") : Json.object().nullNode();
    }

    /// The next frame, and the one after it: what was asked for has been drawn.
    public void frames() throws IOException {
        value("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
    }

    /// The width and height of the window, in CSS pixels.
    public void size(int width, int height) throws IOException {
        send("Emulation.setDeviceMetricsOverride",
                Json.object().put("width", width).put("height", height).put("deviceScaleFactor", 1).put("mobile", false));
        frames();
    }

    /// Whether the reader prefers dark pages.
    public void dark(boolean dark) throws IOException {
        ObjectNode media = Json.object();
        media.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", dark ? "dark" : "light");
        send("Emulation.setEmulatedMedia", media);
        frames();
    }

    /// Presses a key, as `Tab` or `ArrowRight`.
    public void press(String key) throws IOException {
        Map<String, Integer> codes = Map.of("Tab", 9, "Enter", 13, "ArrowLeft", 37, "ArrowUp", 38, "ArrowRight", 39, "ArrowDown", 40);
        boolean space = key.equals(" ");
        int code = space ? 32 : codes.get(key);
        ObjectNode down = Json.object().put("type", "keyDown").put("key", key).put("code", space ? "Space" : key)
                .put("windowsVirtualKeyCode", code).put("nativeVirtualKeyCode", code);
        if (space || key.equals("Enter")) {
            down.put("text", space ? " " : "\r");
        }
        send("Input.dispatchKeyEvent", down);
        send("Input.dispatchKeyEvent", Json.object().put("type", "keyUp").put("key", key)
                .put("code", space ? "Space" : key).put("windowsVirtualKeyCode", code));
    }

    /// Puts files into an input element, as a user who chooses or drops them there.
    ///
    /// @param selector CSS of the element
    public void choose(String selector, List<Path> files) throws IOException {
        int document = send("DOM.getDocument", Json.object()).get("root").get("nodeId").asInt();
        JsonNode found = send("DOM.querySelector", Json.object().put("nodeId", document).put("selector", selector));
        ObjectNode input = Json.object().put("nodeId", found.get("nodeId").asInt());
        ArrayNode names = input.putArray("files");
        files.forEach(file -> names.add(file.toString()));
        send("DOM.setFileInputFiles", input);
    }

    /// A picture of the window, as a JPEG file.
    public byte[] screenshot() throws IOException {
        return Base64.getDecoder().decode(
                send("Page.captureScreenshot", Json.object().put("format", "jpeg").put("quality", 85)).get("data").asString());
    }

    /// Errors and warnings that the page or the browser wrote, and exceptions that nobody caught.
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// Addresses that were asked for, without data that lie in the page itself.
    public List<String> requests() {
        return requests.stream().filter(address -> !address.startsWith("data:")).toList();
    }

    private JsonNode send(String method, ObjectNode parameters) throws IOException {
        int id = last.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        ObjectNode message = Json.object().put("id", id).put("method", method);
        message.set("params", parameters);
        synchronized (socket) {
            socket.sendText(message.toString(), true).join();
        }
        try {
            JsonNode node = answer.get(SECONDS, TimeUnit.SECONDS);
            if (node.has("error")) {
                throw new IOException(method + ": " + node.get("error").get("message").asString());
            }
            return node.get("result");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException(method + ": " + e, e);
        }
    }

    private void event(JsonNode message) {
        JsonNode parameters = message.get("params");
        switch (message.get("method").asString()) {
            case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning", "assert").contains(parameters.get("type").asString())) {
                    complaints.add(parameters.toString());
                }
            }
            case "Log.entryAdded" -> complaints.add(parameters.get("entry").toString());
            case "Network.requestWillBeSent" -> requests.add(parameters.get("request").get("url").asString());
            default -> { }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            send("Page.close", Json.object());
        } finally {
            socket.abort();
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                JsonNode message = Json.value(text.toString()).orElseThrow();
                text.setLength(0);
                if (message.has("id")) {
                    CompletableFuture<JsonNode> answer = waiting.remove(message.get("id").asInt());
                    if (answer != null) {
                        answer.complete(message);
                    }
                } else {
                    event(message);
                }
            }
            from.request(1);
            return null;
        }
    }
}
