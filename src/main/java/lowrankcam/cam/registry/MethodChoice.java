package lowrankcam.cam.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.MethodInfo;
import lowrankcam.cam.Settings;
import lowrankcam.format.UsageException;

/// A method as a user chose it: `NAME`, `NAME:VARIANT`, `NAME:PARAMETER=VALUE`, or `NAME:VARIANT:PARAMETER=VALUE:…`.
///
/// @param info     the method
/// @param variant  one of its variants
/// @param settings its parameters
/// @param origin   who chose the variant
public record MethodChoice(MethodInfo info, MethodInfo.Variant variant, Settings settings, VariantOrigin origin) {

    /// Who chose a variant.
    public enum VariantOrigin {
        NAMED,
        DEFAULT
    }

    /// Reads a choice.
    ///
    /// @param text     as above
    /// @param defaults values for parameters of these names that the text does not set, where the method has them
    /// @throws UsageException naming what there is, if a name is unknown
    public static MethodChoice of(String text, Map<String, String> defaults) {
        String[] parts = text.split(":", -1);
        MethodInfo info = Methods.infoOf(parts[0]);
        MethodInfo.Variant variant = info.defaultVariant();
        VariantOrigin origin = VariantOrigin.DEFAULT;
        Map<String, String> given = new LinkedHashMap<>();
        for (MethodInfo.Parameter parameter : info.parameters()) {
            if (defaults.containsKey(parameter.name())) {
                given.put(parameter.name(), defaults.get(parameter.name()));
            }
        }
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals >= 0) {
                given.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
            } else if (i == 1) {
                variant = info.variantOf(parts[i]);
                origin = VariantOrigin.NAMED;
            } else {
                throw new UsageException(
                        "method: expected NAME:VARIANT:PARAMETER=VALUE, found '" + text + "'");
            }
        }
        return new MethodChoice(info, variant, new Settings(info, given), origin);
    }

    /// Reads a choice.
    public static MethodChoice of(String text) {
        return of(text, Map.of());
    }

    /// The same method with another variant.
    public MethodChoice withVariant(String variantId) {
        return new MethodChoice(info, info.variantOf(variantId), settings, VariantOrigin.NAMED);
    }

    /// Makes the method.
    ///
    /// @throws UsageException if a parameter is outside of its range
    public CamMethod create() {
        return variant.maker().apply(settings);
    }

    /// Variant and those parameters that are not at their defaults: `zero-fill-k=205`.
    public String label() {
        StringBuilder text = new StringBuilder(variant.id());
        for (MethodInfo.Parameter parameter : info.parameters()) {
            String value = settings.values().get(parameter.name());
            if (!value.equals(parameter.byDefault())) {
                text.append('-').append(parameter.name()).append('=').append(value);
            }
        }
        return text.toString();
    }
}
