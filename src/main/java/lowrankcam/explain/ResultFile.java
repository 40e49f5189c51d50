package lowrankcam.explain;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/// A file of a result that is made of the whole explanation, when all its maps are there.
public interface ResultFile {

    /// The page to look at.
    String PAGE = "index.html";

    /// Its name in the folder of the result.
    String name();

    /// @param manifest what will be said of the result
    /// @param file     where to write
    void write(Explanation explanation, JsonNode manifest, Path file) throws IOException;
}
