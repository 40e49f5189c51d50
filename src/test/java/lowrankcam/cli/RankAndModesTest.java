package lowrankcam.cli;

import static lowrankcam.cli.CliRuns.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lowrankcam.cli.CliRuns.Ran;
import lowrankcam.format.Json;
import lowrankcam.format.Npy;
import lowrankcam.golden.Goldens;
import lowrankcam.image.PictureReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RankAndModesTest {

    private static final Path SMALL = Goldens.file("inputs/hand_299.png");

    @TempDir private Path folder;

    private JsonNode map() throws IOException {
        return Json.read(folder.resolve("hand_299/manifest.json")).path("maps").get(0);
    }

    @Test
    void everyModeIsAPictureAndAnArrayAndOnTheSheet() throws IOException {
        Ran ran = run("explain", SMALL, "-r", 4, "--modes", "-o", folder, "-q");
        assertEquals(0, ran.code(), ran.err());
        JsonNode map = map();
        assertEquals(4, map.path("modes").size());
        Path results = folder.resolve("hand_299");
        double[] sum = new double[64];
        for (JsonNode mode : map.path("modes")) {
            String[] names = mode.path("files").asString().split(", ");
            Npy mask = Npy.read(results.resolve(names[0]));
            assertEquals(List.of(8, 8), mask.shape());
            assertTrue(Files.size(results.resolve(names[1])) > 100);
            for (int p = 0; p < 64; p++) {
                sum[p] += mode.path("weight").asDouble() * mask.values()[p];
            }
            double sigma = mode.path("singularValue").asDouble();
            assertEquals(map.path("details").path("singularValues").get(mode.path("mode").asInt() - 1).asDouble(), sigma);
        }
        // The map is what its masks and weights make: floats of the masks, so 1e-6 of the largest.
        Npy raw = Npy.read(results.resolve("lowrankcam-class-1.npy"));
        for (int p = 0; p < 64; p++) {
            assertEquals(Math.max(0, sum[p]), raw.values()[p], 1e-6 * map.path("rawMax").asDouble() + 1e-6);
        }
        // Image, map and 4 modes of 224 pixels, in one row.
        PictureReader.Size sheet = PictureReader.size(results.resolve(map.path("modeSheet").asString()));
        assertEquals(6 * (224 + 12) + 12, sheet.width());
        assertTrue(sheet.height() > 224 && sheet.height() < 2 * 224, sheet.toString());
        try (Stream<Path> files = Files.list(results)) {
            assertEquals(4 + 2 * 4 + 1 + 1, files.count());
        }
    }

    @Test
    void ranksThatAreNoneAreRefused() {
        for (List<String> wrong : List.of(
                List.of("-r", "0"), List.of("-r", "-1"), List.of("-r", "ten"), List.of("-r", "5", "--rank-rule", "elbow"),
                List.of("--rank-rule", "nonsense"), List.of("--rank-rule", "energy:2"),
                List.of("--rank", "auto", "--rank-rule", "elbow:1"), List.of("-m", "lowrankcam:rank=x"))) {
            Object[] args = Stream.concat(Stream.of("explain", SMALL, "-q", "-o", folder), wrong.stream()).toArray();
            Ran ran = run(args);
            assertEquals(2, ran.code(), wrong + ": " + ran.err());
        }
    }
}
