package lowrankcam.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.registry.Methods;
import lowrankcam.format.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `methods`: what `explain -m` takes.
@Command(
        name = "methods",
        description = "Lists the methods with their papers, passes, variants and parameters.",
        footer = {
            "",
            "A variant and parameters follow the name: explain -m gradcam++:official,gscorecam:zero-fill:k=205",
            "Case, dashes and blanks in names do not matter; pp means ++."
        },
        mixinStandardHelpOptions = true)
final class MethodsCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Only these methods.")
    private List<String> names = List.of();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        List<MethodInfo> methods =
                names.isEmpty() ? Methods.all() : names.stream().map(Methods::infoOf).distinct().toList();
        if (json) {
            ObjectNode node = Json.object();
            ArrayNode list = node.putArray("methods");
            methods.forEach(info -> list.add(json(info)));
            out.print(Json.text(node));
        } else {
            methods.forEach(info -> print(info, out));
            if (methods.stream().anyMatch(info -> info.group().masksTheInput())) {
                out.println();
                out.println("A network pass takes as long as classifying the image: input-masks and black-box methods take");
                out.println("seconds to minutes an image; explain -m fast leaves them out. Progress shows rate and time left.");
            }
        }
    }

    private static void print(MethodInfo info, PrintWriter out) {
        out.printf(Locale.ROOT, "%-13s %s (%s)%n", info.id(), info.name(), info.paper());
        out.printf(Locale.ROOT, "%-13s   %s; passes: %s; needs: %s%n", "", info.group().id(), info.passes(), info.needs());
        for (MethodInfo.Variant variant : info.variants()) {
            String mark = variant == info.defaultVariant() && info.variants().size() > 1 ? " (default)" : "";
            out.printf(Locale.ROOT, "%-13s   :%-19s %s%s%n", "", variant.id(), variant.meaning(), mark);
        }
        for (MethodInfo.Parameter parameter : info.parameters()) {
            out.printf(
                    Locale.ROOT, "%-13s   :%-19s %s%n", "", parameter.name() + "=" + parameter.byDefault(), parameter.meaning());
        }
    }

    private static ObjectNode json(MethodInfo info) {
        ObjectNode node = Json.object();
        node.put("id", info.id());
        node.put("name", info.name());
        node.put("paper", info.paper());
        node.put("group", info.group().id());
        node.put("passes", info.passes());
        node.put("needs", info.needs());
        node.put("defaultVariant", info.defaultVariant().id());
        ArrayNode variants = node.putArray("variants");
        for (MethodInfo.Variant variant : info.variants()) {
            variants.addObject().put("id", variant.id()).put("meaning", variant.meaning());
        }
        ArrayNode parameters = node.putArray("parameters");
        for (MethodInfo.Parameter parameter : info.parameters()) {
            parameters.addObject().put("name", parameter.name()).put("default", parameter.byDefault())
                    .put("meaning", parameter.meaning());
        }
        return node;
    }
}
