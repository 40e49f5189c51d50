package lowrankcam.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// A style, script or template of the program, as it stands among its resources.
///
/// @param name of the file
/// @param text lines end with a line feed, as HTML parsers read them
record Asset(String name, String text) {

    static Asset of(String name) {
        try (InputStream stream = Asset.class.getResourceAsStream("/lowrankcam/page/" + name)) {
            if (stream == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new Asset(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a content-security policy names this text by: `'sha256-…'`.
    String policy() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// An element that holds this text and nothing else.
    Markup in(String tag) {
        if (text.contains("</" + tag) || text.contains("<!--")) {
            throw new IllegalStateException(name + " would end its own element");
        }
        return new Markup(text).in(tag);
    }
}
