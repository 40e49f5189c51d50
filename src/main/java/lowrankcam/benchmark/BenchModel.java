package lowrankcam.benchmark;

import java.io.IOException;
import lowrankcam.image.Preprocessing;
import lowrankcam.inception.InceptionModel;
import lowrankcam.inception.LoadedModel;
import lowrankcam.kernel.KernelSet;
import lowrankcam.kernel.Workers;

/// A model as it is measured: with kernels and threads of its own.
///
/// @param loaded        body and head
/// @param preprocessing how the network sees a picture
/// @param workers       its threads, ended with it
public record BenchModel(LoadedModel loaded, Preprocessing preprocessing, Workers workers) implements AutoCloseable {

    /// Loads the same model again and again.
    @FunctionalInterface
    public interface Source {
        BenchModel open(KernelSet kernels, int threads) throws IOException;
    }

    InceptionModel network() {
        return loaded.model();
    }

    @Override
    public void close() {
        workers.close();
    }
}
