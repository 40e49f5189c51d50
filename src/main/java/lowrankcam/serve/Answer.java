package lowrankcam.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;

/// What a request gets.
///
/// @param status HTTP's
/// @param type   of the content
/// @param policy content-security policy
/// @param body   the content
/// @param extra  headers that other answers do not have
record Answer(int status, String type, String policy, byte[] body, Map<String, String> extra) {

    /// Of what is no page: nothing of it may run or be shown within another page.
    private static final String NO_PAGE = "default-src 'none'; frame-ancestors 'none'; sandbox";

    static final int OK = 200;
    static final int NO_CONTENT = 204;

    static Answer json(int status, JsonNode json) {
        return new Answer(status, "application/json", NO_PAGE, json.toString().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer message(int status, String message) {
        return json(status, Json.object().put("message", message));
    }

    static Answer nothing() {
        return new Answer(NO_CONTENT, "text/plain", NO_PAGE, new byte[0], Map.of());
    }

    static Answer page(byte[] html, String policy) {
        return new Answer(OK, "text/html; charset=utf-8", policy, html, Map.of());
    }

    /// The same with another header.
    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(extra);
        more.put(header, value);
        return new Answer(status, type, policy, body, more);
    }

    void send(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        extra.forEach(headers::set);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }
}
