package lowrankcam.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import lowrankcam.cam.Progress;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.dataset.ImageSet;
import lowrankcam.dataset.Selection;
import lowrankcam.image.PngWriter;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Window;
import lowrankcam.kernel.Workers;
import lowrankcam.metric.MetricSettings;
import lowrankcam.metric.RoadSettings;
import lowrankcam.model.Activation;
import lowrankcam.model.ClassifierHead;
import lowrankcam.nn.CompiledNetwork;
import lowrankcam.nn.FoldedWeights;
import lowrankcam.nn.Layer;
import lowrankcam.nn.Network;
import lowrankcam.report.MapPictures;
import lowrankcam.report.RunFiles;
import tools.jackson.databind.node.ObjectNode;

/// An evaluation with a network of two layers on 32×32 images: everything of a real one but its size.
///
/// Also a program of its own, so that a test can kill it.
public final class SmallRun {

    public static final int SIZE = 32;
    public static final int FEATURES = 12;

    private SmallRun() {}

    /// @param args folder of the run, folder of the images, records after which the program waits to be killed
    public static void main(String[] args) throws IOException {
        evaluate(Path.of(args[0]), Path.of(args[1]), Shard.WHOLE, "weights", Integer.parseInt(args[2]));
    }

    /// Writes noisy images in MURA's layout, every third abnormal and with a mask.
    public static void writeImages(Path folder, int count) throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < count; i++) {
            boolean abnormal = i % 3 == 0;
            String study =
                    String.format(
                            Locale.ROOT, "valid/XR_HAND/patient%05d/study1_%s", i + 1,
                            abnormal ? "positive" : "negative");
            byte[] pixels = new byte[SIZE * SIZE];
            random.nextBytes(pixels);
            byte[] mask = new byte[pixels.length];
            int corner = random.nextInt(SIZE / 2);
            for (int p = 0; p < pixels.length; p++) {
                boolean inside = p / SIZE >= corner && p / SIZE < corner + 8 && p % SIZE >= corner && p % SIZE < corner + 8;
                mask[p] = (byte) (inside ? 255 : 0);
                pixels[p] = inside && abnormal ? (byte) 250 : (byte) ((pixels[p] & 0xFF) / 2);
            }
            Path place = Files.createDirectories(folder.resolve("MURA-v1.1").resolve(study));
            PngWriter.writeGray(place.resolve("image1.png"), SIZE, SIZE, pixels);
            if (abnormal) {
                Path truth = Files.createDirectories(folder.resolve("masks").resolve(study));
                PngWriter.writeGray(truth.resolve("image1.png"), SIZE, SIZE, mask);
            }
        }
    }

    public static InceptionModel model(int threads) {
        return model(threads, 0.3f, 2 * FEATURES, List.of(), 0.1f);
    }

    /// All features are zero.
    static InceptionModel deadModel() {
        return model(1, 0f, 2 * FEATURES, List.of(), 0f);
    }

    /// Features are beyond the largest number.
    public static InceptionModel overflowingModel() {
        return model(1, 1e38f, 2 * FEATURES, List.of(), 0.1f);
    }

    /// A head of two layers.
    static InceptionModel deepHeadModel() {
        Random random = new Random(5);
        return model(
                1, 0.3f, 5 * FEATURES,
                List.of(new ClassifierHead.Layer(noise(random, 5 * 2, 1f), new float[2])), 0.1f);
    }

    private static InceptionModel model(
            int threads, float scale, int headWeights, List<ClassifierHead.Layer> more, float bias) {
        Random random = new Random(3);
        KernelSet kernels = KernelSet.of(KernelChoice.SCALAR);
        Workers workers = new Workers(threads);
        Network network =
                new Network(
                        3,
                        List.of(
                                new Network.Stage("first", new Layer.Conv("first", new Window(3, 3, 2, 1, 1), 8)),
                                new Network.Stage("last", new Layer.Conv("last", new Window(3, 3, 2, 1, 1), FEATURES))));
        CompiledNetwork body =
                CompiledNetwork.compile(
                        network, kernels, new Workers(1),
                        (unit, _) -> new FoldedWeights(
                                noise(random, unit.weightCount(), scale), noise(random, unit.layer().outputs(), bias)));
        List<ClassifierHead.Layer> layers = new ArrayList<>();
        layers.add(new ClassifierHead.Layer(noise(random, headWeights, 1f), new float[headWeights / FEATURES]));
        layers.addAll(more);
        ClassifierHead head =
                new ClassifierHead(
                        layers, List.of("normal", "abnormal"), Activation.SOFTMAX, kernels.dense(), "head");
        return new InceptionModel(body, head, SIZE, SIZE, workers);
    }

    private static float[] noise(Random random, int count, float scale) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = scale * (float) random.nextGaussian();
        }
        return values;
    }

    public static Preprocessing preprocessing() {
        return new Preprocessing(
                SIZE, SIZE, Preprocessing.Resize.ANTIALIASED, Preprocessing.Fit.STRETCH,
                Preprocessing.InputRange.ZERO_ONE);
    }

    public static ImageSet images(Path dataset) throws IOException {
        return ImageSet.open(dataset, Selection.ALL);
    }

    public static EvaluationPlan plan() {
        List<EvaluatedMethod> columns =
                IntStream.range(0, 5)
                        .mapToObj(i -> List.of("cam", "gradcam++", "eigencam", "reciprocam", "lowrankcam").get(i))
                        .map(id -> new EvaluatedMethod(
                                id, MethodChoice.of(id, Map.of("rank", "4")), EvaluatedMethod.Undefined.SAY))
                        .toList();
        return new EvaluationPlan(
                "last", columns, List.of(MetricGroup.values()), MetricSettings.DEFAULT.withSteps(4).withRoad(new RoadSettings(List.of(30, 70), 0.01, 1)),
                new Bootstrap(300, 1, 0.95), "lowrankcam", 2);
    }

    public static ModelFacts facts(String weights) {
        return new ModelFacts(
                weights, "head", "keras", List.of("normal", "abnormal"), "last", preprocessing(), "direct");
    }

    public static ObjectNode settings(ImageSet images, Shard shard, String weights) {
        return new RunSettings("test 1", facts(weights), images.kind(), images.selection().text(), images.missing(), shard).of(plan());
    }

    /// Runs or continues, and writes all files.
    ///
    /// @return records made
    public static int evaluate(Path output, Path dataset, Shard shard, String weights) throws IOException {
        return evaluate(output, dataset, shard, weights, Integer.MAX_VALUE);
    }

    private static int evaluate(Path output, Path dataset, Shard shard, String weights, int most) throws IOException {
        ImageSet images = images(dataset);
        ImageInput input = new ImageInput(preprocessing(), KernelSet.of(KernelChoice.SCALAR).resample());
        try (RunFolder folder =
                RunFolder.open(output, settings(images, shard, weights), RunSettings.identify(images.images()))) {
            Evaluation task =
                    new Evaluation(
                            model(1), input, plan(), images.images(),
                            new MapPictures(output.resolve(Merge.PICTURES)), Progress.NONE);
            int made = new ExperimentRun(folder, (done, _, _) -> waitFrom(done, most)).run(task);
            new RunFiles().write(output, folder.data());
            return made;
        }
    }

    private static void waitFrom(int done, int most) {
        while (done >= most) {
            LockSupport.parkNanos(1_000_000_000L);
        }
    }
}
