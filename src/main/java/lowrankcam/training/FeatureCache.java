package lowrankcam.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lowrankcam.format.FileWords;
import lowrankcam.format.FormatException;
import lowrankcam.format.Npy;
import lowrankcam.format.Sha256;
import lowrankcam.inception.LoadedModel;

/// Pooled features of images that were computed before, one file each: `KEY/SHA256.npy`.
///
/// The key is a hash of what the features follow from besides the image: the body's weights and dialect, the preparation of
/// images, and the numerics. So one folder serves any number of models, data sets and runs side by side.
public final class FeatureCache {

    private static final int KEY_DIGITS = 16;

    private final Path folder;

    private FeatureCache(Path folder) {
        this.folder = folder;
    }

    /// Keeps nothing.
    public static FeatureCache none() {
        return new FeatureCache(null);
    }

    /// Keeps features of a model in a folder, which is made when the first are kept.
    public static FeatureCache in(Path folder, LoadedModel model) {
        String text =
                String.join(
                        "\n", model.weightsSha256(), model.dialect().id(), model.preprocessing().toString(),
                        model.kernels().numerics().id());
        String key = Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, KEY_DIGITS);
        return new FeatureCache(folder.resolve(key));
    }

    /// The place of an image's features, or nothing if none are kept.
    ///
    /// @throws FormatException if the image cannot be read
    Optional<Path> place(Path image) throws FormatException {
        if (folder == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(folder.resolve(Sha256.of(image) + ".npy"));
        } catch (IOException e) {
            throw FileWords.unreadable(image, "image", e);
        }
    }

    /// Features that are kept.
    ///
    /// @param count how many there must be
    /// @throws FormatException if the file is damaged
    static Optional<float[]> read(Path place, int count) throws FormatException {
        if (!Files.exists(place)) {
            return Optional.empty();
        }
        Npy kept = Npy.read(place);
        if (!kept.shape().equals(List.of(count))) {
            throw new FormatException(
                    place, FormatException.NO_OFFSET, "shape of kept features", List.of(count).toString(),
                    kept.shape().toString());
        }
        return Optional.of(kept.values());
    }

    static void write(Path place, float[] features) throws IOException {
        Files.createDirectories(place.getParent());
        Npy.write(place, List.of(features.length), features);
    }
}
