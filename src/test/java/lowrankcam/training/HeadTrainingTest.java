package lowrankcam.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import lowrankcam.dataset.MuraDataset;
import lowrankcam.evaluation.SmallRun;
import lowrankcam.format.FormatException;
import lowrankcam.format.Kills;
import lowrankcam.inception.InceptionModel;
import lowrankcam.kernel.Workers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadTrainingTest {

    private static final int IMAGES = 30;

    @TempDir private Path folder;

    @BeforeEach
    void images() throws IOException {
        SmallRun.writeImages(folder, IMAGES);
        Files.move(folder.resolve("MURA-v1.1/valid"), folder.resolve("MURA-v1.1/train"));
    }

    private HeadTraining.Result train(InceptionModel model, List<Integer> told) throws IOException {
        try (Workers one = new Workers(1)) {
            return new HeadTraining(
                            model, SmallRun.preprocessing(), one, FeatureCache.none(), (done, kept, total) -> told.add(done))
                    .train(new HeadTraining.Request(
                            List.of(MuraDataset.open(folder)), Integer.MAX_VALUE, List.of(), Set.of(), OptionalDouble.of(0.1)));
        }
    }

    /// Abnormal images have a bright square. More images than features.
    @Test
    void brightSquaresAreLearned() throws IOException {
        List<Integer> told = new ArrayList<>();
        HeadTraining.Result result = train(SmallRun.model(1), told);
        assertEquals(IMAGES, told.getLast());
        assertEquals(List.of("training images", "training studies"), List.copyOf(result.scores().keySet()));
        assertEquals(IMAGES, result.scores().get("training images").count());
        assertTrue(result.scores().get("training images").auc() > 0.9, result.scores().toString());
    }

    @Test
    void featuresThatAreNotFiniteAreRefusedByImage() {
        FormatException e =
                assertThrows(FormatException.class, () -> train(SmallRun.overflowingModel(), new ArrayList<>()));
        assertTrue(e.getMessage().contains("patient00001"), e.getMessage());
        assertTrue(e.getMessage().contains("pooled feature"), e.getMessage());
        assertTrue(e.getMessage().contains("a finite number"), e.getMessage());
    }

    @Test
    void aKillLeavesTheOldHeadOrTheNewOne() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        Path file = out.resolve("head.safetensors");
        HeadTraining.Result result = train(SmallRun.model(1), new ArrayList<>());
        result.head().write(file);
        Map<String, String> trained = Kills.files(out);
        Kills.atEveryStep(out, () -> Files.writeString(file, "old"), () -> result.head().write(file), step -> {
            String left = Kills.files(out).get("head.safetensors");
            assertTrue(left.equals("6f6c64") || left.equals(trained.get("head.safetensors")), step);
            result.head().write(file);
            assertEquals(trained, Kills.files(out), step);
        });
    }
}
