package lowrankcam.certificate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import lowrankcam.explain.ExplainRequest;
import lowrankcam.explain.ExplainedMap;
import lowrankcam.explain.Explanation;
import lowrankcam.explain.Program;
import lowrankcam.explain.ResultOptions;
import lowrankcam.format.Sha256;
import lowrankcam.image.PictureReader;
import lowrankcam.inception.LoadedModel;
import lowrankcam.linalg.ThinSvd;
import lowrankcam.model.ClassifierHead;
import lowrankcam.model.ForwardTrace;
import lowrankcam.nn.CompiledNetwork;
import lowrankcam.nn.FoldedWeights;
import lowrankcam.nn.Network;
import lowrankcam.tensor.Tensor;

/// Makes certificates.
public final class Certificates {

    private Certificates() {}

    /// Of an explanation whose results were written. Takes one more network pass, for the outputs of all blocks.
    public static Certificate of(Explanation made, ExplainRequest request, ResultOptions results) throws IOException {
        return new Certificate(
                Program.id(), Runtime.version().toString(), made.image().sha256(), Options.of(made, request, results),
                model(made.model()), stages(made), files(made, results));
    }

    private static Certificate.Model model(LoadedModel model) {
        CompiledNetwork body = model.model().body();
        List<Hashed> weights = new ArrayList<>();
        for (Network.Unit unit : body.network().units()) {
            FoldedWeights folded = body.unpacked(unit, new float[unit.weightCount()]);
            weights.add(hashed(unit.layer().name(), folded.weights(), folded.bias()));
        }
        ClassifierHead head = model.model().head();
        for (int i = 0; i < head.depth(); i++) {
            ClassifierHead.Layer layer = head.layers().get(i);
            weights.add(hashed("head." + (i + 1), layer.weights(), layer.bias()));
        }
        return new Certificate.Model(
                model.weightsSha256(), head.sha256(), model.dialect().id(), head.activation().id(), head.labels(), weights);
    }

    private static Hashed hashed(String name, float[] weights, float[] bias) {
        float[] all = Arrays.copyOf(weights, weights.length + bias.length);
        System.arraycopy(bias, 0, all, weights.length, bias.length);
        return new Hashed(name, Stage.of(name, all).sha256(), "");
    }

    private static List<Stage> stages(Explanation made) {
        List<Stage> stages = new ArrayList<>();
        ForwardTrace any = made.traces().values().iterator().next();
        stages.add(Stage.of("samples", made.image().picture().samples()));
        stages.add(Stage.of("input", any.image().values()));
        List<String> names = made.model().model().layers();
        Map<String, Tensor> taps = made.model().model().taps(any.image(), new LinkedHashSet<>(names));
        names.forEach(name -> stages.add(Stage.of(name, taps.get(name).values())));
        made.traces().forEach((layer, trace) -> stages.add(Stage.of("features " + layer, trace.features().values())));
        stages.add(Stage.of("pooled", any.pooled()));
        stages.add(Stage.of("logits", made.prediction().logits()));
        stages.add(Stage.of("probabilities", made.prediction().probabilities()));
        made.traces().forEach((layer, trace) -> {
            Tensor features = trace.features();
            ThinSvd svd = new ThinSvd(
                    features.values(), features.positions(), features.channels(), made.model().model().gram()::apply);
            stages.add(Stage.of("singular values " + layer, svd.sigma()));
        });
        for (ExplainedMap map : made.maps()) {
            stages.add(Stage.of("map " + map.task().name(), map.map().raw()));
        }
        return stages;
    }

    private static List<Hashed> files(Explanation made, ResultOptions results) throws IOException {
        List<Hashed> files = new ArrayList<>();
        Path folder = results.folder(made.image().path());
        for (ExplainedMap map : made.maps()) {
            for (String ending : results.mapFileEndings()) {
                if (!ending.endsWith(".dcm")) {
                    Path file = folder.resolve(map.task().name() + ending);
                    files.add(file(file));
                }
            }
        }
        return files;
    }

    /// A file of the results.
    static Hashed file(Path file) throws IOException {
        String name = file.getFileName().toString();
        String pixels = name.endsWith(".png") ? Stage.of(name, PictureReader.read(file).samples()).sha256() : "";
        return new Hashed(name, Sha256.of(file), pixels);
    }
}
