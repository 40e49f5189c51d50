package lowrankcam.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lowrankcam.format.FileKind;
import lowrankcam.format.FormatException;
import lowrankcam.format.Utf8;

/// The four text files of MURA. They have no header: line 1 is data. Fields may stand in quotes; how paths may be
/// written says [MuraPath].
public final class MuraCsv {

    /// First component of every path in the files, whatever the folder is called on disk.
    public static final String TOP = "MURA-v1.1";

    private MuraCsv() {}

    /// One line of an image list.
    ///
    /// @param path as MURA writes it, but for the case of the image's name
    record ImageLine(int number, String path, MuraPath.Study study) {}

    /// One line of a study list.
    record StudyLine(int number, MuraPath.Study study, boolean abnormal) {}

    /// Decides what becomes of a line that cannot be read: thrown, or collected and passed over.
    @FunctionalInterface
    interface Problems {

        Problems THROWN = problem -> {
            throw problem;
        };

        void found(FormatException problem) throws FormatException;
    }

    /// @throws FormatException if there is no folder of that name
    static void requireFolder(Path root) throws FormatException {
        if (!Files.isDirectory(root)) {
            throw new FormatException(
                    root, FormatException.NO_OFFSET, "MURA data set", "a folder",
                    Files.exists(root) ? file(root) : "nothing of that name");
        }
    }

    private static String file(Path file) {
        String words = FileKind.of(file).words();
        return words.isEmpty() ? "a file" : words;
    }

    static Path images(Path base, Split split) {
        return base.resolve(split.folder() + "_image_paths.csv");
    }

    static Path studies(Path base, Split split) {
        return base.resolve(split.folder() + "_labeled_studies.csv");
    }

    /// Files that archive tools leave behind.
    static boolean isJunk(String name) {
        return name.startsWith("._") || name.equals(".DS_Store");
    }

    static List<ImageLine> readImages(Path csv, Split split, Problems problems) throws IOException {
        List<ImageLine> found = new ArrayList<>();
        List<String> lines = lines(csv);
        for (int i = 0; i < lines.size(); i++) {
            String line = unquoted(lines.get(i));
            String name = MuraPath.fileName(line);
            if (line.isEmpty() || isHeader(i, line) || isJunk(name)) {
                continue;
            }
            try {
                found.add(imageLine(csv, i + 1, line, name, split));
            } catch (FormatException e) {
                problems.found(e);
            }
        }
        return found;
    }

    private static ImageLine imageLine(Path csv, int number, String line, String name, Split split)
            throws FormatException {
        MuraPath.Study study = study(csv, number, line.substring(0, line.length() - name.length()), line, split);
        if (!MuraPath.isImageName(name)) {
            throw malformed(csv, number, "an image file name", name);
        }
        return new ImageLine(number, study.path() + '/' + name, study);
    }

    static List<StudyLine> readStudies(Path csv, Split split, Problems problems) throws IOException {
        List<StudyLine> found = new ArrayList<>();
        List<String> lines = lines(csv);
        for (int i = 0; i < lines.size(); i++) {
            String line = unquoted(lines.get(i));
            if (line.isEmpty() || isHeader(i, line)) {
                continue;
            }
            try {
                found.add(studyLine(csv, i + 1, line, split));
            } catch (FormatException e) {
                problems.found(e);
            }
        }
        return found;
    }

    private static StudyLine studyLine(Path csv, int number, String line, Split split) throws FormatException {
        int comma = line.lastIndexOf(',');
        if (comma < 0) {
            throw malformed(csv, number, "'folder,label'", line);
        }
        String label = unquoted(line.substring(comma + 1));
        if (!label.equals("0") && !label.equals("1")) {
            throw malformed(csv, number, "label 0 or 1", label);
        }
        String folder = unquoted(line.substring(0, comma));
        return new StudyLine(number, study(csv, number, folder, folder, split), label.equals("1"));
    }

    /// Without blanks and one pair of quotes around it.
    private static String unquoted(String field) {
        String text = field.strip();
        char mark = text.length() < 2 ? ' ' : text.charAt(0);
        boolean quoted = (mark == '"' || mark == '\'') && text.indexOf(mark, 1) == text.length() - 1;
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    public static void writeImages(Path base, Split split, List<String> paths) throws IOException {
        write(images(base, split), paths);
    }

    /// @param studies paths without trailing slash; the label follows from the name
    public static void writeStudies(Path base, Split split, List<String> studies) throws IOException {
        write(studies(base, split),
                studies.stream().map(s -> s + "/," + (s.endsWith("_positive") ? 1 : 0)).toList());
    }

    private static void write(Path file, List<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        Files.writeString(file, text);
    }

    private static List<String> lines(Path csv) throws IOException {
        String text = Utf8.read(csv, "list of MURA");
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().map(String::strip).toList();
    }

    /// MURA has no header; one that somebody added names columns and therefore holds no path.
    private static boolean isHeader(int index, String line) {
        return index == 0 && line.indexOf('/') < 0 && line.indexOf('\\') < 0 && !line.contains("..")
                && !MuraPath.isImageName(line);
    }

    private static MuraPath.Study study(Path csv, int line, String folder, String shown, Split split)
            throws FormatException {
        if (MuraPath.leaves(shown)) {
            throw malformed(csv, line, "a path that stays below " + TOP, shown);
        }
        Optional<MuraPath.Study> study = MuraPath.study(folder);
        if (study.isEmpty()) {
            throw malformed(csv, line, TOP + "/" + split.folder()
                    + "/XR_<PART>/patient<N>/study<N>_<positive|negative>/...", shown);
        }
        if (study.get().split() != split) {
            throw malformed(csv, line, "a path in " + split.folder(), shown);
        }
        return study.get();
    }

    private static FormatException malformed(Path csv, int line, String expected, String actual) {
        return new FormatException(csv, FormatException.NO_OFFSET, "line " + line, expected,
                actual.isEmpty() ? "nothing" : "'" + actual + "'");
    }
}
