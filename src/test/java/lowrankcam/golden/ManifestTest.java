package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lowrankcam.format.Sha256;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every golden is the file its manifest describes, with engine, script, tolerance and reason.
class ManifestTest {

    @Test
    void everyGoldenIsWhatItsManifestSays() throws IOException {
        JsonNode manifest = new JsonMapper().readTree(Files.readAllBytes(Goldens.file("manifest.json")));
        assertTrue(manifest.size() >= 15, "entries: " + manifest.size());
        for (JsonNode entry : manifest) {
            Path file = Goldens.file(entry.path("file").asString());
            assertEquals(entry.path("sha256").asString(), Sha256.of(file), file.toString());
            for (String key : new String[] {"engine", "version", "script", "tolerance", "reason"}) {
                assertTrue(entry.has(key), file + " lacks " + key);
            }
            assertTrue(Files.exists(Goldens.file(entry.path("script").asString().split(" ")[0].replace(",", ""))),
                    "script " + entry.path("script"));
        }
    }
}
