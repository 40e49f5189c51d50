package lowrankcam.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import lowrankcam.dataset.BodyPart;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Body parts as users write them.
final class BodyPartConverter implements ITypeConverter<BodyPart> {

    @Override
    public BodyPart convert(String text) {
        return BodyPart.parse(text).orElseThrow(() -> new TypeConversionException(
                "expected one of " + Arrays.stream(BodyPart.values()).map(BodyPart::id).collect(Collectors.joining(", "))
                        + ", found '" + text + "'"));
    }
}
