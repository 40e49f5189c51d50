package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.certificate.Certificate;
import lowrankcam.certificate.Hashed;
import lowrankcam.certificate.Options;
import lowrankcam.certificate.Stage;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.Sha256;
import lowrankcam.image.Legend;
import lowrankcam.image.Overlay;
import lowrankcam.image.Preprocessing;
import lowrankcam.kernel.Numerics;
import lowrankcam.model.Target.Score;
import tools.jackson.databind.node.ObjectNode;

/// Certificates, with the hash at their end put right.
record CertificateTarget() implements Target {

    private static final String FILE = "certificate.json";
    private static final String HASH = "0123456789abcdef".repeat(4);

    @Override
    public String name() {
        return "certificate";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() {
        Options options = new Options(
                Numerics.DIRECT,
                new Preprocessing(
                        299, 299, Preprocessing.Resize.ANTIALIASED, Preprocessing.Fit.STRETCH, Preprocessing.InputRange.ZERO_ONE),
                List.of("lowrankcam:default:rank=10", "gradcam"), List.of(), List.of(1), -1, Score.LOGIT, List.of("Mixed_7c"),
                Overlay.USUAL, Legend.Place.FILE);
        Certificate certificate = new Certificate(
                "lowrank-cam 1", "25", HASH, options,
                new Certificate.Model(HASH, HASH, "keras", "softmax", List.of("no", "yes"), List.of(new Hashed("a", HASH, ""))),
                List.of(new Stage("pooled", 4, 2, HASH, "3f80000000000000"), new Stage("logits", 8, 1, HASH, "3ff0000000000000")),
                List.of(new Hashed("a.png", HASH, HASH)));
        return List.of(Samples.text(FILE, certificate.text()));
    }

    @Override
    public List<String> words() {
        return List.of("\"count\" : 2147483647", "\"width\" : 8", "\"frame\" : -1", "\"stages\" : [ ]", "null", "gradcam:k=1", HASH, "-1");
    }

    @Override
    public void read(Path folder) throws IOException {
        Certificate.read(folder.resolve(FILE)).text();
    }

    @Override
    public byte[] repaired(String file, byte[] bytes) {
        try {
            ObjectNode json = (ObjectNode) Json.parse(Path.of(file), 0, bytes);
            json.remove("sha256");
            json.put("sha256", Sha256.of(Json.text(json).getBytes(StandardCharsets.UTF_8)));
            return Json.text(json).getBytes(StandardCharsets.UTF_8);
        } catch (FormatException _) {
            return bytes;
        }
    }
}
