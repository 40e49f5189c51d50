package lowrankcam.cam.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.lowrank.LowRankCam;
import lowrankcam.format.UsageException;

/// A method that a user asked for, by name or with a group.
///
/// @param name   in file names: the id; with the variant if the id is asked for more than once
/// @param choice method, variant, parameters
/// @param method made from the choice
/// @param origin who chose it
public record RequestedMethod(String name, MethodChoice choice, CamMethod method, Origin origin) {

    /// Who chose a method.
    public enum Origin {
        /// The user, by name: what it does not define is an error.
        NAMED,
        /// `all` or `fast`: where it is not defined it is left out.
        GROUP
    }

    /// Reads what follows `-m`.
    ///
    /// @param texts    methods with variants and parameters, `all` or `fast`
    /// @param defaults parameters that are not set in the texts
    /// @param preset   variant of LowRank-CAM where the text names none
    /// @throws UsageException naming what there is, if something is unknown
    public static List<RequestedMethod> of(List<String> texts, Map<String, String> defaults, String preset) {
        List<MethodChoice> choices = new ArrayList<>();
        List<Origin> origins = new ArrayList<>();
        for (String text : texts) {
            List<MethodInfo> group = group(text);
            for (MethodInfo info : group) {
                choices.add(choice(info.id(), defaults, preset));
                origins.add(Origin.GROUP);
            }
            if (group.isEmpty()) {
                choices.add(choice(text, defaults, preset));
                origins.add(Origin.NAMED);
            }
        }
        return named(choices, origins);
    }

    private static List<MethodInfo> group(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "all" -> Methods.all();
            case "fast" -> Methods.withoutInputMasks();
            default -> List.of();
        };
    }

    private static MethodChoice choice(String text, Map<String, String> defaults, String preset) {
        MethodChoice choice = MethodChoice.of(text, defaults);
        boolean open = choice.origin() == MethodChoice.VariantOrigin.DEFAULT;
        return open && choice.info().id().equals(LowRankCam.ID) ? choice.withVariant(preset) : choice;
    }

    /// Without repetitions; ids that remain more than once get their labels.
    private static List<RequestedMethod> named(List<MethodChoice> choices, List<Origin> origins) {
        Set<String> seen = new HashSet<>();
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < choices.size(); i++) {
            if (seen.add(choices.get(i).info().id() + " " + choices.get(i).label())) {
                kept.add(i);
            }
        }
        Map<String, Long> times =
                kept.stream().collect(Collectors.groupingBy(i -> choices.get(i).info().id(), Collectors.counting()));
        return kept.stream()
                .map(i -> {
                    MethodChoice choice = choices.get(i);
                    String id = choice.info().id();
                    String name = times.get(id) > 1 ? id + "-" + choice.label() : id;
                    return new RequestedMethod(name, choice, choice.create(), origins.get(i));
                })
                .toList();
    }
}
