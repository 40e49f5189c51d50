package lowrankcam.serve;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import lowrankcam.format.Json;
import lowrankcam.format.Printable;
import tools.jackson.databind.node.ObjectNode;

/// An image on its way to its page. [Jobs] sees to it that one thread at a time is here.
final class Job {

    /// How far it is.
    sealed interface State {}

    record Waiting() implements State {}

    /// @param what  the map that is made
    /// @param share of the network passes that are done, 0 to 1
    record Working(String what, double share) implements State {}

    /// @param page HTML
    record Done(byte[] page) implements State {}

    record Failed(String why) implements State {}

    private final UUID id = UUID.randomUUID();
    private final UUID client;
    private final Path name;
    private final List<String> notes = new ArrayList<>();
    private byte[] image;
    private State state = new Waiting();

    /// @param client the page that sent it
    Job(UUID client, Path name, byte[] image) {
        this.client = client;
        this.name = name;
        this.image = image;
    }

    String id() {
        return id.toString();
    }

    UUID client() {
        return client;
    }

    Path name() {
        return name;
    }

    byte[] image() {
        return image;
    }

    State state() {
        return state;
    }

    /// The bytes of the image are held until it is finished.
    void state(State next) {
        state = next;
        if (next instanceof Done || next instanceof Failed) {
            image = null;
        }
    }

    void note(String line) {
        notes.add(line);
    }

    /// @param before images that come first
    ObjectNode json(int before) {
        ObjectNode json = Json.object().put("id", id()).put("name", Printable.line(name.toString()));
        switch (state) {
            case Waiting() -> json.put("state", "waiting").put("before", before);
            case Working(String what, double share) -> json.put("state", "working").put("what", what).put("share", share);
            case Done _ -> json.put("state", "done");
            case Failed(String why) -> json.put("state", "failed").put("message", why);
        }
        notes.forEach(json.putArray("notes")::add);
        return json;
    }
}
