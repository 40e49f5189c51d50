package lowrankcam.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The options of a command in its help: first its own, then in groups those that several commands share.
final class OptionGroups {

    private static final String OWN = "";

    private OptionGroups() {}

    private static String heading(Object options) {
        return switch (options) {
            case PictureOptions _ -> "Picture:";
            case ModelOptions _ -> "Model:";
            case InputOptions _ -> "Model:";
            case DicomOptions _ -> "Model:";
            case KernelOptions _ -> "Engine:";
            default -> OWN;
        };
    }

    static String render(Help help) {
        Map<String, String> headings = new LinkedHashMap<>();
        collect(help.commandSpec(), headings);
        Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
        for (String heading : List.of(OWN, "Picture:", "Model:", "Engine:")) {
            groups.put(heading, new ArrayList<>());
        }
        List<OptionSpec> options = help.commandSpec().options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
        options.forEach(option -> groups.get(headings.getOrDefault(option.longestName(), OWN)).add(option));
        StringBuilder text = new StringBuilder();
        groups.forEach((heading, group) -> {
            if (!group.isEmpty()) {
                Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
                layout.addOptions(group, help.createDefaultParamLabelRenderer());
                text.append(heading.isEmpty() ? "" : System.lineSeparator() + heading + System.lineSeparator()).append(layout);
            }
        });
        return text.toString();
    }

    private static void collect(CommandSpec spec, Map<String, String> headings) {
        for (CommandSpec mixin : spec.mixins().values()) {
            collect(mixin, headings);
            mixin.options().forEach(option -> headings.putIfAbsent(option.longestName(), heading(mixin.userObject())));
        }
    }
}
