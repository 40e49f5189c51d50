package lowrankcam.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.tensor.Tensor;
import lowrankcam.weights.SafetensorsFile;

/// Layers, pooled features and logits of two radiographs against TF.js and PyTorch, in the network's order: the first
/// that is off is where to look. TF.js gives the dialect `keras`, PyTorch all three, `fid` by the code of pytorch-fid.
///
/// Layers within 1e-4, features within 5e-6 and logits within 2e-5: the two engines differ by up to 3e-5, 7e-7 and
/// 5e-6 among themselves, since sums of floats depend on their order.
final class LayerAudit {

    private static final double LAYER = 1e-4;
    private static final double FEATURE = 5e-6;
    private static final double LOGIT = 2e-5;

    private LayerAudit() {}

    static void run(GoldenFolder folder, AuditStage.Extent extent, Findings findings) throws IOException {
        for (Dialect dialect : Dialect.values()) {
            InceptionModel model = folder.model(dialect, "nsfwjs");
            List<String> engines =
                    switch (dialect) {
                        case KERAS -> List.of("tfjs-keras", "torch-keras");
                        case TORCHVISION -> List.of("torch-torchvision");
                        case FID -> List.of("pytorch-fid");
                    };
            for (String image : List.of("hand", "chest")) {
                Tensor input = folder.input(image);
                for (String engine : engines) {
                    compare(folder, model, input, "taps/" + image + "-" + engine + ".safetensors", findings);
                }
            }
        }
    }

    private static void compare(
            GoldenFolder folder, InceptionModel model, Tensor input, String file, Findings findings)
            throws IOException {
        try (SafetensorsFile golden = folder.open(file)) {
            Set<String> names = golden.tensors().keySet();
            List<String> layers = new ArrayList<>(model.layers());
            layers.removeIf(layer -> !names.contains(layer) && !names.contains(layer + ".sampled"));
            Map<String, Tensor> taps = model.taps(input, new LinkedHashSet<>(layers));
            for (String layer : layers) {
                double[] found = GoldenFolder.doubles(taps.get(layer).values());
                for (String name : new String[] {layer, layer + ".sampled"}) {
                    if (names.contains(name)) {
                        double[] expected = GoldenFolder.doubles(golden, name);
                        findings.absolute(file, name, expected, GoldenFolder.sampled(found, expected.length), LAYER);
                    }
                }
            }
            float[] pooled = model.pool(taps.get("Mixed_7c"));
            findings.absolute(
                    file, "features", GoldenFolder.doubles(golden, "features"), GoldenFolder.doubles(pooled), FEATURE);
            findings.absolute(
                    file, "logits", GoldenFolder.doubles(golden, "logits"), model.classify(pooled).logits(), LOGIT);
        }
    }
}
