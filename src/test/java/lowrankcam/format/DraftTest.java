package lowrankcam.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hidden folders in which files are made: who may remove them, and who must not.
class DraftTest {

    @TempDir private Path folder;

    /// As a killed process leaves it.
    private Path left(String digits) throws IOException {
        Path place = Files.createDirectory(folder.resolve(".lowrank-cam-" + digits));
        Files.writeString(place.resolve("lock"), "");
        Files.writeString(Files.createDirectory(place.resolve("model")).resolve("half"), "x");
        return place;
    }

    @Test
    void whatWasLeftIsRemovedByTheNextAndWhatOnlyLooksLikeItStays() throws IOException {
        left("0123456789abcdef");
        Files.createDirectory(folder.resolve(".lowrank-cam-fedcba9876543210"));
        Set<String> others = Set.of(".movie.mkv.part", ".lowrank-cam-notes", ".table.csv.77.part", ".hand-8231/x");
        for (String name : others) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "mine");
        }
        AtomicFile.write(folder.resolve("table.csv"), "t");
        assertEquals(others.size() + 1, Kills.files(folder).size(), Kills.files(folder).toString());
        assertTrue(Kills.files(folder).keySet().containsAll(others));
    }

    @Test
    void twoOfOneProcessLeaveEachOtherAlone() throws IOException {
        try (Draft one = Draft.in(folder); Draft two = Draft.in(folder)) {
            AtomicFile.write(one.file("a"), "1");
            AtomicFile.write(folder.resolve("b"), "2");
            assertEquals("1", Files.readString(one.file("a")));
            assertTrue(Files.exists(two.place()));
        }
        assertEquals(Set.of("b"), Kills.files(folder).keySet());
    }

    /// A program of its own: makes a draft and waits to be killed.
    public static void main(String[] args) throws IOException, InterruptedException {
        Draft draft = Draft.in(Path.of(args[0]));
        AtomicFile.write(draft.file("half"), "x");
        System.out.println(draft.place());
        System.out.flush();
        Thread.sleep(TimeUnit.HOURS.toMillis(1));
    }

    @Test
    void theDraftOfAnotherProcessStaysUntilThatIsKilled() throws Exception {
        Process process =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto", "-cp", System.getProperty("java.class.path"), DraftTest.class.getName(),
                        folder.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            Path place = Path.of(process.inputReader().readLine());
            AtomicFile.write(folder.resolve("a"), "1");
            assertTrue(Files.exists(place.resolve("half")), "its process is alive");
            process.destroyForcibly().waitFor();
            AtomicFile.write(folder.resolve("a"), "2");
            assertFalse(Files.exists(place), "its process is dead");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void cleaningUpStopsAtNothingThatItMayNotReadOrDelete() throws IOException {
        Path first = left("0000000000000001");
        Path second = left("0000000000000002");
        Disk.watch((step, path) -> {
            if (step == Disk.Step.DELETE && path.startsWith(first)) {
                throw new AccessDeniedException(path.toString());
            }
        });
        try {
            AtomicFile.write(folder.resolve("a"), "1");
        } finally {
            Disk.watch((_, _) -> {});
        }
        assertTrue(Files.exists(first));
        assertFalse(Files.exists(second));
        Draft.removeLeftIn(folder.resolve("a"));
        Draft.removeLeftIn(folder.resolve("nothing"));
    }

    /// A lock file that is a link would be opened where it leads to.
    @Test
    void aLinkWhereALockShouldBeIsNotFollowed() throws IOException {
        Path place = Files.createDirectory(folder.resolve(".lowrank-cam-0123456789abcdef"));
        Path precious = Files.writeString(folder.resolve("precious"), "x");
        Files.createSymbolicLink(place.resolve("lock"), precious);
        Files.createSymbolicLink(folder.resolve(".lowrank-cam-0000000000000000"), place);
        Draft.in(folder).close();
        assertEquals("x", Files.readString(precious));
        assertTrue(Files.exists(place));
    }
}
