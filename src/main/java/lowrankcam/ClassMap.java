package lowrankcam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lowrankcam.cam.CamMap;
import lowrankcam.explain.DicomFiles;
import lowrankcam.explain.ExplainedMap;
import lowrankcam.explain.Explainer;
import lowrankcam.explain.Explanation;
import lowrankcam.format.Npy;
import lowrankcam.image.Heatmap;
import lowrankcam.image.Overlay;
import lowrankcam.model.PassCounter;

/// A map of one class by one method, as the method defines it: rows × columns of the layer, 8×8 at the last one, without
/// scaling. Its values have the unit of the method; compare them within a map only.
public final class ClassMap {

    private final Explanation explanation;
    private final ExplainedMap explained;
    private final CamMap map;

    ClassMap(Explanation explanation, ExplainedMap explained) {
        this.explanation = explanation;
        this.explained = explained;
        this.map = explained.map();
    }

    /// Name of the method: `gradcam++`.
    public String method() {
        return explained.task().method().choice().info().id();
    }

    /// Variant of the method: `official`.
    public String variant() {
        return explained.task().method().choice().variant().id();
    }

    /// The layer it was made at.
    public String layer() {
        return explained.task().layer();
    }

    /// Index of the class.
    public int classIndex() {
        return explained.task().target().classIndex();
    }

    /// Name of the class.
    public String label() {
        return explained.task().label();
    }

    /// Rows of the map, from the top of the network's input to its bottom.
    public int rows() {
        return map.rows();
    }

    /// Columns of the map, from left to right.
    public int columns() {
        return map.columns();
    }

    /// A copy of the values, rows × columns, row by row.
    public double[] values() {
        return map.raw().clone();
    }

    /// The cell with the largest value, the first of them from the top left. Where [#isFlat] holds it means nothing.
    public Cell hottest() {
        int best = map.hottest();
        return new Cell(best / map.columns(), best % map.columns(), map.raw()[best]);
    }

    /// True if there is nothing to see: all values are equal but for rounding, or some are not finite. Such a map is painted grey.
    public boolean isFlat() {
        return explained.isFlat();
    }

    /// Why it is flat, and what to try instead; empty if it is not.
    public String flatReason() {
        return explained.flatReason();
    }

    /// What a reader should know of how it came about; names as in the manifest.
    public List<String> flags() {
        return List.copyOf(map.flags());
    }

    /// All passes that the map rests on, with the one of its image.
    public Passes passes() {
        PassCounter.Passes passes = explained.passes();
        return new Passes(passes.network(), passes.head(), passes.backward());
    }

    /// Milliseconds beyond the pass of its image.
    public double milliseconds() {
        return explained.milliseconds();
    }

    /// Writes the map over the picture, pixel on pixel and nothing else on it, as a PNG file of the picture's size. The file appears whole or not at all.
    ///
    /// @param file is replaced if it is there
    /// @throws IOException if it cannot be written
    public void saveOverlay(Path file) throws IOException {
        Overlay.USUAL.writeOverlay(
                file, explanation.image().picture(),
                explanation.model().preprocessing().placement(explanation.image().picture()), shown());
    }

    /// Writes the map alone, 299×299, with colour bar and caption below, as a PNG file.
    ///
    /// @param file is replaced if it is there
    /// @throws IOException if it cannot be written
    public void saveHeatmap(Path file) throws IOException {
        Overlay.USUAL.writeHeatmap(file, shown(), explained.caption(explanation.prediction()));
    }

    /// Writes the values as a `.npy` file, float32, rows × columns.
    ///
    /// @param file is replaced if it is there
    /// @throws IOException if it cannot be written
    public void saveValues(Path file) throws IOException {
        Npy.write(file, List.of(rows(), columns()), map.raw());
    }

    /// Writes the map over the picture, with its legend burnt in, as a DICOM file (Secondary Capture) of the study that the image
    /// is of. **It says whose image it is.** An image that is no DICOM file gets a study of its own, without a patient.
    ///
    /// @param file is replaced if it is there
    /// @throws IOException if it cannot be written, or the image's file is another one now
    public void saveDicomOverlay(Path file) throws IOException {
        dicom().writeOverlay(file, Overlay.USUAL, explained, shown());
    }

    /// Writes the values as a DICOM file (Parametric Map, float32, rows × columns) of the study that the image is of.
    /// **It says whose image it is.**
    ///
    /// @param file is replaced if it is there
    /// @throws IOException if it cannot be written, or the image's file is another one now
    public void saveDicomValues(Path file) throws IOException {
        dicom().writeValues(file, explained);
    }

    private DicomFiles dicom() throws IOException {
        return new DicomFiles(explanation.model(), explanation.image(), explanation.prediction());
    }

    private Heatmap shown() {
        return Explainer.shown(map, explanation.model());
    }

    @Override
    public String toString() {
        return explained.title();
    }
}
