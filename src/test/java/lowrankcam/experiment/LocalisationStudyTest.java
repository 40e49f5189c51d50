package lowrankcam.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.CamMethod;
import lowrankcam.cam.MethodChoice;
import lowrankcam.cam.Progress;
import lowrankcam.dataset.MuraDataset;
import lowrankcam.dataset.MuraImage;
import lowrankcam.format.FormatException;
import lowrankcam.image.PngWriter;
import lowrankcam.inception.InceptionModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalisationStudyTest {

    private static final int SIZE = SmallRun.SIZE;

    @TempDir private Path folder;

    /// The first image with white in some columns as its mask.
    private double ratio(int from, int to) throws IOException {
        MuraDataset data = MuraDataset.open(folder);
        MuraImage image = data.images().getFirst();
        byte[] mask = new byte[SIZE * SIZE];
        for (int p = 0; p < mask.length; p++) {
            mask[p] = (byte) (p % SIZE >= from && p % SIZE < to ? 255 : 0);
        }
        PngWriter.writeGray(data.mask(image).orElseThrow(), SIZE, SIZE, mask);
        LocalisationStudy.Result result = run(data, List.of(image)).get("eigen");
        assertEquals(1, result.ratios().length);
        return result.ratios()[0];
    }

    private static Map<String, LocalisationStudy.Result> run(MuraDataset data, List<MuraImage> images)
            throws IOException {
        return run(SmallRun.model(1), data, images);
    }

    private static Map<String, LocalisationStudy.Result> run(
            InceptionModel model, MuraDataset data, List<MuraImage> images) throws IOException {
        return new LocalisationStudy(model, SmallRun.preprocessing(), Progress.NONE)
                .run(data, images, Map.of("eigen", MethodChoice.of("eigencam", Map.of()).create()), 1);
    }

    /// The energy on the left and that on the right are all of it; a mask that is everywhere tells nothing.
    @Test
    void sharesOfAMaskAndOfTheRestAreOne() throws IOException {
        SmallRun.writeImages(folder, 1);
        assertEquals(1, ratio(0, SIZE), 1e-12);
        double left = ratio(0, 8);
        double right = ratio(8, SIZE);
        assertEquals(1, left * 0.25 + right * 0.75, 1e-12);
        assertTrue(Math.abs(left - 1) > 0.01, "a map that is not the same everywhere: " + left);
    }

    /// Features that are all zero: the map points nowhere, and stays in the means.
    @Test
    void aFlatMapIsCountedAndMisses() throws IOException {
        SmallRun.writeImages(folder, 1);
        MuraDataset data = MuraDataset.open(folder);
        LocalisationStudy.Result flat = run(SmallRun.deadModel(), data, data.images()).get("eigen");
        assertEquals(1, flat.flat());
        assertArrayEquals(new double[] {0}, flat.ratios());
        LocalisationStudy.Result usual = run(data, data.images()).get("eigen");
        assertEquals(0, usual.flat());
        assertTrue(usual.ratios()[0] > 0);
    }

    @Test
    void anImageWithoutAMaskIsRefused() throws IOException {
        SmallRun.writeImages(folder, 1);
        MuraDataset data = MuraDataset.open(folder);
        Files.delete(data.mask(data.images().getFirst()).orElseThrow());
        FormatException e = assertThrows(FormatException.class, () -> run(data, data.images()));
        assertTrue(e.getMessage().contains("ground-truth mask"), e.getMessage());
    }

    @Test
    void anImageThatCannotBeReadIsLeftOut() throws IOException {
        SmallRun.writeImages(folder, 4);
        MuraDataset data = MuraDataset.open(folder);
        List<MuraImage> abnormal = data.images().stream().filter(MuraImage::abnormal).toList();
        assertEquals(2, abnormal.size());
        Files.write(abnormal.getFirst().file(), new byte[9]);
        LocalisationStudy study = new LocalisationStudy(SmallRun.model(1), SmallRun.preprocessing(), Progress.NONE);
        Map<String, CamMethod> methods = Map.of("eigen", MethodChoice.of("eigencam", Map.of()).create());
        assertEquals(1, study.run(data, abnormal, methods, 1).get("eigen").ratios().length);
        assertEquals(abnormal.getFirst().file(), study.unreadable().getFirst().file());
        assertThrows(FormatException.class, () -> run(data, abnormal.subList(0, 1)));
    }

    @Test
    void ratiosAreSummedUp() {
        LocalisationStudy.Result even = new LocalisationStudy.Result(new double[] {4, 0.5, 1, 2}, 3);
        assertEquals(1.5, even.median());
        assertEquals(1.875, even.mean());
        assertEquals(0.5, even.aboveChance(), "exactly 1 is chance");
        assertEquals(2, new LocalisationStudy.Result(new double[] {4, 0.5, 2}, 0).median());
        LocalisationStudy.Result none = new LocalisationStudy.Result(new double[0], 1);
        assertTrue(Double.isNaN(none.median()) && Double.isNaN(none.mean()));
        assertEquals(0, none.aboveChance());
    }
}
