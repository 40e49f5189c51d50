package lowrankcam.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lowrankcam.dataset.ImageSet;

/// What a finished run could not do.
///
/// @param failures      each image and reason once
/// @param records       without values because of them
/// @param missingImages that the data set lists and does not have
public record RunOutcome(List<Failure> failures, int records, int missingImages) {

    /// An image, or some methods on it, that gave nothing.
    ///
    /// @param image   its path
    /// @param methods the methods or ranks; none if it is all of them
    /// @param reason  one sentence
    public record Failure(String image, List<String> methods, String reason) {}

    static RunOutcome of(RunData data, ImageSet images) {
        List<ResultRecord> failed =
                data.ordered().stream().filter(r -> !r.failure().isEmpty() && !r.isUndefined()).toList();
        Map<List<String>, List<String>> methods = new LinkedHashMap<>();
        failed.forEach(record -> methods.computeIfAbsent(List.of(record.image(), record.failure()), _ -> new ArrayList<>())
                .add(record.method()));
        List<Failure> failures =
                methods.entrySet().stream()
                        .map(e -> new Failure(
                                e.getKey().getFirst(),
                                e.getValue().size() == data.methods().size() ? List.of() : e.getValue(),
                                e.getKey().getLast()))
                        .toList();
        return new RunOutcome(failures, failed.size(), images.missing().size());
    }

    /// True if every image was there and has all its values.
    public boolean isComplete() {
        return records == 0 && missingImages == 0;
    }
}
