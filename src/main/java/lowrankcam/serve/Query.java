package lowrankcam.serve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import lowrankcam.format.FileName;

/// What follows the question mark in an address.
///
/// @param values by name
record Query(Map<String, String> values) {

    static Query of(String raw) throws Refusal {
        Map<String, String> values = new HashMap<>();
        try {
            for (String part : raw == null ? new String[0] : raw.split("&")) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    values.put(part.substring(0, equals), URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        } catch (IllegalArgumentException _) {
            throw new Refusal(400, "address: expected percent-encoded UTF-8");
        }
        return new Query(values);
    }

    /// The page that asks, by the number that it gave itself.
    UUID client() throws Refusal {
        try {
            return UUID.fromString(values.getOrDefault("client", ""));
        } catch (IllegalArgumentException _) {
            throw new Refusal(400, "client: expected a UUID");
        }
    }

    /// The name of an image, as a plain name: no folders, no control characters, at most 200 bytes.
    Path name() {
        String given = values.getOrDefault("name", "");
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String name = FileName.safe(last.isBlank() ? "image" : last);
        try {
            return Path.of(name);
        } catch (InvalidPathException _) {
            // In the C locale, or with characters that no file system takes.
            return Path.of(name.replaceAll("[^A-Za-z0-9._-]", "_"));
        }
    }
}
