package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.dicom.View;
import lowrankcam.dicom.Window;
import lowrankcam.format.FormatException;
import lowrankcam.golden.Goldens;
import lowrankcam.image.Alpha;
import lowrankcam.image.PictureReader;

/// Pictures as DICOM, in each encoding that is read. An error must not name their made-up patient.
record DicomTarget() implements Target {

    private static final List<String> FILES =
            List.of(
                    "made-private", "made-windows", "made-voi-lut", "made-modality-lut", "made-palette", "made-bit-1",
                    "made-padding-range", "made-rgb-planar", "coded-implicit-private", "coded-undefined-lengths", "coded-big-endian",
                    "coded-deflated", "coded-no-preamble", "coded-rle-rgb", "coded-rle-frames", "coded-baseline-rgb-422",
                    "coded-extended-12", "coded-lossless-14-sv6", "coded-lossless-restart", "coded-lossless-sv1-frames",
                    "coded-jpegls", "coded-jpegls-rgb-line", "coded-jpegls-rgb-sample", "coded-jpegls-near");

    /// Of the patient in the samples.
    private static final List<String> SECRETS =
            List.of("Mustermann", "Erika", "4711", "19640812", "20190611", "ACC0815", "Quack", "Verborgen");

    @Override
    public String name() {
        return "dicom";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() throws IOException {
        List<SortedMap<String, byte[]>> samples = new ArrayList<>();
        for (String file : FILES) {
            samples.add(Samples.file(Pictures.FILE, Files.readAllBytes(Goldens.file("dicom/" + file + ".dcm"))));
        }
        return samples;
    }

    @Override
    public List<String> words() {
        return List.of(
                "DICM", "1.2.840.10008.1.2\u0000", "1.2.840.10008.1.2.5\u0000", "1.2.840.10008.1.2.4.70", "MONOCHROME1 ",
                "PALETTE COLOR ", "YBR_FULL_422", "RGB ", "SQ\u0000\u0000", "OW\u0000\u0000", "OB\u0000\u0000", "UN\u0000\u0000",
                "\u00fe\u00ff\u0000\u00e0", "\u00fe\u00ff\u00dd\u00e0\u0000\u0000\u0000\u0000", "\u00ff\u00ff\u00ff\u00ff", "SIGMOID ",
                "1e308", "\u00ff\u00d8\u00ff\u00c3", "\u00ff\u00f7", "\u00ff\u00d0", "\u00ff\u00d9");
    }

    @Override
    public void read(Path folder) throws Exception {
        Path file = folder.resolve(Pictures.FILE);
        try {
            PictureReader.size(file);
            PictureReader.read(file, Alpha.DROP, View.DEFAULT);
            PictureReader.read(file, Alpha.DROP, View.DEFAULT.with(Window.parse("percentile=1,99")));
        } catch (FormatException e) {
            for (String secret : SECRETS) {
                if (e.getMessage().contains(secret)) {
                    throw new IllegalStateException("the message names the patient: " + e.getMessage());
                }
            }
            throw e;
        }
    }
}
