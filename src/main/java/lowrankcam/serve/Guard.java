package lowrankcam.serve;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/// Who may ask: whoever knows the address that was printed. Pages of other sites do not, and are refused by name as well: they may
/// make a browser ask this server, under a name of theirs that leads to this machine (DNS rebinding), or under its own.
///
/// @param host  name and port that the server answers to
/// @param token the first part of every path
record Guard(String host, String token) {

    private static final int TOKEN_BYTES = 24;
    private static final List<List<String>> OWN_SITES = List.of(List.of("same-origin"), List.of("none"));

    /// Of a server at a port of this machine, with a token that nobody can guess.
    static Guard of(int port) {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return new Guard("127.0.0.1:" + port, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    String origin() {
        return "http://" + host;
    }

    /// What of a path follows the token.
    ///
    /// @throws Refusal if the request is none of a page of this server, or does not know the token
    String rest(Headers headers, String path) throws Refusal {
        if (!List.of(host).equals(headers.get("Host"))) {
            throw new Refusal(403, "Host: expected " + host + ", as in the address that was printed");
        }
        List<String> origins = headers.get("Origin");
        if (origins != null && !List.of(origin()).equals(origins)) {
            throw new Refusal(403, "Origin: expected " + origin() + " or none; pages of other sites are refused");
        }
        // Whoever follows a link to the address, in a web mail say, knows it; and no other site can look at what a link leads to.
        boolean isLink = List.of("navigate").equals(headers.get("Sec-Fetch-Mode"));
        List<String> sites = headers.get("Sec-Fetch-Site");
        if (sites != null && !isLink && !OWN_SITES.contains(sites)) {
            throw new Refusal(403, "Sec-Fetch-Site: expected same-origin or none; pages of other sites are refused");
        }
        String start = "/" + token + "/";
        String begin = path == null ? "" : path.substring(0, Math.min(start.length(), path.length()));
        // Takes as long wherever the first difference is.
        if (!MessageDigest.isEqual(start.getBytes(StandardCharsets.UTF_8), begin.getBytes(StandardCharsets.UTF_8))) {
            throw new Refusal(404, "nothing here; the address that was printed leads to the page");
        }
        return path.substring(start.length());
    }
}
