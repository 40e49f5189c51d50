package lowrankcam.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import lowrankcam.format.FormatException;

/// A reader, with samples of what it reads.
interface Target {

    /// Name of the target, also of its folder of former findings.
    String name();

    /// What the reader reads without an error: content by path below a folder.
    List<SortedMap<String, byte[]>> samples() throws IOException;

    /// Words of the format, to be put in and exchanged.
    List<String> words();

    /// Reads what lies in a folder, and removes what it writes beside it.
    void read(Path folder) throws Exception;

    /// Puts right what would otherwise end every damaged input at the same early check, a checksum for example.
    default byte[] repaired(String file, byte[] bytes) {
        return bytes;
    }

    /// Adds to the folder what is never damaged, once.
    default void addFixedFiles(Path folder) throws IOException {}

    /// True if the reader's documentation names this error.
    default boolean documents(Throwable error) {
        return error instanceof FormatException;
    }
}
