package lowrankcam.page.image;

import java.util.ArrayList;
import java.util.List;
import lowrankcam.page.Markup;
import lowrankcam.page.Table;
import tools.jackson.databind.JsonNode;

/// What made the maps, in words of the manifest: program, model, image, and for each map every choice.
final class Provenance {

    private final List<Markup> facts = new ArrayList<>();

    private Provenance() {}

    static Markup markup(JsonNode manifest) {
        Provenance list = new Provenance();
        JsonNode image = manifest.get("image");
        JsonNode weights = manifest.get("weights");
        list.add("Program", text(manifest, "program") + ", Java " + text(manifest, "jdk"));
        list.add("Kernels", text(manifest, "kernels") + ", numerics " + text(manifest, "numerics"));
        list.add("Image", text(image, "path"));
        list.hash("SHA-256 of the image", text(image, "sha256"));
        list.add("Model", text(weights, "source"));
        list.hash("SHA-256 of the weights", text(weights, "sha256"));
        list.hash("SHA-256 of the head", text(weights, "headSha256"));
        list.add("Dialect", text(weights, "dialect"));
        list.add("Activation", text(manifest, "activation"));
        list.add("Input", pairs(weights.get("preprocessing")));
        list.add("Layers", text(manifest, "layer"));
        if (weights.has("notFor")) {
            list.add("Not for", text(weights, "notFor"));
        }
        Table table = new Table("Every choice behind each map", List.of("map", "choices"));
        for (JsonNode map : manifest.get("maps")) {
            String file = text(map, "files").replaceFirst("\\.npy.*", "");
            table.row(List.of(Markup.name(file), Markup.text(pairs(map.get("variant"))).in("span class=\"choices\"")));
        }
        return new Markup(
                Markup.all(list.facts).in("dl class=\"facts\"").html()
                        + new Markup(new Markup("Choices behind each map").in("summary").html() + table.markup().html())
                                .in("details").html());
    }

    private void add(String term, String value) {
        facts.add(Markup.text(term).in("dt"));
        facts.add(Markup.name(value).in("dd"));
    }

    private void hash(String term, String value) {
        facts.add(Markup.text(term).in("dt"));
        facts.add(Markup.text(value).in("dd class=\"code\""));
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? "–" : value.asString();
    }

    private static String pairs(JsonNode node) {
        List<String> pairs = new ArrayList<>();
        node.properties().forEach(entry -> pairs.add(entry.getKey() + " " + plain(entry.getValue())));
        return String.join(", ", pairs);
    }

    private static String plain(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }
}
