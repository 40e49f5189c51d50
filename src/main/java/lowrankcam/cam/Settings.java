package lowrankcam.cam;

import java.util.LinkedHashMap;
import java.util.Map;
import lowrankcam.format.UsageException;

/// Values of a method's parameters: given or by default. Texts until a method asks for numbers.
public final class Settings {

    private final String method;
    private final Map<String, String> values = new LinkedHashMap<>();

    /// @param info  the method
    /// @param given values by name; the other parameters have their defaults
    /// @throws UsageException if the method has no such parameter
    public Settings(MethodInfo info, Map<String, String> given) {
        this.method = info.id();
        for (MethodInfo.Parameter parameter : info.parameters()) {
            values.put(parameter.name(), given.getOrDefault(parameter.name(), parameter.byDefault()));
        }
        for (String name : given.keySet()) {
            if (!values.containsKey(name)) {
                throw new UsageException(
                        "parameter of " + method + ": expected "
                                + (values.isEmpty() ? "none" : "one of " + String.join(", ", values.keySet()))
                                + "; found '" + name + "'");
            }
        }
    }

    /// All values by name, to be read only.
    public Map<String, String> values() {
        return values;
    }

    /// A whole number.
    ///
    /// @throws UsageException if it is none, or outside of its range
    public int whole(String name, int min, int max) {
        String text = values.get(name);
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= min && Integer.parseInt(text) <= max) {
            return Integer.parseInt(text);
        }
        throw new UsageException(
                method + ": " + name + ": expected a whole number from " + min + " to " + max + ", found '" + text
                        + "'");
    }

    /// A number between two bounds, both excluded.
    ///
    /// @throws UsageException if it is none, or outside of its range
    public double between(String name, double low, double high) {
        String text = values.get(name);
        try {
            double value = Double.parseDouble(text);
            if (value > low && value < high) {
                return value;
            }
        } catch (NumberFormatException _) {
            // The message below serves for both mistakes.
        }
        throw new UsageException(
                method + ": " + name + ": expected a number between " + low + " and " + high + ", found '" + text
                        + "'");
    }
}
