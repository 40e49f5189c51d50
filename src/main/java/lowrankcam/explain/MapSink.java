package lowrankcam.explain;

import java.io.IOException;
import lowrankcam.image.Heatmap;

/// Takes the maps of an image, each when it is made.
interface MapSink {

    /// @param shown the map as it is painted
    void map(ExplainedMap map, Heatmap shown) throws IOException;

    void skipped(SkippedMap map) throws IOException;
}
