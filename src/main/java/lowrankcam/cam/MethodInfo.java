package lowrankcam.cam;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import lowrankcam.format.UsageException;

/// What a list of methods says of one, and how it is made.
///
/// @param id         name on the command line and in file names
/// @param name       full name
/// @param paper      where it was published
/// @param group      what it works with
/// @param passes     passes by formula, the first network pass included
/// @param needs      what it asks of head and layer
/// @param parameters numbers that can be set
/// @param variants   named choices; the first is the default
public record MethodInfo(
        String id, String name, String paper, Group group, String passes, String needs,
        List<Parameter> parameters, List<Variant> variants) {

    /// Passes of gradient methods.
    public static final String GRADIENT_PASSES = "1 network + 1 backward (+ 0 for one dense layer after the last layer)";

    /// Needs of methods that work everywhere.
    public static final String ANYWHERE = "any head, any layer";

    /// What a method works with, and so what it costs.
    public enum Group {
        /// The features of the layer, and the head's weights.
        ACTIVATION,
        /// The gradient of a score with respect to the features.
        GRADIENT,
        /// The rest of the network on masked features.
        FEATURE_MASKS,
        /// The whole network on inputs masked by features.
        INPUT_MASKS,
        /// The whole network on inputs masked without a look inside; the layer plays no part.
        BLACK_BOX;

        /// The name in lists: `feature-masks`.
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// True if the method runs the whole network many times.
        public boolean masksTheInput() {
            return this == INPUT_MASKS || this == BLACK_BOX;
        }
    }

    /// A number that can be set.
    ///
    /// @param name      as on the command line
    /// @param byDefault its value if nobody sets it
    /// @param meaning   one line
    public record Parameter(String name, String byDefault, String meaning) {}

    /// A named choice.
    ///
    /// @param id      as on the command line
    /// @param meaning one line
    /// @param maker   makes the method from its parameters
    public record Variant(String id, String meaning, Function<Settings, CamMethod> maker) {}

    /// A variant without parameters.
    public static Variant variant(String id, String meaning, CamMethod method) {
        return new Variant(id, meaning, _ -> method);
    }

    public Variant defaultVariant() {
        return variants.getFirst();
    }

    /// The variant of that name.
    ///
    /// @throws UsageException naming the variants there are
    public Variant variantOf(String variantId) {
        for (Variant variant : variants) {
            if (variant.id().equals(variantId)) {
                return variant;
            }
        }
        throw new UsageException(
                "variant of " + id + ": expected one of "
                        + String.join(", ", variants.stream().map(Variant::id).toList())
                        + "; found '" + variantId + "'");
    }
}
