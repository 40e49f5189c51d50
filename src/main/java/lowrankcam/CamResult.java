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
/// **Memory:** it keeps the picture, 4 bytes for each sample, and the maps, 8 bytes for each cell. As long as it is kept, the
/// weights of its model are kept too.
public final class CamResult {

    private final Explanation explanation;
    private final List<ClassScore> scores;
    private final List<ClassMap> maps;

    CamResult(Explanation explanation) {
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

    /// What makes the scores doubtful: names such as `constant-image`, `tiny-image`, `narrow-range`, `transparent-pixels`,
    /// and `unlike-training-images` where the head knows what its training images were like.
    public List<String> imageFlags() {
        return explanation.flagIds();
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
}
