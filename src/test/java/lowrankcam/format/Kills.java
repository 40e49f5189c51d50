package lowrankcam.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Ends work before a rename, a deletion or an fsync, as a kill does: nothing is changed after it, by no tidying up either.
public final class Kills {

    /// Work that writes below a folder.
    public interface Work {
        void run() throws IOException;
    }

    /// What is to be seen after a kill, and after the work was done again.
    public interface Check {
        /// @param step before which the work was ended, in words
        void run(String step) throws IOException;
    }

    /// Not to be caught by anybody who means to go on.
    private static final class Kill extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final Set<Disk.Step> KILLED = Set.of(Disk.Step.RENAME, Disk.Step.DELETE, Disk.Step.FORCE);

    private Kills() {}

    /// Kills work before its first step, then again before its second, and so on, until it comes to its end.
    ///
    /// @param folder   below which steps count
    /// @param prepared makes what is there before the work; is not killed
    /// @param work     what is killed
    /// @param check    sees what each kill left
    /// @return number of kills
    public static int atEveryStep(Path folder, Work prepared, Work work, Check check) throws IOException {
        int kills = 0;
        while (true) {
            prepared.run();
            List<String> steps = upTo(kills + 1, folder, work);
            if (steps.size() <= kills) {
                return kills;
            }
            kills++;
            check.run("kill " + kills + " before " + steps.getLast());
        }
    }

    /// @return the steps that began, the last of which was not taken if they are as many as the limit
    private static List<String> upTo(int limit, Path folder, Work work) throws IOException {
        Path root = folder.toRealPath();
        List<String> steps = new ArrayList<>();
        Disk.watch((step, path) -> {
            if (path.toAbsolutePath().startsWith(folder) || path.startsWith(root)) {
                synchronized (steps) {
                    if (steps.size() < limit && KILLED.contains(step)) {
                        steps.add(step + " " + path);
                    }
                    if (steps.size() == limit) {
                        throw new Kill();
                    }
                }
            }
        });
        try {
            work.run();
        } catch (Kill e) {
            return steps;
        } finally {
            Disk.watch((_, _) -> {});
        }
        return steps;
    }

    /// Every file and empty folder below a folder by its name there, with its bytes.
    public static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.toList()) {
                String name = folder.relativize(path).toString();
                if (Files.isRegularFile(path)) {
                    files.put(name, HexFormat.of().formatHex(Files.readAllBytes(path)));
                } else if (isEmpty(path)) {
                    files.put(name + "/", "");
                }
            }
        }
        return files;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /// The same without the drafts that a killed process leaves.
    public static Map<String, String> filesOutsideDrafts(Path folder) throws IOException {
        Map<String, String> files = files(folder);
        files.keySet().removeIf(name -> name.matches("(.*/)?\\.lowrank-cam-[0-9a-f]{16}/.*"));
        return files;
    }
}
