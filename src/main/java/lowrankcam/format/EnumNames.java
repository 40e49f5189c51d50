package lowrankcam.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Constants of an enum by the names that users, files and command lines have for them: `half-pixel`.
public final class EnumNames {

    private EnumNames() {}

    /// The name of a constant.
    public static String id(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The names of all, in their order.
    public static <E extends Enum<E>> List<String> ids(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(EnumNames::id).toList();
    }

    /// The constant of a name; nothing if there is none.
    public static <E extends Enum<E>> Optional<E> of(Class<E> type, String id) {
        return Arrays.stream(type.getEnumConstants()).filter(c -> id(c).equals(id)).findFirst();
    }

    /// What was expected, for messages: `one of drop, black, white`.
    public static <E extends Enum<E>> String expected(Class<E> type) {
        return "one of " + String.join(", ", ids(type));
    }
}
