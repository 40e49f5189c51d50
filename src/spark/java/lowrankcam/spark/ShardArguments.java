package lowrankcam.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/// What the job was asked for: the command of each shard, without shard and folder.
///
/// @param command `evaluate` or `tune-rank`
/// @param options the rest of its command line
/// @param shards  number of shards, at least 1
/// @param output  folder of the job, as workers see it
record ShardArguments(String command, List<String> options, int shards, String output) implements Serializable {

    static final String USAGE =
            "expected evaluate|tune-rank DATASET --shards N -o DIR [options of the command, without --shard]";

    /// @throws IllegalArgumentException saying what was expected and what was found
    static ShardArguments parse(List<String> args) {
        if (args.isEmpty() || !List.of("evaluate", "tune-rank").contains(args.getFirst())) {
            throw new IllegalArgumentException(
                    USAGE + ", found " + (args.isEmpty() ? "nothing" : "'" + args.getFirst() + "'"));
        }
        List<String> options = new ArrayList<>();
        String shards = "";
        String output = "";
        for (int i = 1; i < args.size(); i++) {
            String name = args.get(i);
            switch (name) {
                case "--shards" -> shards = value(args, ++i);
                case "-o", "--output-dir" -> output = value(args, ++i);
                case "-q", "--quiet" -> { }
                case "--shard" -> throw new IllegalArgumentException(USAGE + ", found --shard");
                default -> options.add(name);
            }
        }
        if (!shards.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("--shards: expected 1 to 999999, found '" + shards + "'");
        }
        if (output.isEmpty()) {
            throw new IllegalArgumentException("-o: expected a folder, found nothing");
        }
        return new ShardArguments(args.getFirst(), List.copyOf(options), Integer.parseInt(shards), output);
    }

    private static String value(List<String> args, int index) {
        if (index >= args.size()) {
            throw new IllegalArgumentException(args.getLast() + ": expected a value, found nothing");
        }
        return args.get(index);
    }

    /// Folder of a shard.
    String folder(int shard) {
        return output + "/shards/" + shard + "-of-" + shards;
    }

    /// The command line of a shard: what one would type by hand.
    ///
    /// @param shard 1 … shards
    List<String> commandLine(int shard) {
        List<String> line = new ArrayList<>();
        line.add(command);
        line.addAll(options);
        line.addAll(List.of("--quiet", "--shard", shard + "/" + shards, "-o", folder(shard)));
        return line;
    }
}
