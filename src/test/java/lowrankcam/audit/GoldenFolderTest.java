package lowrankcam.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import lowrankcam.format.FormatException;
import lowrankcam.golden.Goldens;
import lowrankcam.inception.Dialect;
import lowrankcam.kernel.KernelChoice;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFolderTest {

    @TempDir private Path folder;

    /// Else a stage of the audit would hold other weights than the default model's against the goldens.
    @Test
    void weightsWhoseHashIsWrongAreNotRun() throws IOException {
        Path weights = Goldens.ROOT.resolve("weights/default");
        Path body = Files.createDirectory(folder.resolve("body"));
        try (Stream<Path> files = Files.list(weights.resolve("body"))) {
            for (Path file : files.toList()) {
                Files.copy(file, body.resolve(file.getFileName()));
            }
        }
        for (String name : new String[] {"model.json", "head.safetensors"}) {
            Files.copy(weights.resolve(name), folder.resolve(name));
        }
        Path shard = body.resolve("group1-shard3of6.bin");
        byte[] bytes = Files.readAllBytes(shard);
        bytes[1000]++;
        Files.write(shard, bytes);
        try (Workers workers = new Workers(1)) {
            GoldenFolder golden =
                    new GoldenFolder(
                            Goldens.ROOT.resolve("golden"), folder, KernelSet.of(KernelChoice.VECTOR), workers);
            FormatException e = assertThrows(FormatException.class, () -> golden.model(Dialect.KERAS, "nsfwjs"));
            assertEquals(shard, e.file());
            assertTrue(e.getMessage().contains("SHA-256"), e.getMessage());
        }
    }
}
