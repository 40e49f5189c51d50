package lowrankcam.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import lowrankcam.cam.Progress;
import lowrankcam.dataset.ImageSet;
import lowrankcam.dataset.LabelledImage;
import lowrankcam.experiment.Evaluation;
import lowrankcam.experiment.EvaluationPlan;
import lowrankcam.experiment.RecordText;
import lowrankcam.experiment.ResultRecord;
import lowrankcam.experiment.RunData;
import lowrankcam.experiment.RunFolder;
import lowrankcam.experiment.RunSettings;
import lowrankcam.format.FormatException;
import lowrankcam.inception.InceptionModel;
import lowrankcam.report.RunFiles;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import scala.Function2;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.BoxedUnit;

/// `evaluate` as a Spark job: the same records, settings and files, the images spread over executors.
///
/// The driver opens the run's folder, sends what is missing to the executors in tasks of a few images, and keeps the records
/// of each task in the run's journal as soon as it ends: a job that is killed continues where it was. An executor
/// loads the model once for each task and reads images and weights by the same paths as the driver. Which executor does an
/// image changes no bit.
///
/// Options are those of `evaluate`; maps are not kept as pictures.
@Command(name = "spark-evaluate", mixinStandardHelpOptions = true)
public final class SparkEvaluate implements Callable<Integer> {

    @Mixin private ModelOptions modelOptions;
    @Mixin private DatasetOptions datasetOptions;
    @Mixin private EvaluationOptions evaluationOptions;
    @Mixin private MetricOptions metricOptions;
    @Mixin private RunOptions runOptions;

    @Option(
            names = {"-o", "--output-dir"},
            paramLabel = "DIR",
            description = "Folder of the run, on the driver (default: evaluation).")
    private Path output = Path.of("evaluation");

    @Option(
            names = "--images-per-task",
            paramLabel = "N",
            description = "Images of one task; its executor loads the model once (default: 32).")
    private int imagesPerTask = 32;

    private final String[] arguments;

    private SparkEvaluate(String[] arguments) {
        this.arguments = arguments;
    }

    private static CommandLine commandLine(String[] arguments) {
        return new CommandLine(new SparkEvaluate(arguments)).setCaseInsensitiveEnumValuesAllowed(true);
    }

    /// Started by `spark-submit`.
    public static void main(String[] arguments) {
        int code = run(arguments);
        if (code != ExitCode.DONE) {
            System.exit(code);
        }
    }

    static int run(String[] arguments) {
        return commandLine(arguments)
                .setExecutionExceptionHandler((e, _, _) -> {
                    System.err.println("lowrank-cam: " + Main.message(e));
                    return Main.code(e);
                })
                .execute(arguments);
    }

    /// An image as it travels: index in the run, file, key, label, mask or an empty text.
    private record Sent(int index, String file, String key, String label, String mask) implements Serializable {

        static Sent of(int index, LabelledImage image) {
            return new Sent(
                    index, image.file().toAbsolutePath().toString(), image.key(), image.label(),
                    image.mask().map(mask -> mask.toAbsolutePath().toString()).orElse(""));
        }

        LabelledImage image() {
            return new LabelledImage(
                    Path.of(file), key, label, mask.isEmpty() ? Optional.empty() : Optional.of(Path.of(mask)));
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        EvaluationPlan plan = plan();
        ImageSet images = datasetOptions.open(evaluationOptions.limit(), err);
        RunSettings settings;
        try (ModelOptions.Ready ready = modelOptions.open(err)) {
            RunOptions.requireClasses(plan.metrics().classRule(), ready.loaded().model().head(), images.images());
            settings = runOptions.settings(ready, plan.layer(), images);
        }
        try (RunFolder folder =
                RunFolder.open(output, settings.of(plan), RunSettings.identify(images.images()))) {
            compute(folder, images, settings.model().weightsSha256());
            RunFiles.write(output, folder.data());
            return RunOptions.failures(folder.data(), err);
        }
    }

    private EvaluationPlan plan() {
        EvaluationPlan plan =
                evaluationOptions.plan(metricOptions.settings(), runOptions.bootstrap(datasetOptions.seed()));
        return new EvaluationPlan(
                plan.layer(), plan.columns(), plan.groups(), plan.metrics(), plan.bootstrap(), plan.reference(), 0);
    }

    private void compute(RunFolder folder, ImageSet images, String weightsSha256) {
        List<Sent> missing = new ArrayList<>();
        RunData data = folder.data();
        for (int i = 0; i < data.images().size(); i++) {
            if (data.shard().contains(i) && !data.missing(data.images().get(i).path()).isEmpty()) {
                missing.add(Sent.of(i, images.images().get(i)));
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        try (JavaSparkContext spark =
                new JavaSparkContext(new SparkConf().setIfMissing("spark.app.name", "lowrank-cam evaluate"))) {
            int tasks = Math.ceilDiv(missing.size(), Math.max(1, imagesPerTask));
            JavaRDD<Sent> rdd = spark.parallelize(missing, tasks);
            String[] sent = arguments;
            Function2<TaskContext, scala.collection.Iterator<Sent>, ArrayList<String>> work =
                    (Function2<TaskContext, scala.collection.Iterator<Sent>, ArrayList<String>> & Serializable)
                            (_, part) -> records(sent, weightsSha256, CollectionConverters.asJava(part));
            List<Object> all = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                all.add(i);
            }
            spark.sc().runJob(
                    rdd.rdd(), work, CollectionConverters.asScala(all).toSeq(),
                    (_, records) -> keep(folder, records), ClassTag.<ArrayList<String>>apply(ArrayList.class));
        }
    }

    /// In the driver, when a task has ended.
    private static BoxedUnit keep(RunFolder folder, List<String> records) {
        try {
            for (String text : records) {
                ResultRecord record = RecordText.read(text);
                if (folder.data().missing(record.image()).contains(record.column())
                        || record.column().isEmpty()) {
                    folder.add(record);
                }
            }
            return BoxedUnit.UNIT;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// In an executor: the records of a task's images.
    private static ArrayList<String> records(String[] arguments, String weightsSha256, Iterator<Sent> part) {
        CommandLine line = commandLine(arguments);
        line.parseArgs(arguments);
        SparkEvaluate mine = line.getCommand();
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        ArrayList<String> texts = new ArrayList<>();
        try (ModelOptions.Ready ready = mine.modelOptions.open(err)) {
            if (!ready.loaded().weightsSha256().equals(weightsSha256)) {
                throw new FormatException(
                        Path.of(ready.loaded().source()), FormatException.NO_OFFSET, "SHA-256 of this executor's weights",
                        weightsSha256 + " as on the driver", ready.loaded().weightsSha256());
            }
            EvaluationPlan plan = mine.plan();
            List<String> columns = plan.columns().stream().map(column -> column.name()).toList();
            InceptionModel model = ready.loaded().model();
            List<LabelledImage> images = new ArrayList<>();
            part.forEachRemaining(sent -> images.add(sent.image()));
            Evaluation evaluation =
                    new Evaluation(
                            model, RunOptions.input(ready), plan, images, (_, _, _, _) -> {}, Progress.NONE);
            for (int i = 0; i < images.size(); i++) {
                String key = images.get(i).key();
                try {
                    evaluation.run(i, columns, record -> texts.add(RecordText.write(record)));
                } catch (FormatException e) {
                    texts.add(RecordText.write(ResultRecord.failed(key, e)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
