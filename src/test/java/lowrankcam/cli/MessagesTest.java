package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Errors are one line in plain words: no Java class, no name the user never wrote.
class MessagesTest {

    private static final Path HAND = Goldens.file("inputs/hand_299.png");

    @TempDir private Path folder;

    private static void assertLine(int code, String words, Ran ran) {
        assertEquals(code, ran.code(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(words), ran.err());
        assertFalse(ran.err().contains("Exception"), ran.err());
        assertFalse(ran.err().contains(".part"), ran.err());
    }

    @Test
    void whatIsMissingOrInTheWayIsSaidInWords() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path none = folder.resolve("none");
        Path dir = Files.createDirectory(folder.resolve("dir"));
        assertLine(1, file + ": cannot be used: found a file where a folder is needed",
                run("explain", HAND, "-m", "cam", "-o", file, "-q"));
        assertLine(1, file + "/below: cannot be used: found a file where a folder is needed",
                run("explain", HAND, "-m", "cam", "-o", file.resolve("below"), "-q"));
        assertLine(1, dir + ": cannot be used: found a folder", run("predict", HAND, "--csv", dir));
        assertLine(1, none + "/x.csv: cannot be used: found no folder " + none,
                run("predict", HAND, "--csv", none.resolve("x.csv")));
        assertLine(3, "found nothing of that name", run("predict", HAND, "-w", none.resolve("model.json")));
        assertLine(3, "found nothing of that name", run("table", "audit", none));
        assertLine(3, "table: expected a readable file, found a folder", run("table", "audit", dir));
        assertLine(3, none + ": MURA data set: expected a folder, found nothing of that name",
                run("mura", "check", none, "-q"));
        assertLine(3, file + ": MURA data set: expected a folder, found a file", run("mura", "check", file, "-q"));
        assertLine(3, none + ": MURA data set: expected a folder", run("train-head", none, "-o", folder.resolve("h")));
        assertLine(3, HAND + ": data set: expected a folder or a CSV file, found a PNG picture",
                run("evaluate", HAND, "-o", folder.resolve("e")));
        assertLine(3, HAND + ": MURA data set: expected a folder, found a PNG picture",
                run("train-head", HAND, "-o", folder.resolve("h")));
    }

    @ParameterizedTest
    @CsvSource({
        "evaluate DATA -o OUT --limit 0, --limit: expected at least 1; found 0",
        "evaluate DATA -o OUT -r 0, --rank: expected at least 1; found 0",
        "evaluate DATA -o OUT --steps 0, --steps: expected at least 1; found 0",
        "evaluate DATA -o OUT --tolerance -1, --tolerance: expected at least 0; found -1.0",
        "evaluate DATA -o OUT --resamples 0, --resamples: expected 1 to 1000000; found 0",
        "evaluate DATA -o OUT --pictures -1, --pictures: expected 0 or more; found -1",
        "tune-rank DATA -o OUT --samples 0, --samples: expected at least 1; found 0",
        "tune-rank DATA -o OUT --ranks 0, '--ranks: expected FIRST:LAST:STEP or a list such as 5,10,20; found ''0'''",
        "reproduce -o OUT --images 0, --images: expected 1 to 10000; found 0",
        "reproduce -o OUT --slow-images -1, --slow-images: expected 0 to 10000; found -1",
        "reproduce -o OUT --rank-images 10001, --rank-images: expected 1 to 10000; found 10001",
        "reproduce -o OUT --findings 0, --findings: expected 1 to 10000; found 0",
        "reproduce -o OUT --steps 0, --steps: expected at least 1; found 0",
        "reproduce -o OUT --resamples 0, --resamples: expected 1 to 1000000; found 0",
        "study DATA -o OUT --methods cam, --methods: expected 2 to 26 methods; found 1",
        "study DATA -o OUT, --methods: expected 2 to 26 methods; found 0",
        "phantoms -o OUT --patients 0, --patients: expected 1 to 99999; found 0",
        "table audit -n 0, --n: expected at least 1; found 0",
        "table audit --max-n 0, --max-n: expected at least 1; found 0",
        "explain DATA -o OUT --image-weight 2, --image-weight: expected 0 to 1; found 2.0",
        "explain DATA -o OUT --sequence --smoothing 0, --smoothing: expected above 0 and at most 1; found 0.0",
        "explain DATA -o OUT -r 0, '--rank: expected a whole number from 1, or auto; found ''0'''",
        "predict DATA -j 0, --threads: expected 1 to 1024; found 0",
        "bench --runs 0, --runs: expected 1 to 1000000; found 0",
        "train-head DATA -o OUT --lambda 0, --lambda: expected a number above 0 or auto; found 0"
    })
    void aMessageAboutANumberNamesItsOption(String command, String words) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.copy(HAND, data.resolve("hand.png"));
        Files.copy(HAND, data.resolve("hand2.png"));
        Object[] arguments =
                command.replace("DATA", data.toString()).replace("OUT", folder.resolve("out").toString()).split(" ");
        Ran ran = run(arguments);
        assertEquals(2, ran.code(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().replace(", found", "; found").contains(words), ran.err());
        assertFalse(Files.exists(folder.resolve("out")), "nothing is begun");
    }

    @Test
    void textThatIsNotUtf8IsFoundWithItsLine() throws IOException {
        byte[] latin = "method,AD\nGrad-CAM,1\n\u00e9,2\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        Path table = Files.write(folder.resolve("latin.csv"), latin);
        assertLine(3, "latin.csv @ 0x15: line 3: expected UTF-8, found byte E9", run("table", "audit", table));
        assertLine(3, "line 3: expected UTF-8, found byte E9", run("evaluate", table, "-o", folder.resolve("e")));
        Path mura = Files.createDirectories(folder.resolve("MURA-v1.1"));
        Files.write(mura.resolve("valid_image_paths.csv"), latin);
        assertLine(3, "valid_image_paths.csv @ 0x15: line 3: expected UTF-8, found byte E9",
                run("mura", "check", folder, "-q"));
    }

    @ParameterizedTest
    @CsvSource({
        "x.tif, 49492A00, a TIFF picture: convert it to PNG",
        "x.gif, 474946383961, a GIF picture: convert it to PNG",
        "x.bmp, 424D0000000000000000, a BMP picture: convert it to PNG",
        "x.webp, 524946460000000057454250, a WebP picture: convert it to PNG"
    })
    void picturesOfOtherFormatsAreNamed(String name, String start, String words) throws IOException {
        assertLine(3, "expected a PNG, JPEG or DICOM file, found " + words, run("predict", write(name, start, 200)));
    }

    @Test
    void dicomWithoutPixelsIsNamed() throws IOException {
        byte[] bytes = new byte[400];
        System.arraycopy("DICM".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, bytes, 128, 4);
        Path file = Files.write(folder.resolve("scan.dcm"), bytes);
        assertLine(3, "expected a picture, found a DICOM file without pixels", run("predict", file));
    }

    @ParameterizedTest
    @CsvSource({
        "x.pb, 08011207, a TensorFlow SavedModel",
        "x.tflite, 1C00000054464C33, a TensorFlow Lite model",
        "x.pth, 4747554603000000, a GGUF file"
    })
    void weightsOfOtherFormatsAreNamed(String name, String start, String words) throws IOException {
        String line = ", found " + words + ": convert it to safetensors first";
        assertLine(3, line, run("predict", HAND, "-w", write(name, start, 400)));
        assertLine(3, line, run("predict", HAND, "--head", folder.resolve(name)));
    }

    private Path write(String name, String start, int length) throws IOException {
        byte[] begin = java.util.HexFormat.of().parseHex(start);
        return Files.write(folder.resolve(name), java.util.Arrays.copyOf(begin, length));
    }
}
