package lowrankcam.certificate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lowrankcam.cam.registry.MethodChoice;
import lowrankcam.cam.registry.RequestedMethod;
import lowrankcam.dicom.View;
import lowrankcam.dicom.Window;
import lowrankcam.explain.ExplainRequest;
import lowrankcam.explain.Explanation;
import lowrankcam.explain.ExplainedMap;
import lowrankcam.explain.MapTask;
import lowrankcam.explain.ResultOptions;
import lowrankcam.explain.SkippedMap;
import lowrankcam.format.EnumNames;
import lowrankcam.format.FormatException;
import lowrankcam.format.Json;
import lowrankcam.image.Alpha;
import lowrankcam.image.Colormap;
import lowrankcam.image.Legend;
import lowrankcam.image.Overlay;
import lowrankcam.image.Preprocessing;
import lowrankcam.kernel.Numerics;
import lowrankcam.model.Target;
import tools.jackson.databind.node.ObjectNode;

/// Everything that was chosen and may change a bit, but the model.
///
/// @param numerics      which sums convolutions consist of
/// @param preprocessing how the picture became the input
/// @param methods       with variants and parameters, as on the command line
/// @param groups        those of the methods that are left out where they are not defined
/// @param classes       by index
/// @param contrast      class by index, or [Target#NO_CONTRAST]
/// @param score         what gradient methods explain
/// @param layers        target layers
/// @param overlay       how maps are painted
/// @param legend        where bars and captions are
public record Options(
        Numerics numerics, Preprocessing preprocessing, List<String> methods, List<String> groups, List<Integer> classes, int contrast,
        Target.Score score, List<String> layers, Overlay overlay, Legend.Place legend) {

    static Options of(Explanation made, ExplainRequest request, ResultOptions results) {
        List<MapTask> tasks =
                Stream.concat(made.maps().stream().map(ExplainedMap::task), made.skipped().stream().map(SkippedMap::task)).toList();
        List<String> groups = request.methods().stream()
                .filter(method -> method.origin() == RequestedMethod.Origin.GROUP).map(Options::text).toList();
        return new Options(
                made.model().kernels().numerics(), made.model().preprocessing(), request.methods().stream().map(Options::text).toList(),
                groups, tasks.stream().map(task -> task.target().classIndex()).distinct().sorted().toList(),
                tasks.isEmpty() ? Target.NO_CONTRAST : tasks.getFirst().target().contrast(), request.score(), request.layers(),
                results.overlay(), results.legend());
    }

    private static String text(RequestedMethod method) {
        MethodChoice choice = method.choice();
        StringBuilder text = new StringBuilder(choice.info().id()).append(':').append(choice.variant().id());
        choice.settings().values().forEach((name, value) -> text.append(':').append(name).append('=').append(value));
        return text.toString();
    }

    /// What to ask for to get the same maps.
    ///
    /// @param labels of the model's classes
    ExplainRequest request(List<String> labels) {
        List<RequestedMethod> named = RequestedMethod.of(methods, Map.of(), "default");
        List<RequestedMethod> all = new ArrayList<>();
        for (RequestedMethod method : named) {
            boolean group = groups.contains(text(method));
            all.add(new RequestedMethod(
                    method.name(), method.choice(), method.method(),
                    group ? RequestedMethod.Origin.GROUP : RequestedMethod.Origin.NAMED));
        }
        return new ExplainRequest(
                all, classes.stream().map(labels::get).toList(), contrast == Target.NO_CONTRAST ? "" : labels.get(contrast), score,
                layers);
    }

    ResultOptions results(Path folder) {
        return new ResultOptions(folder, _ -> "", overlay, legend, Set.of());
    }

    /// The same with other sums or another input.
    public Options with(Numerics otherNumerics, Preprocessing other) {
        return new Options(otherNumerics, other, methods, groups, classes, contrast, score, layers, overlay, legend);
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("numerics", numerics.id());
        json.put("height", preprocessing.height()).put("width", preprocessing.width());
        json.put("resize", EnumNames.id(preprocessing.resize())).put("fit", EnumNames.id(preprocessing.fit()));
        json.put("range", EnumNames.id(preprocessing.range())).put("alpha", EnumNames.id(preprocessing.alpha()));
        json.put("window", preprocessing.view().window().text()).put("frame", preprocessing.view().frame());
        methods.forEach(json.putArray("methods")::add);
        groups.forEach(json.putArray("whereDefined")::add);
        classes.forEach(json.putArray("classes")::add);
        json.put("contrast", contrast);
        json.put("score", EnumNames.id(score));
        layers.forEach(json.putArray("layers")::add);
        json.put("colormap", EnumNames.id(overlay.colormap())).put("style", EnumNames.id(overlay.style()));
        json.put("opacity", EnumNames.id(overlay.opacity())).put("imageWeight", String.valueOf(overlay.imageWeight()));
        return json.put("legend", EnumNames.id(legend));
    }

    static Options read(Fields fields) throws FormatException {
        try {
            Preprocessing input = new Preprocessing(
                    fields.number("height"), fields.number("width"), fields.choice("resize", Preprocessing.Resize.class),
                    fields.choice("fit", Preprocessing.Fit.class), fields.choice("range", Preprocessing.InputRange.class),
                    fields.choice("alpha", Alpha.class),
                    View.DEFAULT.with(Window.parse(fields.text("window"))).withFrame(fields.number("frame")));
            Overlay overlay = new Overlay(
                    fields.choice("colormap", Colormap.class), fields.choice("style", Overlay.Style.class),
                    fields.choice("opacity", Overlay.Opacity.class), Double.parseDouble(fields.text("imageWeight")));
            List<Integer> classes = new ArrayList<>();
            for (String index : fields.list("classes")) {
                classes.add(Integer.valueOf(index));
            }
            List<String> methods = fields.list("methods");
            RequestedMethod.of(methods, Map.of(), "default");
            return new Options(
                    fields.choice("numerics", Numerics.class), input, methods, fields.list("whereDefined"), classes,
                    fields.number("contrast"), fields.choice("score", Target.Score.class), fields.list("layers"), overlay,
                    fields.choice("legend", Legend.Place.class));
        } catch (IllegalArgumentException e) {
            throw fields.wrong("options", "what explain takes", e.getMessage());
        }
    }
}
