package lowrankcam.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lowrankcam.format.FormatException;
import lowrankcam.format.Utf8;

/// The four text files of MURA. They have no header: line 1 is data.
final class MuraCsv {

    /// First component of every path in the files, whatever the folder is called on disk.
    static final String TOP = "MURA-v1.1";

    private static final Pattern STUDY = Pattern.compile(
            TOP + "/(train|valid)/(XR_[A-Z]+)/(patient\\d+)/(study\\d+_(positive|negative))");
    private static final Pattern IMAGE_NAME = Pattern.compile("\\w[\\w.-]*\\.(png|jpg|jpeg)");

    private MuraCsv() {}

    /// A study folder taken apart.
    record Study(String path, Split split, BodyPart part, String patient, String name, boolean positive) {}

    /// One line of an image list.
    record ImageLine(int number, String path, Study study) {}

    /// One line of a study list.
    record StudyLine(int number, Study study, boolean abnormal) {}

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
                    Files.exists(root) ? "a file" : "nothing of that name");
        }
    }

    static Path images(Path base, Split split) {
        return base.resolve(split.folder() + "_image_paths.csv");
    }

    static Path studies(Path base, Split split) {
        return base.resolve(split.folder() + "_labeled_studies.csv");
    }

    static boolean isImageName(String name) {
        return IMAGE_NAME.matcher(name).matches();
    }

    /// Files that archive tools leave behind.
    static boolean isJunk(String name) {
        return name.startsWith("._") || name.equals(".DS_Store");
    }

    static List<ImageLine> readImages(Path csv, Split split, Problems problems) throws IOException {
        List<ImageLine> found = new ArrayList<>();
        List<String> lines = lines(csv);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String name = line.substring(line.lastIndexOf('/') + 1);
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
        int slash = line.length() - name.length() - 1;
        Study study = study(csv, number, slash < 0 ? "" : line.substring(0, slash), line, split);
        if (!isImageName(name)) {
            throw malformed(csv, number, "an image file name", name);
        }
        return new ImageLine(number, line, study);
    }

    static List<StudyLine> readStudies(Path csv, Split split, Problems problems) throws IOException {
        List<StudyLine> found = new ArrayList<>();
        List<String> lines = lines(csv);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
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
        String label = line.substring(comma + 1).strip();
        if (!label.equals("0") && !label.equals("1")) {
            throw malformed(csv, number, "label 0 or 1", label);
        }
        String folder = line.substring(0, comma).strip();
        String bare = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
        return new StudyLine(number, study(csv, number, bare, folder, split), label.equals("1"));
    }

    /// The study that an image's path below the folder of the data set belongs to, if it has MURA's form.
    ///
    /// @param path with `/` between folders, beginning with the split
    static Optional<Study> studyOf(String path) {
        int slash = path.lastIndexOf('/');
        Matcher m = STUDY.matcher(slash < 0 ? "" : TOP + '/' + path.substring(0, slash));
        if (!m.matches() || !isImageName(path.substring(slash + 1)) || BodyPart.parse(m.group(2)).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(study(m, m.group(1).equals("train") ? Split.TRAIN : Split.VALID));
    }

    private static Study study(Matcher m, Split split) {
        BodyPart part = BodyPart.parse(m.group(2)).orElseThrow();
        return new Study(m.group(), split, part, m.group(3), m.group(4), m.group(5).equals("positive"));
    }

    static void writeImages(Path base, Split split, List<String> paths) throws IOException {
        write(images(base, split), paths);
    }

    /// @param studies paths without trailing slash; the label follows from the name
    static void writeStudies(Path base, Split split, List<String> studies) throws IOException {
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
                && !isImageName(line);
    }

    private static Study study(Path csv, int line, String folder, String shown, Split split)
            throws FormatException {
        if (shown.startsWith("/") || shown.indexOf('\\') >= 0 || shown.matches("[A-Za-z]:.*")
                || List.of(shown.split("/")).contains("..")) {
            throw malformed(csv, line, "a path that stays below " + TOP, shown);
        }
        Matcher m = STUDY.matcher(folder);
        if (!m.matches() || BodyPart.parse(m.group(2)).isEmpty()) {
            throw malformed(csv, line, TOP + "/" + split.folder()
                    + "/XR_<PART>/patient<N>/study<N>_<positive|negative>/...", shown);
        }
        if (!m.group(1).equals(split.folder())) {
            throw malformed(csv, line, "a path in " + split.folder(), shown);
        }
        return study(m, split);
    }

    private static FormatException malformed(Path csv, int line, String expected, String actual) {
        return new FormatException(csv, FormatException.NO_OFFSET, "line " + line, expected,
                actual.isEmpty() ? "nothing" : "'" + actual + "'");
    }
}
