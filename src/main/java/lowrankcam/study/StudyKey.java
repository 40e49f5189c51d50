package lowrankcam.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What readers must not see: which method made which map, and which image is which.
///
/// @param study   its id, in the form too
/// @param seed    of ids and orders
/// @param program that made it
/// @param model   SHA-256 of weights and head
/// @param methods as results print them
/// @param images  in the form's order
public record StudyKey(String study, long seed, String program, String model, List<String> methods, List<Item> images) {

    static final String KIND = "reading-study key";
    static final int VERSION = 1;

    /// Ids say nothing and need no escaping anywhere.
    static final Pattern ID = Pattern.compile("[0-9a-f]{8,16}");

    /// Of an image.
    ///
    /// @param id        in the form
    /// @param path      in the data set
    /// @param label     its class there, or empty
    /// @param sha256    of its file
    /// @param explained class that the maps explain
    /// @param maps      in the form's order
    public record Item(String id, String path, String label, String sha256, String explained, List<MadeMap> maps) {

        Optional<String> method(String map) {
            return maps.stream().filter(made -> made.id().equals(map)).map(MadeMap::method).findFirst();
        }
    }

    /// @param id     in the form
    /// @param method that made it
    public record MadeMap(String id, String method) {}

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("kind", KIND).put("version", VERSION).put("study", study).put("seed", seed).put("program", program)
                .put("model", model);
        methods.forEach(json.putArray("methods")::add);
        ArrayNode list = json.putArray("images");
        for (Item image : images) {
            ObjectNode node = list.addObject();
            node.put("id", image.id).put("path", image.path).put("label", image.label).put("sha256", image.sha256)
                    .put("explained", image.explained);
            ArrayNode maps = node.putArray("maps");
            image.maps.forEach(map -> maps.addObject().put("id", map.id).put("method", map.method));
        }
        return json;
    }

    /// Reads a key file.
    ///
    /// @throws FormatException if it is none, or damaged
    public static StudyKey read(Path file) throws FormatException {
        Fields key = Fields.of(file, Json.read(file)).kind(KIND, VERSION);
        List<String> methods = new ArrayList<>();
        for (JsonNode method : key.list("methods")) {
            methods.add(key.text("method", method));
        }
        Set<String> ids = new HashSet<>();
        List<Item> images = new ArrayList<>();
        for (JsonNode node : key.list("images")) {
            Fields image = Fields.of(file, node);
            List<MadeMap> maps = new ArrayList<>();
            for (JsonNode one : image.list("maps")) {
                Fields map = Fields.of(file, one);
                String method = map.text("method");
                if (!methods.contains(method)) {
                    throw map.wrong("method", "one of the study's methods", "'" + method + "'");
                }
                maps.add(new MadeMap(fresh(map, ids), method));
            }
            images.add(
                    new Item(
                            fresh(image, ids), image.text("path"), image.text("label"), image.text("sha256"), image.text("explained"),
                            List.copyOf(maps)));
        }
        if (images.isEmpty()) {
            throw key.wrong("images", "one or more", "none");
        }
        return new StudyKey(
                key.id("study"), key.whole("seed"), key.text("program"), key.text("model"), List.copyOf(methods), List.copyOf(images));
    }

    private static String fresh(Fields fields, Set<String> ids) throws FormatException {
        String id = fields.id("id");
        if (!ids.add(id)) {
            throw fields.wrong("id", "one that occurs once", "'" + id + "' again");
        }
        return id;
    }
}
