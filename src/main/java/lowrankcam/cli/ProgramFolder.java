package lowrankcam.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/// Where the program lies, when nobody says so.
final class ProgramFolder {

    private ProgramFolder() {}

    /// The folder above the jar's folder `target`, or the jar's own, whichever holds `weights`; else the current one.
    static Path ofJar() {
        CodeSource source = Main.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? Path.of(".") : of(Path.of(new URI(source.getLocation().toString())));
        } catch (URISyntaxException | IllegalArgumentException _) {
            return Path.of(".");
        }
    }

    /// @param code the jar, or the folder of classes
    static Path of(Path code) {
        Path folder = code.toAbsolutePath().getParent();
        for (int up = 0; up < 2 && folder != null; up++, folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("weights"))) {
                return folder;
            }
        }
        return Path.of(".");
    }
}
