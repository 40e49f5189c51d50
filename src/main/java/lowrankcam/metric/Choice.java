package lowrankcam.metric;

import java.util.Arrays;
import java.util.Locale;
import lowrankcam.format.UsageException;

/// A named choice of a metric: an enum constant with the name that users write and results print.
public interface Choice {

    String name();

    /// The name in options and result rows, for example `blur-zero`.
    default String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The choice of that name.
    ///
    /// @param what what is chosen, for the message
    /// @throws UsageException naming the choices there are
    static <E extends Enum<E> & Choice> E parse(Class<E> type, String what, String id) {
        for (E choice : type.getEnumConstants()) {
            if (choice.id().equals(id)) {
                return choice;
            }
        }
        throw new UsageException(
                what + ": expected one of "
                        + String.join(", ", Arrays.stream(type.getEnumConstants()).map(Choice::id).toList())
                        + "; found '" + id + "'");
    }
}
