package lowrankcam.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import lowrankcam.dataset.MuraDataset;
import lowrankcam.evaluation.SmallRun;
import lowrankcam.format.FormatException;
import lowrankcam.format.Kills;
import lowrankcam.inception.Dialect;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.LoadedModel;
import lowrankcam.kernel.Workers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheTest {

    private static final int IMAGES = 12;

    @TempDir private Path folder;

    @BeforeEach
    void images() throws IOException {
        SmallRun.writeImages(folder, IMAGES);
        Files.move(folder.resolve("MURA-v1.1/valid"), folder.resolve("MURA-v1.1/train"));
    }

    private LoadedModel model(String weights) {
        InceptionModel model = SmallRun.model(1);
        return new LoadedModel(
                model, SmallRun.preprocessing(), new Workers(1), "", Dialect.KERAS, weights, true, "", List.of(), List.of(),
                "");
    }

    /// The trained head as bytes, and the passes it took.
    private Map.Entry<Map<String, String>, Long> train(String weights) throws IOException {
        Path out = Files.createTempDirectory(folder, "out");
        try (LoadedModel loaded = model(weights)) {
            HeadTraining training =
                    new HeadTraining(
                            loaded.model(), loaded.preprocessing(), loaded.workers(),
                            FeatureCache.in(folder.resolve("kept"), loaded), (_, _, _) -> {});
            training.train(new HeadTraining.Request(
                            List.of(MuraDataset.open(folder)), IMAGES, List.of(), Set.of(), OptionalDouble.empty()))
                    .head().write(out.resolve("head.safetensors"));
            return Map.entry(Kills.files(out), loaded.model().passes().now().network());
        }
    }

    @Test
    void whatWasComputedOnceIsTakenAgainBitForBit() throws IOException {
        Map.Entry<Map<String, String>, Long> first = train("a");
        Map.Entry<Map<String, String>, Long> second = train("a");
        assertEquals(IMAGES, first.getValue());
        assertEquals(0, second.getValue());
        assertEquals(first.getKey(), second.getKey());
        assertEquals(IMAGES, train("b").getValue());
        try (var keys = Files.list(folder.resolve("kept"))) {
            assertEquals(2, keys.count());
        }
    }

    @Test
    void damagedFeaturesAreRefused() throws IOException {
        train("a");
        Path kept;
        try (var files = Files.walk(folder.resolve("kept"))) {
            kept = files.filter(file -> file.toString().endsWith(".npy")).sorted().findFirst().orElseThrow();
        }
        float[] whole = FeatureCache.read(kept, SmallRun.FEATURES).orElseThrow();
        assertEquals(SmallRun.FEATURES, whole.length);
        FormatException other = assertThrows(FormatException.class, () -> FeatureCache.read(kept, 13));
        assertTrue(other.getMessage().endsWith("shape of kept features: expected [13], found [12]"), other.getMessage());
        byte[] bytes = Files.readAllBytes(kept);
        Files.write(kept, Arrays.copyOf(bytes, bytes.length - 4));
        assertThrows(FormatException.class, () -> train("a"));
    }
}
