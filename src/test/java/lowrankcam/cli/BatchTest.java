package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.files;
import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.Sha256;
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
        assertEquals(2 * (2 * 3 * 4 + 1), both.size());
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

    /// Every image of MURA is called image1.png.
    @Test
    void equalNamesGetTheFoldersThatTellThemApart() throws IOException {
        Path a = Files.createDirectories(folder.resolve("patient1/study1_positive")).resolve("image1.png");
        Path b = Files.createDirectories(folder.resolve("patient2/study1_positive")).resolve("image1.png");
        Files.copy(HAND, a);
        Files.copy(CHEST, b);
        Ran ran = run("explain", a, b, "-m", "cam", "-q", "-o", folder.resolve("r"));
        assertEquals(0, ran.code(), ran.err());
        assertTrue(Files.exists(folder.resolve("r/patient1-study1_positive-image1/manifest.json")), ran.out());
        assertTrue(Files.exists(folder.resolve("r/patient2-study1_positive-image1/manifest.json")), ran.out());
        String open = "  open " + folder.resolve("r/patient2-study1_positive-image1/cam-class-");
        assertTrue(ran.out().contains(open), ran.out());
    }

    @Test
    void allBadIsBadInputHoweverManyAndSomeBadIsFailed() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.png"), "no image");
        Path none = folder.resolve("none.png");
        for (String command : new String[] {"explain", "predict"}) {
            Object[] more = command.equals("explain") ? new Object[] {"-m", "cam", "-o", folder.resolve("r")} : new Object[0];
            assertEquals(3, run(with(more, command, bad)).code());
            Ran both = run(with(more, command, bad, none));
            assertEquals(3, both.code(), both.err());
            assertTrue(both.err().endsWith("2 of 2 images failed" + System.lineSeparator()), both.err());
            Ran some = run(with(more, command, bad, HAND));
            assertEquals(1, some.code(), some.err());
            assertTrue(some.err().endsWith("1 of 2 images failed" + System.lineSeparator()), some.err());
        }
    }

    @Test
    void aFolderOfFoldersSaysWhatLiesBelowAndDescendsWhenAsked() throws IOException {
        Path images = folder.resolve("patients");
        Files.copy(HAND, Files.createDirectories(images.resolve("1/study")).resolve("image1.png"));
        Ran flat = run("explain", images, "-o", folder.resolve("r"));
        assertEquals(3, flat.code(), flat.err());
        assertTrue(flat.err().contains("found none in it and 1 in folders below, which --recursive takes"), flat.err());
        Files.copy(CHEST, Files.createDirectories(images.resolve("2/study")).resolve("image1.png"));
        Ran deep = run("explain", images, "--recursive", "-m", "cam", "-q", "-o", folder.resolve("r"));
        assertEquals(0, deep.code(), deep.err());
        assertTrue(Files.exists(folder.resolve("r/1-study-image1/manifest.json")), deep.out());
        assertTrue(Files.exists(folder.resolve("r/2-study-image1/manifest.json")), deep.out());
    }

    private static Object[] with(Object[] more, Object... first) {
        Object[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    @Test
    void aFolderStandsForItsImages() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images/below")).getParent();
        Files.copy(HAND, images.resolve("b.png"));
        Files.copy(CHEST, images.resolve("a.PNG"));
        Files.copy(CHEST, images.resolve("below/c.png"));
        Files.writeString(images.resolve("notes.txt"), "no image");
        Path table = folder.resolve("scores.csv");
        Ran ran = run("predict", images, "--csv", table, "--json");
        assertEquals(0, ran.code(), ran.err());
        assertTrue(
                ran.err().contains(images + ": images in folders below it are left out (1); --recursive takes them"),
                ran.err());
        List<String> lines = Files.readAllLines(table);
        assertEquals("image,sha256,class,label,logit,probability,predicted,flags", lines.getFirst());
        assertEquals(5, lines.size());
        assertTrue(lines.get(1).startsWith(images.resolve("a.PNG") + "," + Sha256.of(CHEST) + ","), lines.get(1));
        assertTrue(lines.get(3).startsWith(images.resolve("b.png") + "," + Sha256.of(HAND) + ","), lines.get(3));
        Ran explained = run("explain", images, "-m", "cam", "-q", "-o", folder.resolve("r"));
        assertEquals(0, explained.code(), explained.err());
        assertEquals(10, files(folder.resolve("r")).size());
        Ran empty = run("predict", Files.createDirectory(folder.resolve("empty")));
        assertEquals(3, empty.code());
        assertTrue(empty.err().contains("empty: folder of images: expected PNG, JPEG or DICOM files, found none"), empty.err());
    }
}
