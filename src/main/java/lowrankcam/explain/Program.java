package lowrankcam.explain;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/// This program: its name, its version, and where it lies.
public final class Program {

    public static final String NAME = "lowrank-cam";

    /// Folder with the program's `weights`, set by the launcher.
    private static final String HOME_PROPERTY = "lowrankcam.home";

    private Program() {}

    /// From the jar.
    public static String version() {
        String version = Program.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /// Name and version, as every record begins with them.
    public static String id() {
        return NAME + " " + version();
    }

    /// The model that is used where none is named.
    public static Path defaultModel() {
        return home().resolve("weights").resolve("default");
    }

    /// The folder of the program: where the launcher says, or else where the jar's folder `target` lies, or else the
    /// current one.
    public static Path home() {
        String given = System.getProperty(HOME_PROPERTY);
        return given != null ? Path.of(given) : folder();
    }

    /// The folder above the jar's folder `target`, or the jar's own, whichever holds `weights`; else the current one.
    static Path folder() {
        CodeSource source = Program.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? Path.of(".") : folder(Path.of(new URI(source.getLocation().toString())));
        } catch (URISyntaxException | IllegalArgumentException _) {
            return Path.of(".");
        }
    }

    /// @param code the jar, or the folder of classes
    static Path folder(Path code) {
        Path folder = code.toAbsolutePath().getParent();
        for (int up = 0; up < 2 && folder != null; up++, folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("weights"))) {
                return folder;
            }
        }
        return Path.of(".");
    }
}
