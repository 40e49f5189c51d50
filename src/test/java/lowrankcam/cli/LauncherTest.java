package lowrankcam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import lowrankcam.golden.Goldens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        ProcessBuilder builder =
                new ProcessBuilder(folder.resolve("bin/sh").toString(), folder.resolve("lowrank-cam").toString(), "doctor")
                        .redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile());
        builder.environment().put("PATH", folder.resolve("bin").toString());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().remove("LOWRANKCAM_JAVA_OPTS");
        int code = builder.start().waitFor();
        return new CliRuns.Ran(code, Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    @Test
    void aBuiltProgramNeedsNeitherMavenNorCompiler() throws Exception {
        sourceAge(1);
        CliRuns.Ran ran = launch();
        assertEquals(0, ran.code(), ran.err());
        assertEquals("", ran.err());
        assertTrue(ran.out().startsWith("java: --add-modules jdk.incubator.vector"), ran.out());
        assertTrue(ran.out().endsWith("-jar " + folder.toRealPath().resolve("target/lowrank-cam.jar") + " doctor\n"), ran.out());
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
        assertEquals("lowrank-cam: building (once)\n", ran.err());
        assertTrue(Files.exists(folder.resolve("built")));
    }

    @Test
    void withoutProgramAndMavenItSaysWhatIsNeeded() throws Exception {
        Files.delete(jar);
        CliRuns.Ran ran = launch();
        assertEquals(1, ran.code());
        assertTrue(ran.err().contains("Maven (mvn) is needed"), ran.err());
    }
}
