package lowrankcam.serve;

import java.io.IOException;
import java.nio.file.Path;
import lowrankcam.explain.ExplainListener;

/// Makes the page of an image. Called for one image at a time.
@FunctionalInterface
public interface PageMaker {

    /// @param name     of the image, which is on no disk
    /// @param image    its bytes
    /// @param listener told of progress; may end the work by an exception of its own when a map begins
    /// @return HTML
    String page(Path name, byte[] image, ExplainListener listener) throws IOException;
}
