package lowrankcam.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lowrankcam.cam.registry.RequestedMethod;
import lowrankcam.format.Json;
import lowrankcam.golden.Goldens;
import lowrankcam.inception.LoadedModel;
import lowrankcam.inception.ModelLoader;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Numerics;
import lowrankcam.model.Target;
import lowrankcam.page.image.ImagePage;
import lowrankcam.stability.MapChange;
import lowrankcam.stability.MapStability;
import lowrankcam.stability.StabilityOptions;
import lowrankcam.stability.StabilityRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `--stability` with the real network, once.
class StabilityTest {

    @TempDir private Path folder;

    @Test
    void triesEveryChangeOnEveryMapAndWritesWhatCameOut() throws IOException {
        Path image = Goldens.file("inputs/hand_299.png");
        ExplainRequest request =
                new ExplainRequest(
                        RequestedMethod.of(List.of("lowrankcam", "cam", "eigencam"), Map.of("rank", "2"), "default"), List.of(), "",
                        Target.Score.LOGIT, List.of("Mixed_7c"));
        try (LoadedModel model =
                ModelLoader.open(
                        KernelSet.of(KernelChoice.AUTO, Numerics.DIRECT), 2, null, null, ModelLoader.HeadUse.REQUIRED,
                        Goldens.ROOT.resolve("weights/default"))) {
            Explanation plain = new Explainer(model, request, ExplainListener.SILENT).explain(image);
            Explanation tried =
                    new Explainer(model, request, ExplainListener.SILENT, new StabilityRun(model, StabilityOptions.USUAL))
                            .explain(image, ResultOptions.usual(folder));
            assertNull(plain.stability());
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(plain.maps().get(i).map().raw(), tried.maps().get(i).map().raw());
            }
            MapStability lowRank = tried.stability().maps().getFirst();
            assertEquals(3, lowRank.of(MapChange.Kind.NOISE).size());
            assertEquals(4, lowRank.of(MapChange.Kind.SHIFT).size());
            assertEquals(1, lowRank.of(MapChange.Kind.JPEG).size());
            // Two modes fewer than two are none.
            assertEquals(List.of("rank 4"), lowRank.of(MapChange.Kind.RANK).stream().map(MapChange::what).toList());
            assertEquals(
                    List.of("probabilities"), lowRank.of(MapChange.Kind.WEIGHTS).stream().map(MapChange::what).toList());
            assertEquals(2, lowRank.signMargins().size());
            assertEquals(
                    List.of("head", "Mixed_7c", "Mixed_7b", "Mixed_7a", "Mixed_6e", "Mixed_6d", "Mixed_6c", "Mixed_6b", "Mixed_6a",
                            "Mixed_5d", "Mixed_5c", "Mixed_5b", "stem"),
                    lowRank.of(MapChange.Kind.RANDOMISED).stream().map(MapChange::what).toList());
            List<MapChange> eigen = tried.stability().maps().get(2).of(MapChange.Kind.RANDOMISED);
            // Eigen-CAM does not ask the head; the block before it changes everything.
            assertEquals(1, eigen.getFirst().similarity().spearman(), 0);
            assertEquals(1, eigen.getFirst().similarity().ssim(), 1e-12);
            assertTrue(eigen.get(1).similarity().spearman() < 1);
            assertTrue(tried.stability().maps().get(1).of(MapChange.Kind.RANDOMISED).getFirst().similarity().spearman() < 0.9);
            JsonNode manifest = Json.read(folder.resolve("manifest.json"));
            assertEquals(21, manifest.get("stability").get("maps").get(1).get("changes").size());
            assertTrue(Files.size(folder.resolve("cam-class-1-randomised.png")) > 10_000);
            String page = ImagePage.of(tried).html();
            assertTrue(page.contains("How far to trust the maps") && page.contains("<polyline"));
        }
    }
}
