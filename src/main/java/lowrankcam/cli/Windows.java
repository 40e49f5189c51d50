package lowrankcam.cli;

import java.util.Iterator;
import java.util.List;
import lowrankcam.dicom.Window;
import lowrankcam.format.UsageException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// `--window`: words, two numbers, or one; shells complete the words.
final class Windows implements ITypeConverter<Window>, Iterable<String> {

    @Override
    public Window convert(String value) {
        try {
            return Window.parse(value);
        } catch (UsageException e) {
            throw new TypeConversionException(e.getMessage().replaceFirst("^--window[^:]*: ", ""));
        }
    }

    @Override
    public Iterator<String> iterator() {
        return List.of("file", "full", "min-max", "percentile=1,99").iterator();
    }
}
