package lowrankcam.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import lowrankcam.cam.registry.RequestedMethod;
import lowrankcam.explain.ExplainListener;
import lowrankcam.explain.ExplainRequest;
import lowrankcam.explain.Explainer;
import lowrankcam.explain.Explanation;
import lowrankcam.explain.ResultOptions;
import lowrankcam.format.Sha256;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.LoadedModel;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import lowrankcam.kernel.Padding;
import lowrankcam.kernel.Window;
import lowrankcam.kernel.Workers;
import lowrankcam.model.Activation;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.Prediction;
import lowrankcam.model.Target;
import lowrankcam.nn.CompiledNetwork;
import lowrankcam.nn.FoldedWeights;
import lowrankcam.nn.Layer;
import lowrankcam.nn.Network;
import lowrankcam.tensor.Tensor;

/// A program that certifies one image with a network of every kind of layer, small enough for the interpreter, and prints a
/// hash for each combination of numerics, threads and locale, and one of scores for each size of batch.
final class SmallCertificate {

    private static final int SIZE = 12;
    private static final List<Integer> TEAMS = List.of(1, 2, 7);
    private static final List<Integer> BATCHES = List.of(1, 5);
    private static final List<String> LOCALES = List.of("en", "tr", "ar-EG-u-nu-arab");
    private static final List<String> METHODS = List.of("lowrankcam", "lowrankcam:positive", "gradcam++", "eigencam");

    private SmallCertificate() {}

    /// @param args the image, `scalar` or `vector`, and how much: `all`, or for the interpreter `few`
    public static void main(String[] args) throws IOException {
        boolean few = args[2].equals("few");
        for (Numerics numerics : few ? List.of(Numerics.DIRECT) : List.of(Numerics.values())) {
            KernelSet kernels = KernelSet.of(KernelChoice.valueOf(args[1].toUpperCase(Locale.ROOT)), numerics);
            for (int threads : few ? List.of(7) : TEAMS) {
                for (String locale : threads == 2 ? LOCALES : LOCALES.subList(0, 1)) {
                    Locale.setDefault(Locale.forLanguageTag(locale));
                    try (LoadedModel model = model(kernels, threads)) {
                        System.out.println("certificate " + numerics.id() + " " + certificate(model, Path.of(args[0])));
                    }
                }
                try (LoadedModel model = model(kernels, threads)) {
                    for (int batch : BATCHES) {
                        System.out.println("batch " + numerics.id() + " " + scores(model.model(), batch));
                    }
                }
            }
        }
    }

    private static String certificate(LoadedModel model, Path image) throws IOException {
        ExplainRequest request =
                new ExplainRequest(
                        RequestedMethod.of(METHODS, Map.of("rank", "4"), "default"), List.of("all"), "", Target.Score.LOGIT,
                        List.of("mixed", "last"));
        Path folder = Files.createTempDirectory(image.getParent(), "results");
        ResultOptions results = ResultOptions.usual(folder);
        Explanation made = new Explainer(model, request, ExplainListener.SILENT).explain(image, results);
        String text = Certificates.of(made, request, results).text();
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Of the scores of five images, in batches.
    private static String scores(InceptionModel model, int batch) {
        Prediction[] found = new Prediction[5];
        for (int first = 0; first < found.length; first += batch) {
            int from = first;
            model.predictAll(batch, i -> noise(from + i), (i, prediction) -> found[from + i] = prediction);
        }
        double[] all = Arrays.stream(found).flatMapToDouble(one -> Arrays.stream(one.logits())).toArray();
        return Stage.of("scores", all).sha256();
    }

    private static Tensor noise(int seed) {
        return new Tensor(SIZE, SIZE, 3, noise(new Random(seed), SIZE * SIZE * 3, 1));
    }

    private static float[] noise(Random random, int count, float scale) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = scale * (random.nextFloat() - 0.4f);
        }
        return values;
    }

    /// Convolutions that minimal filtering knows and others, panels of all widths, both pools with both kinds of padding.
    private static Network network() {
        return new Network(
                3,
                List.of(
                        new Network.Stage("stem", new Layer.Conv("stem", new Window(3, 3, 2, 1, 1), 16)),
                        new Network.Stage("mixed", new Layer.Branches(List.of(
                                List.of(new Layer.Conv("point", new Window(1, 1, 1, 0, 0), 13)),
                                List.of(new Layer.Conv("square", new Window(3, 3, 1, 1, 1), 48)),
                                List.of(
                                        new Layer.Conv("row", new Window(1, 7, 1, 0, 3), 16),
                                        new Layer.Conv("column", new Window(7, 1, 1, 3, 0), 32)),
                                List.of(
                                        new Layer.AveragePool(new Window(3, 3, 1, 1, 1), Padding.NOT_COUNTED),
                                        new Layer.Conv("pooled", new Window(1, 1, 1, 0, 0), 16))))),
                        new Network.Stage("pool", new Layer.MaxPool(new Window(3, 3, 2, 0, 0))),
                        new Network.Stage("last", new Layer.Conv("last", new Window(3, 3, 1, 1, 1), 80))));
    }

    private static LoadedModel model(KernelSet kernels, int threads) {
        Random random = new Random(3);
        Workers workers = new Workers(threads);
        CompiledNetwork body =
                CompiledNetwork.compile(
                        network(), kernels, new Workers(1),
                        (unit, _) -> new FoldedWeights(
                                noise(random, unit.weightCount(), 0.3f), noise(random, unit.layer().outputs(), 0.1f)));
        ClassifierHead head =
                new ClassifierHead(
                        List.of(new ClassifierHead.Layer(noise(random, 160, 1), new float[] {0.1f, -0.1f})), List.of("normal", "abnormal"),
                        Activation.SOFTMAX, kernels.dense(), "head");
        Preprocessing input =
                new Preprocessing(
                        SIZE, SIZE, Preprocessing.Resize.ANTIALIASED, Preprocessing.Fit.STRETCH, Preprocessing.InputRange.ZERO_ONE);
        return new LoadedModel(
                new InceptionModel(body, head, SIZE, SIZE, workers), input, workers, "small", Dialect.KERAS, "0".repeat(64), true,
                "", List.of(), List.of(), "");
    }
}
