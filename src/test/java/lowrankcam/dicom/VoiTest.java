package lowrankcam.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import lowrankcam.dicom.Voi.Function;
import lowrankcam.dicom.Voi.Windowed;
import lowrankcam.format.UsageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Windows by the examples that the standard works out (PS3.3, C.11.2.1.2 and C.11.2.1.3).
class VoiTest {

    private static double grey(Function function, double centre, double width, double value) {
        return new Windowed(function, centre, width).apply(value);
    }

    @ParameterizedTest
    @CsvSource({
        "LINEAR, 2048, 4096, 0, 0", "LINEAR, 2048, 4096, 4095, 1", "LINEAR, 2048, 4096, 2047.5, 0.5",
        "LINEAR, 2048, 1, 2047, 0", "LINEAR, 2048, 1, 2048, 1", "LINEAR, 0, 100, -50, 0", "LINEAR, 0, 100, 49, 1",
        "LINEAR, 0, 100, -0.5, 0.5", "LINEAR, 0, 1, -1, 0", "LINEAR, 0, 1, 0, 1",
        "LINEAR_EXACT, 2048, 4096, 0, 0", "LINEAR_EXACT, 2048, 4096, 4096, 1", "LINEAR_EXACT, 2048, 4096, 2048, 0.5",
        "LINEAR_EXACT, 2048, 1, 2047.5, 0", "LINEAR_EXACT, 2048, 1, 2048.5, 1", "LINEAR_EXACT, 0, 100, -50, 0",
        "SIGMOID, 100, 50, 100, 0.5", "SIGMOID, 100, 50, 125, 0.8807970779778823", "SIGMOID, 100, 50, 75, 0.11920292202211755"
    })
    void windowsAreTheStandards(Function function, double centre, double width, double value, double expected) {
        assertEquals(expected, grey(function, centre, width, value), 1e-15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "full", "min-max", "2", "40,400", "-600,1500", "0.5,1.25", "percentile=1,99", "percentile=0.5,99.5"})
    void whatIsGivenIsWrittenAsItWasGiven(String text) {
        assertEquals(text, Window.parse(text).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "files", "0", "-1", "40,0", "40,-3", "40,0.5", "1,2,3", "percentile=99,1", "percentile=1,101", "1e3,5"})
    void otherTextIsRefused(String text) {
        assertThrows(UsageException.class, () -> Window.parse(text), text);
    }
}
