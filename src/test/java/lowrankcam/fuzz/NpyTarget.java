package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.format.Npy;

/// Arrays of NumPy.
record NpyTarget() implements Target {

    @Override
    public String name() {
        return "npy";
    }

    @Override
    public List<SortedMap<String, byte[]>> samples() throws IOException {
        return List.of(
                Samples.written(folder -> Npy.write(folder.resolve("a.npy"), List.of(8, 8), new float[64])),
                Samples.written(folder -> Npy.write(folder.resolve("a.npy"), List.of(3), new float[] {1, 2, 3})),
                Samples.written(folder -> Npy.write(folder.resolve("a.npy"), List.of(2, 0, 5), new float[0])));
    }

    @Override
    public List<String> words() {
        return List.of("'descr'", "'<f4'", "'>f4'", "'<f8'", "'fortran_order'", "True", "False", "'shape'", "(8, 8)", "()");
    }

    @Override
    public void read(Path folder) throws IOException {
        Npy.read(folder.resolve("a.npy"));
    }
}
