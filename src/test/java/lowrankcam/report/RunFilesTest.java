package lowrankcam.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lowrankcam.evaluation.RunData;
import lowrankcam.evaluation.Shard;
import lowrankcam.evaluation.SmallRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {

    @TempDir private Path folder;

    /// Two images, each alone and with five methods, and one with its finding; a file of a third image is nothing of this run.
    @Test
    void thePageHasThePicturesThatTheRunKeeps() throws IOException {
        Path dataset = folder.resolve("data");
        Path run = folder.resolve("run");
        SmallRun.writeImages(dataset, 3);
        SmallRun.evaluate(run, dataset, Shard.WHOLE, "weights");
        assertEquals(13, pictures(run));
        Files.copy(run.resolve("pictures/00001-cam.png"), run.resolve("pictures/00003-cam.png"));
        new RunFiles().write(run, RunData.read(run));
        assertEquals(13, pictures(run));
    }

    private static int pictures(Path run) throws IOException {
        return Files.readString(run.resolve("report.html")).split("data:image/png", -1).length - 1;
    }
}
