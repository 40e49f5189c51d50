package lowrankcam.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.FormatException;
import lowrankcam.format.Sha256;

/// Holds the files that an explanation wrote against its certificate. Needs neither the image nor a model.
public final class WrittenFiles {

    private WrittenFiles() {}

    /// @param folder of the image's results; what the certificate does not name is not looked at
    public static Verification of(Certificate told, Path folder) throws IOException {
        for (Hashed file : told.files()) {
            String how = difference(file, folder.resolve(file.name()));
            if (!how.isEmpty()) {
                return new Verification(
                        Verification.Verdict.ANOTHER_FILE, List.of(), file.name(), how, told.files().size());
            }
        }
        return new Verification(
                Verification.Verdict.SAME_BITS, List.of(), "", "all " + told.files().size() + " files are the certificate's",
                told.files().size());
    }

    private static String difference(Hashed told, Path file) throws IOException {
        if (!Files.exists(file)) {
            return "is not there";
        }
        if (Sha256.of(file).equals(told.sha256())) {
            return "";
        }
        if (told.pixels().isEmpty()) {
            return "other contents";
        }
        try {
            return Certificates.file(file).pixels().equals(told.pixels()) ? "the same pixels, other bytes of the file" : "other pixels";
        } catch (FormatException _) {
            return "no longer a picture that can be read";
        }
    }
}
