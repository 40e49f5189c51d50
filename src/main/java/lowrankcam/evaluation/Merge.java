package lowrankcam.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lowrankcam.format.FormatException;
import lowrankcam.format.UsageException;
import tools.jackson.databind.node.ObjectNode;

/// Puts shards of one run together: the folder that comes out is that of a whole run, times aside byte for byte.
///
/// The shards must have the same settings and images, and together hold a record for every image and method. A record that
/// occurs twice must say the same twice, and an image that one shard could not use must not have records in another.
/// Nothing is written before all of that is known, and the folder appears when it is complete, see [MergedFolder].
public final class Merge {

    /// Sub-folder of a run with the maps of its first images.
    public static final String PICTURES = "pictures";

    private Merge() {}

    /// Writes what follows from the records into the folder before it appears.
    @FunctionalInterface
    public interface Finish {
        void write(Path folder, RunData data) throws IOException;
    }

    /// Merges into a folder that does not exist yet or is empty.
    public static void merge(List<Path> shards, Path target, Finish finish) throws IOException {
        if (shards.isEmpty()) {
            throw new UsageException("merge: expected at least one folder of a run, found none");
        }
        MergedFolder folder = MergedFolder.at(target);
        for (Path shard : shards) {
            MergedFolder.requireOwnFiles(shard);
        }
        RunData merged = null;
        for (Path shard : shards) {
            RunData data = RunData.read(shard);
            if (merged == null) {
                merged = new RunData(whole(data), data.images());
            }
            requireSame(shard, data, shards.getFirst(), merged);
            collect(shards, shard, data, merged);
        }
        requireComplete(shards, merged);
        folder.write(merged, shards, finish);
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

    private static void collect(List<Path> shards, Path shard, RunData data, RunData merged) throws IOException {
        for (RunImage image : data.images()) {
            List<ResultRecord> own = data.own(image.path());
            List<ResultRecord> others = merged.own(image.path());
            boolean unusable = data.exactly(image.path(), "") != null;
            if (!own.isEmpty() && !others.isEmpty() && unusable != (merged.exactly(image.path(), "") != null)) {
                throw contradiction(
                        shards, shard, "record of " + image.path(), others.getFirst(),
                        unusable ? "an image that could not be used" : "one that could");
            }
            for (ResultRecord record : own) {
                ResultRecord other = merged.exactly(image.path(), record.method());
                if (other == null) {
                    merged.add(record);
                } else if (!other.agreesWith(record)) {
                    throw contradiction(
                            shards, shard, "record of " + image.path() + ", " + record.method(), other, "another");
                }
            }
        }
    }

    private static FormatException contradiction(
            List<Path> shards, Path shard, String what, ResultRecord other, String found) throws IOException {
        Path origin = shards.getFirst();
        for (Path earlier : shards.subList(0, shards.indexOf(shard))) {
            if (RunData.read(earlier).exactly(other.image(), other.method()) != null) {
                origin = earlier;
                break;
            }
        }
        return new FormatException(
                shard.resolve(RunData.JOURNAL), FormatException.NO_OFFSET, what, "the same as in " + origin, found);
    }

    private static void requireComplete(List<Path> shards, RunData merged) throws FormatException {
        int missing = merged.missing();
        if (missing > 0) {
            RunImage image =
                    merged.images().stream().filter(i -> !merged.missing(i.path()).isEmpty()).findFirst().orElseThrow();
            throw new FormatException(
                    shards.getFirst(), FormatException.NO_OFFSET, "records of the run in " + shards.size() + " folders",
                    "all of " + merged.images().size() * merged.methods().size(),
                    missing + " missing, first " + image.path() + ", " + merged.missing(image.path()).getFirst());
        }
    }
}
