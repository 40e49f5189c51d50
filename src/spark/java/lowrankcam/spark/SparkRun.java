package lowrankcam.spark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lowrankcam.cli.Main;
import lowrankcam.evaluation.RunData;
import lowrankcam.evaluation.SettingsDifference;
import lowrankcam.format.FileTree;
import lowrankcam.format.Json;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import tools.jackson.databind.node.ObjectNode;

/// A run of `evaluate` or `tune-rank`, shard by shard on the workers of a Spark cluster, merged by the driver.
///
/// ```
/// spark-submit --class lowrankcam.spark.SparkRun lowrank-cam.jar evaluate MURA-v1.1 -m table1 --shards 64 -o /shared/table
/// ```
///
/// Data set, weights and output folder lie where every worker sees them under the same path. The folders
/// `shards/i-of-n` are those of `evaluate --shard i/n`; `table` is that of a run in one piece, times aside byte for byte.
/// Given again after an interruption, the same command does only what is missing.
public final class SparkRun {

    private static final String MERGED = "table";
    private static final String DRAFT = ".table";

    private SparkRun() {}

    /// Runs the job and ends the process with the exit code of the command line.
    public static void main(String[] args) throws IOException {
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        ShardArguments arguments;
        try {
            arguments = ShardArguments.parse(List.of(args));
        } catch (IllegalArgumentException e) {
            err.println("lowrank-cam: " + e.getMessage());
            System.exit(2);
            return;
        }
        int code;
        try (JavaSparkContext context =
                new JavaSparkContext(new SparkConf().setAppName("lowrank-cam " + arguments.command()))) {
            code = run(context, arguments, out, err);
        }
        System.exit(code);
    }

    /// Runs what is missing of every shard, then merges.
    ///
    /// @return exit code: the worst of the shards', or that of the merge
    static int run(JavaSparkContext context, ShardArguments arguments, PrintWriter out, PrintWriter err)
            throws IOException {
        List<Integer> numbers = IntStream.rangeClosed(1, arguments.shards()).boxed().toList();
        List<ShardOutcome> outcomes =
                context.parallelize(numbers, arguments.shards()).map(new ShardTask(arguments)).collect();
        int worst = 0;
        for (ShardOutcome outcome : outcomes) {
            if (outcome.code() > 0) {
                err.println("shard " + outcome.shard() + ": " + outcome.message());
            }
            worst = Math.max(worst, outcome.code());
        }
        if (!outcomes.stream().allMatch(ShardOutcome::complete)) {
            return worst;
        }
        return Math.max(worst, merge(arguments, out, err));
    }

    /// The merged folder appears whole or not at all.
    private static int merge(ShardArguments arguments, PrintWriter out, PrintWriter err) throws IOException {
        Path table = Path.of(arguments.output(), MERGED);
        if (Files.exists(table)) {
            Optional<SettingsDifference> other = difference(arguments, table);
            if (other.isPresent()) {
                err.println(
                        "lowrank-cam: " + table + ": the table here is of another run: '" + other.get().field() + "' was "
                                + other.get().before() + ", is " + other.get().now() + "; take another folder or remove it");
                return 3;
            }
            out.println(table.resolve("report.html"));
            return 0;
        }
        Path draft = Path.of(arguments.output(), DRAFT);
        FileTree.delete(draft);
        Stream<String> folders = IntStream.rangeClosed(1, arguments.shards()).mapToObj(arguments::folder);
        String[] line =
                Stream.concat(Stream.concat(Stream.of("merge"), folders), Stream.of("-o", draft.toString()))
                        .toArray(String[]::new);
        int code = Main.run(line, new PrintWriter(java.io.Writer.nullWriter()), err);
        if (code == 0) {
            Files.move(draft, table);
            out.println(table.resolve("report.html"));
        }
        return code;
    }

    /// How the settings of the merged table differ from those of the shards, the shard aside.
    private static Optional<SettingsDifference> difference(ShardArguments arguments, Path table) throws IOException {
        ObjectNode now = (ObjectNode) Json.read(Path.of(arguments.folder(1), RunData.SETTINGS));
        ObjectNode merged = (ObjectNode) Json.read(table.resolve(RunData.SETTINGS));
        return SettingsDifference.between(merged.put("shard", "1/1"), now.put("shard", "1/1"));
    }
}
