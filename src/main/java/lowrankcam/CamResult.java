package lowrankcam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import lowrankcam.explain.Explanation;
import lowrankcam.explain.ResultOptions;
import lowrankcam.image.Overlay;

/// What came out for one image. It does not change, and any thread may read and save it.
///
/// **Memory:** it keeps the picture, 4 bytes for each sample, the maps, 8 bytes for each cell, and the features of their layers,
/// half a megabyte for the last one. As long as it is kept, the
/// weights of its model are kept too.
public final class CamResult {

    private final CamModel model;
    private final Explanation explanation;
    private final List<ClassScore> scores;
    private final List<ClassMap> maps;

    CamResult(CamModel model, Explanation explanation) {
        this.model = model;
        this.explanation = explanation;
        this.scores =
                lowrankcam.explain.ClassScore.best(
                                explanation.prediction(), explanation.model().labels(), Integer.MAX_VALUE)
                        .stream()
                        .map(score -> new ClassScore(score.index(), score.label(), score.logit(), score.probability()))
                        .toList();
        this.maps = explanation.maps().stream().map(map -> new ClassMap(explanation, map)).toList();
    }

    /// The predicted class.
    public ClassScore predicted() {
        return scores.getFirst();
    }

    /// All classes, the predicted one first.
    public List<ClassScore> scores() {
        return scores;
    }

    /// The maps, those of methods that mask the input last; otherwise by layer, class and method as they were asked for.
    public List<ClassMap> maps() {
        return maps;
    }

    /// Why maps of `fast` or `all` are missing: one line for each method that is not defined for this classifier or layer.
    public List<String> skipped() {
        return explanation.skipped().stream().map(lowrankcam.explain.SkippedMap::reason).toList();
    }

    /// What makes the scores doubtful: names such as `constant-image`, `tiny-image`, `narrow-range`, `transparent-pixels`.
    public List<String> imageFlags() {
        return explanation.image().flagIds();
    }

    /// Milliseconds of the network pass.
    public double forwardMilliseconds() {
        return explanation.forwardMillis();
    }

    /// Writes what the command `explain` writes of an image: raw maps, heatmaps, overlays, and `manifest.json` last. All of it
    /// appears, or nothing. An earlier result in the folder is replaced; other files in it stay.
    ///
    /// @param folder is made if it is not there
    /// @throws IOException if the folder cannot be written
    public void save(Path folder) throws IOException {
        explanation.save(new ResultOptions(folder, _ -> "", Overlay.USUAL, Set.of()));
    }

    /// Writes one HTML file that shows the image under any of its maps, LowRank-CAM mode by mode, and what made them. It needs
    /// nothing but itself. The file appears whole or not at all.
    ///
    /// The page asks the classifier about modes, so the model must still be open; other callers of the model wait meanwhile.
    ///
    /// @param file is replaced if it is there
    /// @throws IOException           if it cannot be written
    /// @throws IllegalStateException if the model is closed
    public void savePage(Path file) throws IOException {
        model.page(explanation).write(file);
    }
}
