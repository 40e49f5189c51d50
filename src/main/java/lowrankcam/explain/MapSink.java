package lowrankcam.explain;

import java.io.IOException;
import lowrankcam.image.Heatmap;
import lowrankcam.stability.StabilityReport;

/// Takes the maps of an image, each when it is made.
interface MapSink {

    /// @param shown the map as it is painted
    void map(ExplainedMap map, Heatmap shown) throws IOException;

    void skipped(SkippedMap map) throws IOException;

    /// What the maps become when something changes, when all are there.
    void stability(StabilityReport report) throws IOException;
}
