package lowrankcam.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lowrankcam.format.Sha256;
import tools.jackson.databind.JsonNode;

/// Whether the goldens are the files that `manifest.json` describes; counts those that are not.
final class FileAudit {

    private FileAudit() {}

    static void run(GoldenFolder folder, AuditStage.Extent extent, Findings findings) throws IOException {
        for (JsonNode entry : folder.manifest()) {
            String name = entry.path("file").asString();
            Path file = folder.file(name);
            boolean same = Files.isRegularFile(file) && Sha256.of(file).equals(entry.path("sha256").asString());
            findings.absolute("manifest.json", name, 0, same ? 0 : 1, 0);
        }
        findings.leftOut("worked-example.json", "its values", "twelve numbers on a network of their own; the tests compute them");
    }
}
