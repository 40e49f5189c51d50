package lowrankcam.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import lowrankcam.format.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Every golden names its engine, script, tolerance and reason. Its hash is a stage of the audit.
class ManifestTest {

    @Test
    void everyGoldenSaysWhereItIsFrom() throws IOException {
        for (JsonNode entry : Json.readArray(Goldens.file("manifest.json"))) {
            for (String key : new String[] {"engine", "version", "script", "tolerance", "reason"}) {
                assertTrue(entry.has(key), entry.path("file") + " lacks " + key);
            }
            String script = entry.path("script").asString("README.md").split(" ")[0].replace(",", "");
            assertTrue(Files.exists(Goldens.file(script)), "script " + entry.path("script"));
        }
    }
}
