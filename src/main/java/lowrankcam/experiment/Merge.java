package lowrankcam.experiment;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lowrankcam.format.FormatException;
import tools.jackson.databind.node.ObjectNode;

/// Puts shards of one run together: the folder that comes out is that of a whole run, times aside byte for byte.
///
/// The shards must have the same settings and images, and together hold a record for every image and column. A record that
/// occurs twice must say the same twice. Nothing is written before all of that is known.
public final class Merge {

    /// Sub-folder of a run with the maps of its first images.
    public static final String PICTURES = "pictures";

    private Merge() {}

    /// Merges into a folder that does not exist yet or is empty.
    public static void merge(List<Path> shards, Path target) throws IOException {
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("merge: expected at least one folder of a run, found none");
        }
        refuseOccupied(target);
        Path first = shards.getFirst();
        ObjectNode settings = whole(RunData.read(first));
        RunData merged = new RunData(settings, RunData.read(first).images());
        Map<String, Path> origin = new HashMap<>();
        for (Path shard : shards) {
            RunData data = RunData.read(shard);
            requireSame(shard, data, first, merged);
            collect(shard, data, merged, origin);
        }
        requireComplete(shards, merged);
        try (RunFolder folder = RunFolder.open(target, settings, merged.images())) {
            for (RunImage image : merged.images()) {
                for (ResultRecord record : merged.own(image.path())) {
                    folder.add(record);
                }
            }
        }
        for (Path shard : shards) {
            copyPictures(shard, target);
        }
    }

    private static void refuseOccupied(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        try (Stream<Path> list = Files.list(target)) {
            if (list.findAny().isPresent()) {
                throw new FileAlreadyExistsException(target.toString(), null, "not empty; merge begins a new run");
            }
        }
    }

    private static ObjectNode whole(RunData data) {
        ObjectNode settings = (ObjectNode) data.settings().deepCopy();
        settings.put("shard", Shard.WHOLE.toString());
        return settings;
    }

    private static void requireSame(Path shard, RunData data, Path first, RunData merged) throws FormatException {
        Optional<SettingsDifference> difference = SettingsDifference.between(merged.settings(), whole(data));
        if (difference.isPresent()) {
            throw new FormatException(
                    shard.resolve(RunData.SETTINGS), FormatException.NO_OFFSET,
                    "setting '" + difference.get().field() + "'", difference.get().before() + " as in " + first,
                    difference.get().now());
        }
    }

    private static void collect(Path shard, RunData data, RunData merged, Map<String, Path> origin)
            throws FormatException {
        for (RunImage image : data.images()) {
            for (ResultRecord record : data.own(image.path())) {
                ResultRecord other = merged.exactly(image.path(), record.column());
                if (other == null) {
                    merged.add(record);
                    origin.put(image.path() + '\n' + record.column(), shard);
                } else if (!other.agreesWith(record)) {
                    throw new FormatException(
                            shard.resolve(RunData.JOURNAL), FormatException.NO_OFFSET,
                            "record of " + image.path() + ", " + record.column(),
                            "the same as in " + origin.get(image.path() + '\n' + record.column()), "another");
                }
            }
        }
    }

    private static void requireComplete(List<Path> shards, RunData merged) throws FormatException {
        int missing = merged.missing();
        if (missing > 0) {
            RunImage image =
                    merged.images().stream().filter(i -> !merged.missing(i.path()).isEmpty()).findFirst().orElseThrow();
            throw new FormatException(
                    shards.getFirst(), FormatException.NO_OFFSET, "records of the run in " + shards.size() + " folders",
                    "all of " + merged.images().size() * merged.columns().size(),
                    missing + " missing, first " + image.path() + ", " + merged.missing(image.path()).getFirst());
        }
    }

    private static void copyPictures(Path shard, Path target) throws IOException {
        Path pictures = shard.resolve(PICTURES);
        if (!Files.isDirectory(pictures)) {
            return;
        }
        Path folder = Files.createDirectories(target.resolve(PICTURES));
        try (Stream<Path> files = Files.list(pictures)) {
            for (Path file : files.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
