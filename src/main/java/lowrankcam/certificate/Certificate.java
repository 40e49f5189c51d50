package lowrankcam.certificate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.format.Sha256;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What an explanation consists of, so that another machine can make it again and say whether the bits are the same.
///
/// Its text is canonical: members in the order below, two spaces of indentation, line feeds, UTF-8, whole numbers only; floats are
/// written as their bits. It says no time, host, path, vector width or number of threads, so equal results have equal texts.
///
/// @param program     name and version
/// @param java        version: JPEG files are decoded and PNG files compressed by native code of the JDK
/// @param imageSha256 of the image's file
/// @param options     everything chosen but the model
/// @param model       the model
/// @param stages      values in the order in which they are computed
/// @param files       of the results
public record Certificate(
        String program, String java, String imageSha256, Options options, Model model, List<Stage> stages, List<Hashed> files) {

    private static final int SCHEMA = 1;
    private static final String SEAL = "sha256";

    /// What computes.
    ///
    /// @param sha256     of the body's files
    /// @param headSha256 of the head's
    /// @param dialect    pooling rules and the like
    /// @param activation of the head
    /// @param labels     of the classes
    /// @param weights    as loaded, batch norms folded in, by convolution; the head's layers last
    public record Model(
            String sha256, String headSha256, String dialect, String activation, List<String> labels, List<Hashed> weights) {}

    /// The text of the file. Its last member is the SHA-256 of the text without that member.
    public String text() {
        ObjectNode json = Json.object();
        json.put("schema", SCHEMA).put("program", program).put("java", java).put("image", imageSha256);
        json.set("options", options.json());
        ObjectNode modelNode = json.putObject("model");
        modelNode.put("sha256", model.sha256).put("headSha256", model.headSha256).put("dialect", model.dialect);
        modelNode.put("activation", model.activation);
        model.labels.forEach(modelNode.putArray("labels")::add);
        ArrayNode weights = modelNode.putArray("weights");
        model.weights.forEach(unit -> weights.addObject().put("name", unit.name()).put("sha256", unit.sha256()));
        ArrayNode stageNodes = json.putArray("stages");
        stages.forEach(stage -> stageNodes.addObject().put("name", stage.name()).put("width", stage.width())
                .put("count", stage.count()).put("sha256", stage.sha256()).put("bits", stage.bits()));
        ArrayNode fileNodes = json.putArray("files");
        files.forEach(file -> fileNodes.addObject().put("name", file.name()).put("sha256", file.sha256())
                .put("pixels", file.pixels()));
        json.put(SEAL, seal(json));
        return Json.text(json);
    }

    private static String seal(ObjectNode json) {
        return Sha256.of(Json.text(json).getBytes(StandardCharsets.UTF_8));
    }

    /// @throws FormatException if it is no certificate, or one that was changed
    public static Certificate read(Path file) throws FormatException {
        ObjectNode json = (ObjectNode) Json.read(file);
        Fields fields = new Fields(file, json);
        if (fields.number("schema") != SCHEMA) {
            throw fields.wrong("'schema'", String.valueOf(SCHEMA), String.valueOf(fields.number("schema")));
        }
        String sealed = fields.sha256(SEAL);
        json.remove(SEAL);
        if (!seal(json).equals(sealed)) {
            throw fields.wrong("'" + SEAL + "'", seal(json) + ", as the rest of the file has it", sealed);
        }
        Fields model = fields.object("model");
        List<Hashed> weights = new ArrayList<>();
        for (Fields unit : model.objects("weights")) {
            weights.add(new Hashed(unit.text("name"), unit.sha256("sha256"), ""));
        }
        List<Stage> stages = new ArrayList<>();
        for (Fields stage : fields.objects("stages")) {
            stages.add(stage(stage));
        }
        List<Hashed> files = new ArrayList<>();
        for (Fields one : fields.objects("files")) {
            String name = one.text("name");
            if (!name.matches("[^/\\\\\\p{Cntrl}]+")) {
                throw fields.wrong("'files'", "names without folders", "'" + name + "'");
            }
            files.add(new Hashed(name, one.sha256("sha256"), one.text("pixels")));
        }
        return new Certificate(
                fields.text("program"), fields.text("java"), fields.sha256("image"), Options.read(fields.object("options")),
                new Model(
                        model.sha256("sha256"), model.text("headSha256"), model.text("dialect"), model.text("activation"),
                        model.list("labels"), weights),
                stages, files);
    }

    private static Stage stage(Fields fields) throws FormatException {
        int width = fields.number("width");
        int count = fields.number("count");
        String bits = fields.text("bits");
        if (width != 4 && width != 8 || count < 1) {
            throw fields.wrong("stage '" + fields.text("name") + "'", "values of 4 or 8 bytes", count + " of " + width);
        }
        int digits = 2 * width * Stage.kept(count);
        if (bits.length() != digits || !bits.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            throw fields.wrong("stage '" + fields.text("name") + "'", digits + " hexadecimal digits", bits);
        }
        return new Stage(fields.text("name"), width, count, fields.sha256("sha256"), bits);
    }
}
