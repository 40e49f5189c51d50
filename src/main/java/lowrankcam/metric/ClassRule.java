package lowrankcam.metric;

import java.util.Locale;
import lowrankcam.format.UsageException;

/// Which class is explained and scored. It is fixed on the unmasked image and kept for all masked ones.
public sealed interface ClassRule {

    /// The class with the largest logit on the unmasked image.
    record Predicted() implements ClassRule {}

    /// The class that the data set names.
    record Labelled() implements ClassRule {}

    /// One class for all images.
    ///
    /// @param name label or index
    record Fixed(String name) implements ClassRule {}

    /// As written on the command line and in result rows: `predicted`, `label`, or `class:NAME`.
    default String id() {
        return switch (this) {
            case Predicted _ -> "predicted";
            case Labelled _ -> "label";
            case Fixed fixed -> "class:" + fixed.name();
        };
    }

    /// @throws UsageException naming the three forms
    static ClassRule parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("predicted")) {
            return new Predicted();
        }
        if (lower.equals("label")) {
            return new Labelled();
        }
        if (lower.startsWith("class:") && text.length() > 6) {
            return new Fixed(text.substring(6));
        }
        throw new UsageException("class rule: expected predicted, label or class:NAME, found '" + text + "'");
    }
}
