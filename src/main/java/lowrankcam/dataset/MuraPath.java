package lowrankcam.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes paths of MURA apart, also as other tools write them: with backslashes, in other upper and lower case, with
/// `MURA-v1.0`, several folders or none in front of `train` and `valid`.
final class MuraPath {

    private static final Pattern PATIENT = Pattern.compile("patient\\d+");
    private static final Pattern STUDY = Pattern.compile("study\\d+_(positive|negative)");
    private static final Pattern IMAGE = Pattern.compile("\\w[\\w.-]*\\.(png|jpg|jpeg|dcm|dicom)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

    private MuraPath() {}

    /// A study folder taken apart.
    ///
    /// @param path as MURA writes it: `MURA-v1.1/train/XR_HAND/patient00001/study1_positive`
    record Study(String path, Split split, BodyPart part, String patient, String name, boolean positive) {}

    static boolean isImageName(String name) {
        return IMAGE.matcher(name).matches();
    }

    /// A body part's folder, `XR_HAND` in any case.
    static Optional<BodyPart> part(String folder) {
        return BodyPart.parse(folder).filter(part -> part.folder().equalsIgnoreCase(folder));
    }

    /// True for a path from the root of a disk, or with a step up.
    static boolean leaves(String path) {
        String plain = plain(path);
        return plain.startsWith("/") || DRIVE.matcher(plain).matches() || names(plain).contains("..");
    }

    /// The study that a folder's path ends with, if it has MURA's form and stays below what stands before it.
    static Optional<Study> study(String folder) {
        List<String> names = names(plain(folder));
        if (leaves(folder) || names.size() < 4) {
            return Optional.empty();
        }
        List<String> last = names.subList(names.size() - 4, names.size());
        Optional<BodyPart> part = part(last.get(1));
        String patient = last.get(2).toLowerCase(Locale.ROOT);
        String name = last.get(3).toLowerCase(Locale.ROOT);
        Matcher study = STUDY.matcher(name);
        if (part.isEmpty() || !PATIENT.matcher(patient).matches() || !study.matches()) {
            return Optional.empty();
        }
        for (Split split : Split.values()) {
            if (split.folder().equalsIgnoreCase(last.getFirst())) {
                String path = String.join("/", MuraCsv.TOP, split.folder(), part.get().folder(), patient, name);
                return Optional.of(
                        new Study(path, split, part.get(), patient, name, study.group(1).equals("positive")));
            }
        }
        return Optional.empty();
    }

    /// The study of an image's path, if both have MURA's form.
    static Optional<Study> studyOfImage(String path) {
        String plain = plain(path);
        int slash = plain.lastIndexOf('/');
        return slash >= 0 && isImageName(plain.substring(slash + 1)) ? study(plain.substring(0, slash)) : Optional.empty();
    }

    /// The last name of a path.
    static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private static String plain(String path) {
        return path.replace('\\', '/');
    }

    private static List<String> names(String plain) {
        return List.of(plain.split("/"));
    }
}
