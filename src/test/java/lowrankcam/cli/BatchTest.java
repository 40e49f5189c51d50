package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.files;
import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many images in one call: each as if it were alone.
class BatchTest {

    private static final Path HAND = Goldens.file("inputs/hand_299.png");
    private static final Path CHEST = Goldens.file("inputs/chest_299.png");

    @TempDir private Path folder;

    private Map<String, String> results(String name, Object... images) throws IOException {
        Object[] args = new Object[images.length + 8];
        args[0] = "explain";
        System.arraycopy(images, 0, args, 1, images.length);
        Object[] options = {"-m", "lowrankcam,cam,gradcam", "-c", "all", "-q", "-o", folder.resolve(name)};
        System.arraycopy(options, 0, args, images.length + 1, options.length);
        Ran ran = run(args);
        assertEquals(0, ran.code(), ran.err());
        return files(folder.resolve(name));
    }

    @Test
    void orderAndCompanyChangeNoByte() throws IOException {
        Map<String, String> both = results("both", HAND, CHEST);
        assertEquals(2 * (2 * 3 * 3 + 1), both.size());
        assertEquals(both, results("turned", CHEST, HAND));
        Map<String, String> alone = results("hand", HAND);
        alone.putAll(results("chest", CHEST));
        assertEquals(both, alone);
    }

    @Test
    void aBadFileIsNamedAndTheOthersAreAsIfItWereNotThere() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.png"), "no image");
        Path missing = folder.resolve("missing.png");
        Ran ran = run("explain", HAND, bad, missing, CHEST, "-m", "cam", "-q", "-o", folder.resolve("some"));
        assertEquals(1, ran.code());
        assertTrue(ran.err().contains(bad.toString()) && ran.err().contains(missing.toString()), ran.err());
        assertTrue(ran.err().endsWith("2 of 4 images failed\n"), ran.err());
        assertEquals(3, ran.err().lines().count(), ran.err());
        Ran good = run("explain", HAND, CHEST, "-m", "cam", "-q", "-o", folder.resolve("good"));
        assertEquals(0, good.code());
        assertEquals(files(folder.resolve("good")), files(folder.resolve("some")));
    }

    /// What is wrong with the call, not with an image, is wrong usage, however many images there are.
    @Test
    void wrongUsageIsWrongUsageForManyImagesToo() {
        Path deep = Goldens.file("head-nsfwjs.safetensors");
        Ran ran = run("explain", HAND, CHEST, "-m", "cam", "--head", deep, "-q", "-o", folder.resolve("x"));
        assertEquals(2, ran.code(), ran.err());
        assertTrue(ran.err().contains(HAND.toString()) && ran.err().contains(CHEST.toString()), ran.err());
    }
}
