package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.image.PngWriter;
import tools.jackson.databind.JsonNode;

/// Runs of the real entry point, and the files they leave.
final class CliRuns {

    private CliRuns() {}

    /// @param code exit code
    /// @param out  standard output
    /// @param err  standard error
    record Ran(int code, String out, String err) {

        /// Standard output as one JSON object.
        JsonNode json() throws FormatException {
            return Json.parse(Path.of("stdout"), 0, out.getBytes(StandardCharsets.UTF_8));
        }
    }

    static Ran run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        int code = Main.run(texts, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Ran(code, out.toString(), err.toString());
    }

    /// Every file below a folder by its name there, as Latin-1 text, so that bytes can be compared and shown; of
    /// manifests without the times.
    static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
                if (path.toString().endsWith(".json")) {
                    text = text.replaceAll("\"(forwardMillis|milliseconds)\" : [0-9.E-]+", "\"$1\" : 0");
                }
                files.put(folder.relativize(path).toString(), text);
            }
        }
        return files;
    }

    /// A grey copy of a picture, moved to the right by some pixels; what comes in is black.
    static Path moved(Path source, int pixels, Path target) throws IOException {
        return copy(source, pixels, 100, target);
    }

    /// A grey copy of a picture with its levels at some percent.
    static Path dimmed(Path source, int percent, Path target) throws IOException {
        return copy(source, 0, percent, target);
    }

    private static Path copy(Path source, int pixels, int percent, Path target) throws IOException {
        Picture picture = PictureReader.read(source);
        byte[] grey = new byte[picture.width() * picture.height()];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = pixels; x < picture.width(); x++) {
                grey[y * picture.width() + x] = (byte) Math.round(2.55 * percent * picture.get(y, x - pixels, 0));
            }
        }
        PngWriter.writeGray(target, picture.width(), picture.height(), grey);
        return target;
    }
}
