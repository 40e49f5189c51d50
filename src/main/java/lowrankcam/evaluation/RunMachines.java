package lowrankcam.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lowrankcam.benchmark.MachineFacts;
import lowrankcam.dataset.ImageSet;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Where the times of a run were taken: a list, for a run may be continued elsewhere. Decides no result.
final class RunMachines {

    static final String FILE = "machines.json";

    private RunMachines() {}

    /// Adds this machine to a run's list.
    static void add(Path folder, RunModel model, ImageSet images) throws IOException {
        ObjectNode machine = Json.object();
        machine.put("java", Runtime.version() + ", " + System.getProperty("java.vendor"));
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("cpu", MachineFacts.ofHere().cpu());
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("threads", model.loaded().workers().threads());
        machine.put("kernels", model.network().kernels().description());
        machine.put("weights", model.loaded().source());
        machine.put("dataset", images.root().toString());
        write(folder, List.of(folder), List.of(machine));
    }

    /// The machines of all shards in the order of these.
    static void merge(Path folder, List<Path> shards) throws IOException {
        write(folder, shards, List.of());
    }

    /// Each machine once.
    private static void write(Path folder, List<Path> from, List<ObjectNode> more) throws IOException {
        Set<String> known = new LinkedHashSet<>();
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("machines");
        for (Path run : from) {
            if (Files.exists(run.resolve(FILE))) {
                for (JsonNode machine : Json.read(run.resolve(FILE)).path("machines")) {
                    add(list, known, machine);
                }
            }
        }
        more.forEach(machine -> add(list, known, machine));
        if (!list.isEmpty()) {
            AtomicFile.write(folder.resolve(FILE), Json.text(json));
        }
    }

    /// As text: a number that was read is of another class than one that was put.
    private static void add(ArrayNode list, Set<String> known, JsonNode machine) {
        if (known.add(machine.toString())) {
            list.add(machine);
        }
    }
}
