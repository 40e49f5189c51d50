package lowrankcam.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lowrankcam.format.FormatException;
import lowrankcam.format.Sha256;

/// Holds the files that an explanation wrote against its certificate. Needs neither the image nor a model.
public final class WrittenFiles {

    private static final String SAME_PIXELS = "the same pixels, other bytes of the file";

    private WrittenFiles() {}

    /// Names every file that is another. The first of those with other contents stands for all; one that is only compressed otherwise
    /// stands for them if there is no such file.
    ///
    /// @param folder of the image's results; what the certificate does not name is not looked at
    /// @throws FormatException if the folder has none of the files, so is another folder
    public static Verification of(Certificate told, Path folder) throws IOException {
        List<Hashed> files = told.files();
        if (!files.isEmpty() && files.stream().noneMatch(file -> Files.exists(folder.resolve(file.name())))) {
            throw new FormatException(
                    folder, FormatException.NO_OFFSET, "results", "the " + files.size() + " files of the certificate, such as "
                            + files.getFirst().name(), "none of them");
        }
        List<String> all = new ArrayList<>();
        String first = "";
        String how = "";
        for (Hashed file : files) {
            String other = difference(file, folder.resolve(file.name()));
            if (!other.isEmpty()) {
                all.add(file.name() + ": " + other);
                if (first.isEmpty() || how.equals(SAME_PIXELS) && !other.equals(SAME_PIXELS)) {
                    first = file.name();
                    how = other;
                }
            }
        }
        return all.isEmpty()
                ? new Verification(
                        Verification.Verdict.SAME_BITS, all, "", "all " + files.size() + " files are the certificate's", files.size())
                : new Verification(Verification.Verdict.ANOTHER_FILE, all, first, how, files.size());
    }

    private static String difference(Hashed told, Path file) throws IOException {
        if (!Files.exists(file)) {
            return "is not there";
        }
        if (!Files.isRegularFile(file)) {
            return "no file";
        }
        if (Sha256.of(file).equals(told.sha256())) {
            return "";
        }
        if (told.pixels().isEmpty()) {
            return "other contents";
        }
        try {
            return Certificates.file(file).pixels().equals(told.pixels()) ? SAME_PIXELS : "other pixels";
        } catch (FormatException _) {
            return "no longer a picture that can be read";
        }
    }
}
