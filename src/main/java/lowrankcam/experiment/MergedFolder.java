package lowrankcam.experiment;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lowrankcam.format.AtomicFile;
import lowrankcam.format.Draft;
import lowrankcam.format.FolderTarget;
import lowrankcam.format.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The folder of a merged run, built in a draft and moved into place when it is complete, with `settings.json` last, without
/// which it is no run. What a killed merge left is deleted by the next one.
final class MergedFolder {

    private static final String MACHINES = "machines.json";

    private final Path target;

    private MergedFolder(Path target) {
        this.target = target;
    }

    /// @throws FileAlreadyExistsException if the folder exists and is not empty
    static MergedFolder at(Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            FolderTarget.clear(target);
            try (Stream<Path> list = Files.list(target)) {
                if (list.findAny().isPresent()) {
                    throw new FileAlreadyExistsException(folder.toString(), null, "not empty; merge begins a new run");
                }
            }
        }
        return new MergedFolder(target);
    }

    void write(RunData merged, List<Path> shards, Merge.Finish finish) throws IOException {
        try (Draft draft = FolderTarget.draft(target)) {
            Path made = draft.file("run");
            build(made, merged, shards, finish);
            FolderTarget.place(made, target, RunData.SETTINGS);
        }
    }

    private static void build(Path draft, RunData merged, List<Path> shards, Merge.Finish finish) throws IOException {
        try (RunFolder folder = RunFolder.open(draft, (ObjectNode) merged.settings(), merged.images())) {
            for (RunImage image : merged.images()) {
                folder.addWithoutForce(merged.own(image.path()));
            }
            folder.force();
        }
        for (Path shard : shards) {
            copyPictures(draft, shard);
        }
        machines(draft, shards);
        finish.write(draft, merged);
    }

    /// Maps of the first images.
    private static void copyPictures(Path draft, Path shard) throws IOException {
        Path pictures = shard.resolve(Merge.PICTURES);
        if (!Files.isDirectory(pictures)) {
            return;
        }
        Path folder = Files.createDirectories(draft.resolve(Merge.PICTURES));
        try (Stream<Path> files = Files.list(pictures)) {
            for (Path file : files.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /// Where times were taken: each machine of a shard once, in the order of the shards.
    private static void machines(Path draft, List<Path> shards) throws IOException {
        Set<JsonNode> machines = new LinkedHashSet<>();
        for (Path shard : shards) {
            Path file = shard.resolve(MACHINES);
            if (Files.exists(file)) {
                Json.read(file).path("machines").forEach(machines::add);
            }
        }
        if (!machines.isEmpty()) {
            ObjectNode json = Json.object();
            ArrayNode list = json.putArray("machines");
            machines.forEach(list::add);
            AtomicFile.write(draft.resolve(MACHINES), Json.text(json));
        }
    }
}
