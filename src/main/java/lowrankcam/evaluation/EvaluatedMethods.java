package lowrankcam.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lowrankcam.cam.registry.RequestedMethod;
import lowrankcam.format.UsageException;

/// The methods of an experiment, from their names on the command line.
public final class EvaluatedMethods {

    /// The rows of the paper's Table 1 that need one network pass.
    private static final List<String> TABLE_FAST =
            List.of(
                    "cam", "gradcam", "gradcam++", "xgradcam", "ablationcam", "eigencam", "fimf", "reciprocam",
                    "lowrankcam");

    /// Its other rows.
    private static final List<String> TABLE_SLOW = List.of("scorecam", "scorecam++", "gscorecam", "groupcam");

    private EvaluatedMethods() {}

    /// @param names    methods with variants and parameters, `table1`, `table1-fast`, `fast` or `all`
    /// @param rank     of LowRank-CAM where a name does not say
    /// @param preset   of LowRank-CAM where a name does not say
    /// @throws UsageException naming what there is, if something is unknown
    public static List<EvaluatedMethod> parse(List<String> names, int rank, String preset) {
        List<String> expanded = new ArrayList<>();
        List<String> grouped = new ArrayList<>();
        for (String name : names) {
            switch (name) {
                case "table1" -> {
                    grouped.addAll(TABLE_FAST);
                    grouped.addAll(TABLE_SLOW);
                }
                case "table1-fast" -> grouped.addAll(TABLE_FAST);
                default -> expanded.add(name);
            }
        }
        expanded.addAll(grouped);
        return RequestedMethod.of(expanded, Map.of("rank", String.valueOf(rank)), preset).stream()
                .map(method -> method(method, grouped))
                .toList();
    }

    private static EvaluatedMethod method(RequestedMethod requested, List<String> grouped) {
        boolean named =
                requested.origin() == RequestedMethod.Origin.NAMED && !grouped.contains(requested.choice().info().id());
        return new EvaluatedMethod(
                requested.name(), requested.choice(),
                named ? EvaluatedMethod.Undefined.REFUSE : EvaluatedMethod.Undefined.SAY);
    }

    /// The method of that name, or else the first with that id.
    ///
    /// @param name null for LowRank-CAM if it is among the methods, else nothing, an empty text
    /// @throws UsageException if the name is none of theirs
    public static String reference(List<EvaluatedMethod> methods, String name) {
        String wanted = name == null ? "lowrankcam" : name;
        Optional<String> found =
                methods.stream().map(EvaluatedMethod::name).filter(wanted::equals).findFirst()
                        .or(() -> methods.stream().filter(c -> c.choice().info().id().equals(wanted)).map(EvaluatedMethod::name)
                                .findFirst());
        if (found.isEmpty() && name != null) {
            throw new UsageException(
                    "--reference: expected one of "
                            + methods.stream().map(EvaluatedMethod::name).collect(Collectors.joining(", ")) + ", found '"
                            + name + "'");
        }
        return found.orElse("");
    }
}
