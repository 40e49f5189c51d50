package lowrankcam.audit;

import java.io.IOException;
import java.util.Set;
import lowrankcam.dicom.View;
import lowrankcam.dicom.Window;
import lowrankcam.image.Alpha;
import lowrankcam.image.Picture;
import lowrankcam.image.PictureReader;
import lowrankcam.weights.SafetensorsFile;
import tools.jackson.databind.JsonNode;

/// Grey values and colours of DICOM files against pydicom, in levels of 16 bits: one is allowed, since dcm2pnm rounds to it, and pydicom's
/// windows of whole pixels do. Colours that decoders convert from YCbCr, each with its own rounding: one level of 8 bits.
final class DicomAudit {

    private static final int LEVELS = 65535;
    private static final double GREY = 1.01;
    private static final double COLOUR = LEVELS / 255.0 + 0.1;

    /// Refused by name, with the command that converts.
    private static final Set<String> NOT_READ =
            Set.of("JPEG 2000 Image Compression (Lossless Only)", "JPEG 2000 Image Compression");

    private DicomAudit() {}

    static void run(GoldenFolder folder, AuditStage.Extent extent, Findings findings) throws IOException {
        try (SafetensorsFile expected = folder.open("dicom/expected.safetensors")) {
            for (JsonNode file : folder.json("dicom/manifest.json").path("files")) {
                for (String window : file.path("windows").propertyNames()) {
                    compare(folder, file, window, expected, findings);
                }
            }
        }
    }

    private static void compare(
            GoldenFolder folder, JsonNode file, String window, SafetensorsFile expected, Findings findings) throws IOException {
        String name = file.path("file").asString();
        String syntax = file.path("transferSyntax").asString();
        if (NOT_READ.contains(syntax)) {
            findings.leftOut("dicom/" + name, window, syntax + " is not read");
            return;
        }
        Window chosen = Window.parse(window.equals("file-2") ? "2" : window);
        Picture picture = PictureReader.read(folder.file("dicom/" + name), Alpha.DROP, View.DEFAULT.with(chosen));
        String key = name + "|" + window;
        float[] golden = expected.read(key);
        boolean sampled = expected.tensors().get(key).shape().size() == 1;
        if (!sampled && golden.length != picture.samples().length) {
            throw new IOException(name + ": " + picture.samples().length + " samples, expected " + golden.length);
        }
        double[] theirs = new double[golden.length];
        double[] ours = new double[golden.length];
        for (int i = 0; i < golden.length; i++) {
            int at = sampled ? (int) ((i * 2654435761L & 0xFFFFFFFFL) % picture.samples().length) : i;
            theirs[i] = (double) golden[i] * LEVELS;
            ours[i] = (double) picture.samples()[at] * LEVELS;
        }
        boolean converted = file.path("photometricInterpretation").asString().startsWith("YBR");
        findings.absolute("dicom/" + name, window, theirs, ours, converted ? COLOUR : GREY);
    }
}
