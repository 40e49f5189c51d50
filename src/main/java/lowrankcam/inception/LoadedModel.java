package lowrankcam.inception;

import java.nio.file.Path;
import java.util.List;
import lowrankcam.format.FormatException;
import lowrankcam.image.Preprocessing;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Workers;

/// A model ready to run, how pictures are fed to it, and where it came from. Closing it ends its threads.
///
/// @param model         body and head
/// @param preprocessing how pictures become its input
/// @param workers       its threads
/// @param source        what the user named
/// @param dialect       of the body
/// @param weightsSha256 of the body's files
/// @param stated        false if dialect and preprocessing are assumed, since a bare file does not say them
/// @param notFor        what the model says it is not for, or empty
/// @param ignored       tensors in the file that the network does not use
/// @param taken         what was chosen where the files could be read in more than one way, in words
/// @param headNote      what users should know of the head, or empty
public record LoadedModel(
        InceptionModel model, Preprocessing preprocessing, Workers workers, String source, Dialect dialect,
        String weightsSha256, boolean stated, String notFor, List<String> ignored, List<String> taken, String headNote)
        implements AutoCloseable {

    /// The same model, fed in another way.
    public LoadedModel with(Preprocessing other) {
        return new LoadedModel(
                model, other, workers, source, dialect, weightsSha256, stated, notFor, ignored, taken, headNote);
    }

    public KernelSet kernels() {
        return model.kernels();
    }

    /// Names of the classes.
    public List<String> labels() {
        return model.head().labels();
    }

    /// A picture, which need not be on disk, and the input made of it.
    ///
    /// @param image what messages call it
    /// @throws FormatException as [Preprocessing#read]
    public Preprocessing.Seen read(Path image, byte[] bytes) throws FormatException {
        return preprocessing.read(image, bytes, kernels().resample());
    }

    @Override
    public void close() {
        workers.close();
    }
}
