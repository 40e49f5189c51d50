package lowrankcam.audit;

import java.io.IOException;
import java.util.Arrays;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.model.ForwardTrace;
import lowrankcam.model.Target;
import lowrankcam.tensor.Tensor;
import lowrankcam.weights.SafetensorsFile;

/// Gradients of two radiographs against PyTorch's autograd in double precision, from the image on.
///
/// Of the largest magnitude of each golden: 1e-6 at `Mixed_7c`, 1e-5 at `Mixed_6e`. Where a ReLU after `Mixed_6e` lies
/// so near its step that float may fall on the other side, the golden marks the positions that it moves as unstable;
/// those are left out. The hand in the Keras dialect has none, and everything is compared: also the sums, and the
/// gradients of zero activations, which depend on which of several zeros a maximum chooses.
final class GradientAudit {

    private static final int CHANNELS = 768;
    private static final double LAST_LAYER = 1e-6;
    private static final double EARLIER = 1e-5;

    private final String file;
    private final SafetensorsFile golden;
    private final Findings findings;

    private GradientAudit(String file, SafetensorsFile golden, Findings findings) {
        this.file = file;
        this.golden = golden;
        this.findings = findings;
    }

    static void run(GoldenFolder folder, AuditStage.Extent extent, Findings findings) throws IOException {
        run(folder, Dialect.KERAS, "linear", findings, "hand", "chest");
        run(folder, Dialect.KERAS, "two-layer", findings, "hand", "chest");
        run(folder, Dialect.TORCHVISION, "linear", findings, "hand");
    }

    private static void run(GoldenFolder folder, Dialect dialect, String head, Findings findings, String... images)
            throws IOException {
        InceptionModel model = folder.model(dialect, head);
        for (String image : images) {
            String file = "gradients/" + image + "-" + dialect.id() + ".safetensors";
            try (SafetensorsFile golden = folder.open(file)) {
                GradientAudit audit = new GradientAudit(file, golden, findings);
                for (String layer : new String[] {"Mixed_7c", "Mixed_6e"}) {
                    ForwardTrace trace = model.forward(folder.input(image), layer);
                    for (int c = 0; c < 2; c++) {
                        String stem = layer + "." + head + ".";
                        audit.compare(stem + "logit.class" + c, trace, model.gradient(trace, Target.logit(c)));
                        audit.compare(
                                stem + "probability.class" + c, trace, model.gradient(trace, Target.probability(c)));
                    }
                }
            }
        }
    }

    private void compare(String name, ForwardTrace trace, Tensor gradient) throws IOException {
        if (trace.layer().equals("Mixed_7c")) {
            everywhereTheSame(name, gradient);
        } else {
            inside(name, trace.features().values(), gradient.values());
        }
    }

    /// Behind global average pooling the gradient is the same at every position; the golden holds it once.
    private void everywhereTheSame(String name, Tensor gradient) throws IOException {
        double[] once = golden.readDoubles(name);
        double[] expected = new double[gradient.values().length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = once[i % once.length];
        }
        findings.relative(file, name, expected, GoldenFolder.doubles(gradient.values()), LAST_LAYER);
    }

    private void inside(String name, float[] features, float[] gradient) throws IOException {
        double[] unstable = golden.readDoubles("Mixed_6e.unstable");
        boolean allStable = Arrays.stream(unstable).allMatch(u -> u == 0);
        float[] activation = golden.read("Mixed_6e.activation.sampled");
        float[] sampled = golden.read(name + ".sampled");
        double[] expected = new double[sampled.length];
        double[] found = new double[sampled.length];
        int compared = 0;
        for (int i = 0; i < sampled.length; i++) {
            int at = GoldenFolder.sampleAt(i, gradient.length);
            if (allStable || activation[i] > 0 && unstable[at / CHANNELS] == 0) {
                expected[compared] = sampled[i];
                found[compared++] = gradient[at];
            }
        }
        findings.relative(
                file, name + ".sampled", Arrays.copyOf(expected, compared), Arrays.copyOf(found, compared), EARLIER);
        if (allStable) {
            wholeAndSums(name, features, gradient);
        } else {
            findings.leftOut(
                    file, name + ".sampled", (sampled.length - compared)
                            + " samples: activation 0, or a position behind which a ReLU lies at its step");
        }
    }

    private void wholeAndSums(String name, float[] features, float[] gradient) throws IOException {
        double[] mean = new double[CHANNELS];
        double[] dot = new double[CHANNELS];
        int positions = gradient.length / CHANNELS;
        for (int i = 0; i < gradient.length; i++) {
            mean[i % CHANNELS] += gradient[i] / (double) positions;
            dot[i % CHANNELS] += (double) gradient[i] * features[i];
        }
        findings.relative(file, name + ".dot", golden.readDoubles(name + ".dot"), dot, EARLIER);
        findings.relative(file, name + ".mean", golden.readDoubles(name + ".mean"), mean, EARLIER);
        double[] channels = golden.readDoubles("Mixed_6e.channels");
        double[] expected = GoldenFolder.doubles(golden.read(name + ".whole"));
        double[] found = new double[expected.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = gradient[i % positions * CHANNELS + (int) channels[i / positions]];
        }
        findings.relative(file, name + ".whole", expected, found, EARLIER);
    }
}
