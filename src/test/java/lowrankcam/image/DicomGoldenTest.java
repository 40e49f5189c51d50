package lowrankcam.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lowrankcam.dicom.View;
import lowrankcam.dicom.Window;
import lowrankcam.format.Json;
import lowrankcam.weights.SafetensorsFile;
import lowrankcam.weights.TensorInfo;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Grey values and colours of DICOM files against pydicom's, `golden/make_dicom.py`.
class DicomGoldenTest {

    private static final Path FOLDER = Path.of("golden", "dicom");

    /// One level of 16 bits.
    private static final double LEVEL = 1.0 / 65535 + 1e-7;

    /// Of 8 bits, for colours that decoders convert from YCbCr with their own rounding.
    private static final double COLOUR_LEVEL = 1.0 / 255 + 1e-6;

    /// Transfer syntaxes that are refused by name, with the command that converts.
    private static final Set<String> REFUSED = Set.of("JPEG 2000 Image Compression (Lossless Only)", "JPEG 2000 Image Compression");

    @Test
    void valuesAreThoseOfOtherReaders() throws IOException {
        int seen = 0;
        List<String> off = new ArrayList<>();
        Set<String> syntaxes = new TreeSet<>();
        try (SafetensorsFile expected = SafetensorsFile.open(FOLDER.resolve("expected.safetensors"))) {
            for (JsonNode file : Json.read(FOLDER.resolve("manifest.json")).path("files")) {
                String name = file.path("file").asString();
                String syntax = file.path("transferSyntax").asString();
                if (REFUSED.contains(syntax)) {
                    continue;
                }
                for (String window : file.path("windows").propertyNames()) {
                    String key = name + "|" + window;
                    Picture picture;
                    try {
                        picture = PictureReader.read(FOLDER.resolve(name), Alpha.DROP, View.DEFAULT.with(window(window)));
                    } catch (IOException e) {
                        off.add(key + ": " + e.getMessage());
                        continue;
                    }
                    boolean grey = file.path("photometricInterpretation").asString().startsWith("MONOCHROME");
                    double gap = gap(picture, expected.tensors().get(key), expected.read(key));
                    if (!(gap <= (grey || !lossyColour(file) ? LEVEL : COLOUR_LEVEL))) {
                        off.add(key + ": off by " + gap * 65535 + " levels of 16 bits");
                    }
                    seen++;
                    syntaxes.add(syntax);
                }
            }
        }
        assertEquals(List.of(), off);
        assertTrue(seen >= 130, seen + " values compared");
        assertEquals(11, syntaxes.size(), syntaxes.toString());
    }

    private static boolean lossyColour(JsonNode file) {
        return file.path("photometricInterpretation").asString().startsWith("YBR");
    }

    private static Window window(String name) {
        return Window.parse(name.equals("file-2") ? "2" : name);
    }

    /// Largest difference at the values that are kept: all, or the samples of a large image.
    private static double gap(Picture picture, TensorInfo info, float[] expected) {
        float[] samples = picture.samples();
        boolean whole = info.shape().size() > 1;
        if (whole && samples.length != expected.length) {
            return Double.NaN;
        }
        double gap = 0;
        for (int i = 0; i < expected.length; i++) {
            int at = whole ? i : (int) ((i * 2654435761L & 0xFFFFFFFFL) % samples.length);
            gap = Math.max(gap, Math.abs(samples[at] - expected[i]));
        }
        return gap;
    }
}
