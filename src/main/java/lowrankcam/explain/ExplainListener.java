package lowrankcam.explain;

import java.nio.file.Path;

/// Told what happens while images are explained.
public interface ExplainListener {

    /// Hears nothing.
    ExplainListener SILENT = _ -> {};

    /// One line that a user should read.
    void say(String line);

    /// The network pass of an image is done, its maps come now.
    ///
    /// @param passes network passes that they will take, as far as that is known before
    default void image(Path image, int passes) {}

    /// A long work begins.
    ///
    /// @param what  its name
    /// @param after network passes that the image will take after it
    default void begin(String what, int after) {}

    /// How far the work is that began last.
    ///
    /// @param done  passes or images finished
    /// @param total passes or images in all
    default void report(int done, int total) {}

    /// It has ended.
    default void end() {}
}
