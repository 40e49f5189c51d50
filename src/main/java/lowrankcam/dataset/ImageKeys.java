package lowrankcam.dataset;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lowrankcam.format.FormatException;

/// Images are told apart by their names in results, and by nothing else.
public final class ImageKeys {

    /// What Java puts in place of bytes that are no letters in the locale it runs in.
    private static final char UNREADABLE = '\uFFFD';

    private ImageKeys() {}

    /// Refuses a name that occurs twice, or that could not be read, so that it may stand for several.
    ///
    /// @param root where the images are from, for the message
    public static void check(Path root, List<String> keys) throws FormatException {
        Set<String> seen = new HashSet<>();
        for (String key : keys) {
            requireReadable(root, key);
            if (!seen.add(key)) {
                throw new FormatException(
                        root, FormatException.NO_OFFSET, "name of an image", "every name once", "'" + key + "' again");
            }
        }
    }

    /// Refuses a name with characters that could not be read.
    public static void requireReadable(Path root, String key) throws FormatException {
        if (key.indexOf(UNREADABLE) >= 0) {
            throw new FormatException(
                    root, FormatException.NO_OFFSET, "name of an image",
                    "characters of the locale (LC_ALL=C.UTF-8 has all of UTF-8; or rename the file)",
                    "'" + key + "' with bytes that are none");
        }
    }
}
