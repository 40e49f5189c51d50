package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The shell script that starts the program, with a Java and a Maven that only say how they were called.
class LauncherTest {

    private static final List<String> TOOLS =
            List.of("sh", "dirname", "readlink", "sed", "find", "head", "grep", "mktemp", "cat", "rm", "touch", "echo");

    @TempDir private Path folder;
    private Path jar;
    private Path source;

    @BeforeEach
    void copy() throws IOException {
        Files.copy(Goldens.ROOT.resolve("lowrank-cam"), folder.resolve("lowrank-cam"));
        Files.copy(Goldens.ROOT.resolve("lowrank-cam.args"), folder.resolve("lowrank-cam.args"));
        source = Files.createDirectories(folder.resolve("src/main")).resolve("A.java");
        Files.writeString(source, "");
        Files.writeString(folder.resolve("pom.xml"), "");
        jar = Files.createDirectories(folder.resolve("target")).resolve("lowrank-cam.jar");
        Files.writeString(jar, "");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            for (String place : List.of("/bin", "/usr/bin")) {
                if (Files.exists(Path.of(place, tool)) && !Files.exists(bin.resolve(tool))) {
                    Files.createSymbolicLink(bin.resolve(tool), Path.of(place, tool));
                }
            }
        }
        script(folder.resolve("jdk/bin/java"), "echo \"java: $*\"");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Makes the source an hour older or newer than the jar.
    private void sourceAge(int hours) throws IOException {
        FileTime built = Files.getLastModifiedTime(jar);
        FileTime changed = FileTime.fromMillis(built.toMillis() - hours * 3_600_000L);
        for (Path path : List.of(source, source.getParent(), folder.resolve("pom.xml"))) {
            Files.setLastModifiedTime(path, changed);
        }
    }

    private CliRuns.Ran launch() throws Exception {
        return launch(Map.of());
    }

    private CliRuns.Ran launch(Map<String, String> environment) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(folder.resolve("bin/sh").toString(), folder.resolve("lowrank-cam").toString(), "layers")
                        .redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile());
        builder.environment().put("PATH", folder.resolve("bin").toString());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().remove("LOWRANKCAM_JAVA_OPTS");
        builder.environment().remove("LC_CTYPE");
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new CliRuns.Ran(code, Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    @Test
    void aBuiltProgramNeedsNeitherMavenNorCompiler() throws Exception {
        sourceAge(1);
        CliRuns.Ran ran = launch();
        assertEquals(0, ran.code(), ran.err());
        assertEquals("", ran.err());
        assertTrue(ran.out().startsWith("java: @" + folder.toRealPath().resolve("lowrank-cam.args") + " "), ran.out());
        assertTrue(ran.out().endsWith("-jar " + folder.toRealPath().resolve("target/lowrank-cam.jar") + " layers\n"), ran.out());
    }

    @Test
    void standardErrorInAFileIsNoTerminal() throws Exception {
        sourceAge(1);
        assertTrue(launch().out().contains("-D" + ProgressLine.PROPERTY + "=plain "));
    }

    @Test
    void newerSourcesWithoutMavenAreTold() throws Exception {
        sourceAge(-1);
        CliRuns.Ran ran = launch();
        assertEquals(0, ran.code(), ran.err());
        assertEquals(
                "lowrank-cam: sources are newer than the program; mvn not found, using it as it is\n", ran.err());
    }

    @Test
    void newerSourcesAreBuiltWhereMavenAndACompilerAre() throws Exception {
        sourceAge(-1);
        script(folder.resolve("bin/mvn"), "echo built > " + folder.resolve("built"));
        script(folder.resolve("jdk/bin/javac"), "");
        CliRuns.Ran ran = launch();
        assertEquals(0, ran.code(), ran.err());
        assertEquals(3, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().startsWith("lowrank-cam: building once"), ran.err());
        assertTrue(Files.exists(folder.resolve("built")));
    }

    @Test
    void withoutProgramAndMavenItSaysWhatIsNeeded() throws Exception {
        Files.delete(jar);
        CliRuns.Ran ran = launch();
        assertEquals(1, ran.code());
        assertTrue(ran.err().contains("either install Maven") && ran.err().contains("or unpack an archive"), ran.err());
    }

    /// Beside the script, not in `target`: nothing is built or compared, and the archive's own Java is taken.
    @Test
    void anUnpackedProgramRunsWithItsOwnJava() throws Exception {
        sourceAge(-1);
        Files.move(jar, folder.resolve("lowrank-cam.jar"));
        script(folder.resolve("runtime/bin/java"), "echo \"own: $*\"");
        CliRuns.Ran ran = launch();
        assertEquals("", ran.err());
        assertTrue(ran.out().startsWith("own: ") && ran.out().contains("-jar " + folder.toRealPath().resolve("lowrank-cam.jar") + " layers"), ran.out());
    }

    @Test
    void aFolderWithSpacesAndALinkToTheScriptAreFollowed() throws Exception {
        sourceAge(1);
        Path spaced = Files.createDirectory(folder.resolve("a folder"));
        for (String name : List.of("lowrank-cam", "lowrank-cam.args")) {
            Files.move(folder.resolve(name), spaced.resolve(name));
        }
        Files.move(jar, spaced.resolve("lowrank-cam.jar"));
        Files.createSymbolicLink(folder.resolve("lowrank-cam"), spaced.resolve("lowrank-cam"));
        CliRuns.Ran ran = launch();
        assertEquals("", ran.err());
        assertTrue(ran.out().endsWith("-jar " + spaced.toRealPath().resolve("lowrank-cam.jar") + " layers\n"), ran.out());
    }

    /// Whatever the JVM has to say, standard output is for results: here of an archive, of pages and of flags.
    @Test
    void theJvmKeepsStandardOutputClean() throws Exception {
        sourceAge(1);
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("@" + folder.resolve("lowrank-cam.args"));
        Path archive = Files.writeString(folder.resolve("bad.jsa"), "no archive");
        command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-XX:+PrintCommandLineFlags", "-XX:+UseLargePages"));
        command.add("-version");
        Process process = new ProcessBuilder(command).redirectError(folder.resolve("jvm").toFile()).start();
        assertEquals("", new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(0, process.waitFor());
    }

    /// In the C locale Java reads two names with letters beyond ASCII as one.
    @ParameterizedTest
    @CsvSource({
        "C, ANSI_X3.4-1968, UTF-8, LC_ALL=C.UTF-8 LC_CTYPE=", "'', ANSI_X3.4-1968, UTF-8, LC_ALL= LC_CTYPE=C.UTF-8",
        "de_DE.UTF-8, UTF-8, UTF-8, LC_ALL=de_DE.UTF-8 LC_CTYPE=", "de_DE, ISO-8859-1, UTF-8, LC_ALL=de_DE LC_CTYPE=",
        "C, ANSI_X3.4-1968, '', LC_ALL=C LC_CTYPE="
    })
    void theCLocaleIsReplacedByItsLikeInUtf8(String all, String charmap, String replacement, String expected) throws Exception {
        sourceAge(1);
        script(folder.resolve("bin/locale"), "if [ \"${LC_ALL:-}\" = C.UTF-8 ]; then echo " + replacement + "; else echo " + charmap + "; fi");
        script(folder.resolve("jdk/bin/java"), "echo \"LC_ALL=${LC_ALL:-} LC_CTYPE=${LC_CTYPE:-}\"");
        assertEquals(expected + "\n", launch(Map.of("LC_ALL", all)).out());
    }
}
