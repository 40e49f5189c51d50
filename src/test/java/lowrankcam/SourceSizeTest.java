package lowrankcam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.Test;

/// Files stay small and every package says what it is.
class SourceSizeTest {

    private static final int MOST_LINES = 350;

    @Test
    void filesAreSmallAndPackagesDescribed() throws IOException {
        Path main = Goldens.ROOT.resolve("src/main/java/lowrankcam");
        List<String> problems = new ArrayList<>();
        int seen = 0;
        try (Stream<Path> paths = Files.walk(main)) {
            for (Path path : paths.sorted().toList()) {
                if (path.toString().endsWith(".java")) {
                    seen++;
                    long lines = Files.readAllLines(path).size();
                    if (lines > MOST_LINES) {
                        problems.add(path + " has " + lines + " lines");
                    }
                } else if (!path.equals(main) && !Files.exists(path.resolve("package-info.java"))) {
                    problems.add(path + " has no package-info.java");
                }
            }
        }
        assertTrue(seen > 60, "files seen: " + seen);
        assertEquals(List.of(), problems);
    }
}
